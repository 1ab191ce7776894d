"""Exports with names withheld: no name of a private person or a victim is in any file, and the rest stays usable."""

import json
from pathlib import Path

import pandas as pd
import pytest

from onrecord.exports import FORMATS
from onrecord.ledger import Ledger
from onrecord.publish.export.names import WITHHELD, Names
from tests import factories
from tests.publish import exported
from tests.publish.exported import write

VICTIM, TEACHER = "Moussa Keita", "Aminata Keita"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The killing, and the clash."""
    folder = tmp_path_factory.mktemp("ledger")
    return exported.make(folder / "a.onrecord", (exported.mourning(), exported.clash()))


def _everything(out: Path) -> str:
    files = [out] if out.is_file() else sorted(out.iterdir())
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "parquet"])
def test_no_file_holds_a_withheld_name(ledger: Ledger, tmp_path: Path, format: str) -> None:
    write(ledger, format, tmp_path / "open")
    write(ledger, format, tmp_path / "shut", withhold_names=True)
    said = _everything(tmp_path / "open").casefold()
    assert "keita" in said or format == "ucdp"
    assert "keita" not in _everything(tmp_path / "shut").casefold()


def test_no_table_of_parquet_holds_a_withheld_name(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "parquet", tmp_path / "shut", withhold_names=True)
    frames = [pd.read_parquet(file) for file in (tmp_path / "shut").glob("*.parquet")]
    assert len(frames) == 7
    assert not any("Keita" in frame.to_json() for frame in frames)


def test_names_in_office_numbers_and_places_stay(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t", withhold_names=True)
    sources = pd.read_csv(tmp_path / "t" / "sources.csv")
    assert set(sources.name.dropna()) == {WITHHELD, "Colonel Jean Sow", "The defence ministry of Vareland"}
    incidents = pd.read_csv(tmp_path / "t" / "incidents.csv")
    assert {"Oskar"} == set(incidents.place.dropna())
    assert incidents.killed_best.max() >= 40
    assert "Malian military" in set(incidents.actor)


def test_words_of_reports_go_but_their_places_in_the_text_stay(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t", withhold_names=True)
    claims = pd.read_csv(tmp_path / "t" / "claims.csv")
    assert claims.content.isna().all()
    assert claims.content_end.gt(claims.content_start).all()
    assert pd.read_csv(tmp_path / "t" / "reports.csv")[["title", "url", "byline"]].isna().all(axis=None)


def test_a_withheld_actor_has_one_number_within_an_export_and_no_id_made_from_its_name(
    ledger: Ledger, tmp_path: Path
) -> None:
    write(ledger, "plover", tmp_path / "p", withhold_names=True)
    records = [json.loads(line) for line in (tmp_path / "p").read_text().splitlines()]
    ids = {a["identifier_id"] for r in records for a in r["recipient"] if a["identifier_text"] == WITHHELD}
    assert ids == {"withheld-1"}


@pytest.mark.parametrize(
    ("name", "sector", "shown"),
    [
        pytest.param("Fatima Diallo", "CVL", False, id="a private person"),
        pytest.param("Fatima Diallo", None, False, id="a person of no known sector"),
        pytest.param("FATIMA DIALLO", "CVL", False, id="in capitals"),
        pytest.param("the doctor Fatima Diallo", "MED", False, id="with a word for what she is"),
        pytest.param("Fatima Diallo", "GOV", True, id="somebody in office"),
        pytest.param("angry villagers", "CVL", True, id="a kind of people"),
        pytest.param("Villagers", "CVL", True, id="a kind of people that begins a sentence"),
        pytest.param("Nigerian students", "EDU", True, id="a nationality is no name"),
        pytest.param("the United Nations", None, True, id="a known body"),
    ],
)
def test_whose_name_is_withheld(name: str, sector: str | None, shown: bool) -> None:
    text = f"It was {name} who spoke."
    actor = factories.actor(text=text, mention=name, sector=sector)
    names = Names(withhold=True)
    assert (names.actor(actor) == name) is shown
    assert Names().actor(actor) == name


def test_somebody_in_office_who_became_a_victim_is_withheld_everywhere() -> None:
    text = "Gunmen killed Minister Ali Sanogo. Ali Sanogo had warned of an attack."
    minister = factories.actor(text=text, mention="Minister Ali Sanogo", sector="GOV")
    killing = factories.event(text=text, recipient=(minister,), claims=())
    report = factories.report(text=text)
    names = Names(withhold=True)
    names.learn(factories.coded(report=report, events=(killing,)))
    assert names.actor(factories.actor(text=text, mention="Ali Sanogo", sector="GOV")) == WITHHELD
