"""`onrecord ingest`, `reconcile` and `incidents`, as people and programs meet them."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.records import to_json
from tests.ledger.builders import told

ARMY = (
    "The army said on Friday that its troops had killed 12 rebels in an attack on their camp near Kaduna, Nigeria. "
    "A rebel spokesman, Musa Bello, said that 30 civilians had been killed, and denied that there was a camp."
)
MARCH = "Thousands of people marched through Nairobi, Kenya, on Monday to demand the resignation of the minister."


def _run(*arguments: object) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(main, list(map(str, arguments)))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two reports and one that cannot be read."""
    path = tmp_path_factory.mktemp("texts") / "a.jsonl"
    records = [
        {"id": "army", "text": ARMY, "published": "2024-05-04", "publisher": "Post"},
        {"id": "march", "text": MARCH, "published": "2024-05-07"},
        {"id": "empty", "text": ""},
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


@pytest.fixture(scope="module")
def ledger(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the two reports and their incidents."""
    path = tmp_path_factory.mktemp("ledger") / "a.onrecord"
    done = _run("ingest", path, texts, "--coder", "rules")
    assert done.exit_code == 0
    assert f"2 reports added to {path}, 0 there already, 0 skipped, 1 failed" in done.stderr
    assert f"{texts}:3: it is empty; give a report with text" in done.stderr
    assert _run("reconcile", path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Coded reports as JSON Lines."""
    path = tmp_path_factory.mktemp("coded") / "coded.jsonl"
    lines = [json.dumps(to_json(told(n), with_text=True)) + "\n" for n in range(3)]
    path.write_text("".join(lines))
    return path


def test_ingesting_again_changes_nothing_and_codes_nothing(ledger: Path, texts: Path) -> None:
    with Ledger.open(ledger) as opened:
        before = (opened.counts(), list(opened.reports()))
    done = _run("ingest", ledger, texts, "--coder", "rules")
    assert done.exit_code == 0
    assert "0 reports added" in done.stderr
    assert "2 there already" in done.stderr
    with Ledger.open(ledger) as opened:
        assert (opened.counts(), list(opened.reports())) == before
        assert [row.failure.reason for row in opened.failures()] == ["it is empty"]


def test_the_same_id_with_another_text_is_refused_with_its_reason(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.jsonl"
    other.write_text(json.dumps({"id": "army", "text": MARCH, "published": "2024-05-04", "publisher": "Post"}) + "\n")
    done = _run("ingest", ledger, other, "--coder", "rules")
    assert done.exit_code == 1
    assert "another report with the id 'army' (its text differs)" in done.stderr


def test_an_incident_shows_its_accounts_side_by_side(ledger: Path) -> None:
    shown = _run("incidents", ledger, "--toll", 1)
    assert shown.exit_code == 0
    assert "“12 rebels”" in shown.stdout
    assert "“30 civilians”" in shown.stdout
    assert "affirms: occurred" in shown.stdout
    assert "independent source" in shown.stdout
    with Ledger.open(ledger) as opened:
        assert f" of {opened.count()} incidents in {ledger}" in shown.stderr


def test_incidents_as_json_lines_and_csv_tell_of_the_same(ledger: Path) -> None:
    lines = [json.loads(line) for line in _run("incidents", ledger, "--to", "jsonl").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(_run("incidents", ledger, "--to", "csv").stdout)))
    assert lines
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert [int(row["independent_sources"]) for row in rows] == [line["independent_sources"] for line in lines]


@pytest.mark.parametrize(
    ("options", "reports"),
    [
        pytest.param(["--country", "Kenya"], {"march"}, id="a country by its name"),
        pytest.param(["--country", "nga"], {"army"}, id="a country by its code"),
        pytest.param(["--text", "minister"], {"march"}, id="words of the report"),
        pytest.param(["--box", "30,-5,40,5"], {"march"}, id="a box"),
        pytest.param(["--type", "protest"], {"march"}, id="a type"),
        pytest.param(["--from", "2024-05-05"], {"march"}, id="from a day on"),
        pytest.param(["--source", "army", "--report", "army"], {"army"}, id="a source"),
    ],
)
def test_filters_choose_incidents(ledger: Path, options: list[str], reports: set[str]) -> None:
    shown = _run("incidents", ledger, "--to", "jsonl", *options)
    assert shown.exit_code == 0
    assert {id for line in shown.stdout.splitlines() for id in json.loads(line)["reports"]} == reports


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--country", "Atlantis"], "'Atlantis' is no country", id="a country that is none"),
        pytest.param(["--box", "1,2,3"], "WEST,SOUTH,EAST,NORTH", id="half a box"),
        pytest.param(["--box", "0,50,10,40"], "south not above north", id="a box upside down"),
        pytest.param(["--from", "May"], "write it as YYYY-MM-DD", id="a day in another spelling"),
        pytest.param(["--text", "***"], "no word to search for", id="nothing to search for"),
        *(
            pytest.param([f"--{name}", " "], "nothing is given; give a value, or leave the option out", id=f"no {name}")
            for name in ("place", "actor", "source", "text", "report")
        ),
    ],
)
def test_a_wrong_call_says_what_is_wrong(ledger: Path, options: list[str], message: str) -> None:
    shown = _run("incidents", ledger, *options)
    assert shown.exit_code == 2
    assert message in shown.stderr


@pytest.mark.parametrize("option", ["--offset", "--toll"])
def test_a_number_beyond_all_bounds_is_no_trouble(ledger: Path, option: str) -> None:
    shown = _run("incidents", ledger, option, 10**30)
    assert (shown.exit_code, shown.exception and type(shown.exception)) == (1, SystemExit)
    assert "onrecord: 0" in shown.stderr
    assert _run("incidents", ledger, "--limit", 10**30).exit_code == 0


def test_a_result_is_not_written_over_a_ledger(ledger: Path) -> None:
    before = ledger.read_bytes()
    shown = _run("incidents", ledger, "--to", "csv", "--out", ledger)
    assert shown.exit_code == 2
    assert "is a ledger or another database" in " ".join(shown.stderr.split())
    assert ledger.read_bytes() == before


def test_a_filter_that_nothing_meets_says_so(ledger: Path, tmp_path: Path) -> None:
    shown = _run("incidents", ledger, "--country", "FJI", "--to", "csv", "--out", tmp_path / "a.csv")
    assert shown.exit_code == 1
    assert "onrecord: 0 of " in shown.stderr
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("command", [["reconcile"], ["incidents"]])
def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path, command: list[str]) -> None:
    done = _run(*command, tmp_path / "none.onrecord")
    assert done.exit_code == 1
    assert "there is no ledger" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_coded_reports_are_taken_in_as_they_are(tmp_path: Path, coded: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "r-9"}\n[1]\n{oops\n')
    done = _run("ingest", tmp_path / "a.onrecord", coded, broken, tmp_path / "none.jsonl", "--coded")
    assert "3 reports added" in done.stderr
    assert "0 skipped, 4 failed" in done.stderr
    assert f"{broken}:1: record 'r-9' has no text" in done.stderr
    with Ledger.open(tmp_path / "a.onrecord") as opened:
        assert list(opened.reports()) == [told(n) for n in range(3)]


def test_coded_reports_are_taken_from_standard_input(tmp_path: Path, coded: Path) -> None:
    command = ["ingest", str(tmp_path / "a.onrecord"), "-", "--coded"]
    done = CliRunner().invoke(main, command, input=coded.read_bytes().replace(b"\n", b"\n\n"))
    assert "3 reports added" in done.stderr
    assert "0 skipped, 0 failed" in done.stderr
    done = CliRunner().invoke(main, command, input="\n")
    assert done.exit_code == 1
    assert "standard input: there are no coded reports in it; write it with:" in done.stderr


def test_taking_in_new_reports_gives_what_making_all_anew_gives(tmp_path: Path, coded: Path) -> None:
    path, one = tmp_path / "a.onrecord", tmp_path / "one.jsonl"
    lines = coded.read_text().splitlines(keepends=True)
    for line in lines:
        one.write_text(line)
        assert _run("ingest", path, one, "--coded").exit_code == 0
        assert _run("incidents", path).stderr.count("not in the incidents yet") == 1
        done = _run("reconcile", path)
        assert done.exit_code == 0
    assert "1 new report taken in" in done.stderr
    with Ledger.open(path) as opened:
        taken_in = list(opened.incidents())
    assert "3 reports, all of them anew: asked for" in _run("reconcile", path, "--whole").stderr
    with Ledger.open(path) as opened:
        assert list(opened.incidents()) == taken_in


def test_another_policy_makes_all_incidents_anew(tmp_path: Path, coded: Path) -> None:
    path = tmp_path / "a.onrecord"
    _run("ingest", path, coded, "--coded")
    assert "there are none yet" in _run("reconcile", path).stderr
    assert "they were made by" in _run("reconcile", path, "--policy", "ucdp").stderr
    assert "0 new reports taken in" in _run("reconcile", path, "--policy", "ucdp").stderr
