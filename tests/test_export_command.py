"""`onrecord export`, as people and programs meet it."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.publish import exported


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clash and the killing."""
    path = tmp_path_factory.mktemp("ledger") / "a.onrecord"
    exported.make(path, (exported.clash(), exported.mourning())).close()
    return path


def test_an_export_says_what_it_wrote_and_what_it_left_out(ledger: Path, tmp_path: Path) -> None:
    done = _run(ledger, "acled", tmp_path / "a.csv")
    assert done.exit_code == 0
    assert "a.csv: 3 events, from" in done.stderr
    assert "threatened: no deed" in done.stderr
    assert done.stdout == ""


def test_filters_are_those_of_incidents(ledger: Path, tmp_path: Path) -> None:
    done = _run(ledger, "geojson", tmp_path / "a.geojson", "--type", "PROTEST", "--country", "Mali")
    assert done.exit_code == 0
    features = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert [f["properties"]["type"] for f in features] == ["PROTEST"]


def test_names_are_withheld_when_asked(ledger: Path, tmp_path: Path) -> None:
    assert _run(ledger, "geojson", tmp_path / "a.geojson", "--withhold-names").exit_code == 0
    assert "Keita" not in (tmp_path / "a.geojson").read_text()


def test_where_no_incident_fits_nothing_is_written(ledger: Path, tmp_path: Path) -> None:
    done = _run(ledger, "ucdp", tmp_path / "u.csv", "--country", "Chad")
    assert done.exit_code == 1
    assert "no such incident" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("limits", [("--limit", 0), ("--offset", 1000)])
def test_where_the_limits_leave_no_incident_nothing_is_written(
    ledger: Path, tmp_path: Path, limits: tuple[str, int]
) -> None:
    done = _run(ledger, "geojson", tmp_path / "a.geojson", *limits)
    assert done.exit_code == 1
    assert "no such incident" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_ledger_is_not_overwritten(ledger: Path) -> None:
    before = ledger.read_bytes()
    done = _run(ledger, "geojson", ledger)
    assert done.exit_code == 1
    assert "is a ledger or another database, and would be lost" in done.stderr
    assert ledger.read_bytes() == before


def test_a_pipe_or_device_is_not_replaced(ledger: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = _run(ledger, "geojson", tmp_path / "pipe")
    assert done.exit_code == 1
    assert "is no ordinary file; name one" in done.stderr
    assert [path.is_fifo() for path in tmp_path.iterdir()] == [True]


def test_an_export_is_not_piped(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = _run(ledger, "geojson", "-")
    assert done.exit_code == 2
    assert "name one instead of -" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_ledger_that_was_never_reconciled_is_refused_with_advice(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.onrecord") as opened:
        opened.add(exported.clash())
    done = _run(tmp_path / "new.onrecord", "csv", tmp_path / "t")
    assert done.exit_code == 1
    assert "has no incidents yet; run: onrecord reconcile" in done.stderr


@pytest.mark.parametrize(
    ("format", "out", "answer"),
    [
        pytest.param("xls", "a", "'xls' is not one of", id="no such format"),
        pytest.param("acled", "none/a.csv", "there is no folder", id="no such folder"),
        pytest.param("acled", ".", "is a folder; acled is one file", id="a folder for a file"),
        pytest.param("geojson", "a.zip", "geojson is one file and no archive", id="an archive of one file"),
        pytest.param("csv", "file", "is a file; csv has several files", id="a file for a folder"),
    ],
)
def test_a_wrong_call_is_answered_with_what_to_do(
    ledger: Path, tmp_path: Path, format: str, out: str, answer: str
) -> None:
    (tmp_path / "file").write_text("mine")
    done = _run(ledger, format, tmp_path / out)
    assert done.exit_code != 0
    assert answer in " ".join(done.stderr.split())
    assert (tmp_path / "file").read_text() == "mine"
