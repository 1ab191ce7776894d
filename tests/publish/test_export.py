"""Exports read back as their users read them, and what is never released."""

import csv
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet
import pyogrio
import pytest

from onrecord.errors import StopRun, UnknownName
from onrecord.exports import FORMATS, export
from onrecord.filters import Filter
from onrecord.incidents import EventRef, Judgement, Verdict
from onrecord.ledger import Ledger
from onrecord.model import PLOVER_TYPES
from onrecord.publish.export import layouts
from onrecord.publish.export.codes import number
from tests.publish import exported
from tests.publish.exported import write

TABLES = ["reports", "sources", "claims", "events", "tolls", "incidents", "accounts"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The clash, told by two papers, and the killing."""
    reports = (exported.clash(), exported.mourning(), exported.clash(id="r-3", publisher="Other Paper"))
    return exported.make(tmp_path_factory.mktemp("ledger") / "a.onrecord", reports)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Sixty reports of acts of every status, many without a place or a time."""
    return exported.make(tmp_path_factory.mktemp("crowd") / "a.onrecord", tuple(exported.many(60)), apart=True)


def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    return {name: pd.read_csv(folder / f"{name}.csv") for name in TABLES}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_tables_join_without_a_loose_end(ledger: Ledger, tmp_path: Path) -> None:
    done = write(ledger, "csv", tmp_path / "t")
    t = _tables(tmp_path / "t")
    assert {name: len(frame) for name, frame in t.items()} == dict(done.rows)
    key = ["report_id", "event_id"]
    assert len(t["tolls"].merge(t["events"], on=key)) == len(t["tolls"]) > 0
    assert set(t["claims"].source_id.dropna()) <= set(t["sources"].source_id)
    assert set(t["events"].incident_id.dropna()) == set(t["incidents"].incident_id)
    assert set(t["accounts"].incident_id) == set(t["incidents"].incident_id)


def test_every_quoted_cell_stands_in_its_report(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "parquet", tmp_path / "t")
    texts = {coded.report.id: coded.report.text for coded in ledger.reports()}
    seen = 0
    for table, words in (("claims", "content"), ("claims", "cue"), ("events", "anchor"), ("sources", "mention")):
        frame = pd.read_parquet(tmp_path / "t" / f"{table}.parquet").dropna(subset=[words])
        for row in frame.itertuples():
            start, end = int(getattr(row, f"{words}_start")), int(getattr(row, f"{words}_end"))
            assert texts[row.report_id][start:end] == getattr(row, words)  # type: ignore[index]
            seen += 1
    assert seen > 20


def test_parquet_has_types_and_meanings(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "parquet", tmp_path / "t")
    schema = pyarrow.parquet.read_schema(tmp_path / "t" / "events.parquet")
    assert {str(schema.field(n).type) for n in ("lat", "confidence")} == {"double"}
    assert str(schema.field("time_start").type) == "date32[day]"
    assert schema.field("polarity").metadata == {b"meaning": b"false if it is said not to have happened."}
    frame = pd.read_parquet(tmp_path / "t" / "events.parquet")
    assert frame.polarity.dtype == bool
    assert frame.columns.tolist() == list(next(x for x in layouts("tables") if x.name == "events").columns)


def test_csv_and_parquet_tell_the_same(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "c")
    write(ledger, "parquet", tmp_path / "p")
    for name in TABLES:
        left = pd.read_csv(tmp_path / "c" / f"{name}.csv")
        right = pd.read_parquet(tmp_path / "p" / f"{name}.parquet")
        assert left.columns.tolist() == right.columns.tolist()
        assert left.isna().sum().sum() == right.isna().sum().sum()


def test_the_data_dictionary_beside_the_tables_names_every_column(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t")
    told = pd.read_csv(tmp_path / "t" / "dictionary.csv")
    for name, frame in _tables(tmp_path / "t").items():
        assert told[told.table == name].column.tolist() == frame.columns.tolist()
    assert told.meaning.str.len().min() > 2


def test_rival_tolls_stay_beside_one_another(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t")
    told = " / ".join(_tables(tmp_path / "t")["accounts"].tolls_text.dropna())
    assert "40 or more rebels killed" in told
    assert "12 soldiers killed, of whom 3 officers" in told
    assert "about 30 soldiers killed" in told


@pytest.mark.parametrize("format", ["acled", "ucdp", "polecat"])
def test_a_table_of_deeds_holds_no_threat_plan_or_denial(crowded: Ledger, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    done = write(crowded, format, out)
    deeds = {i.id: i.polarity and i.status.real for i in crowded.incidents()}
    rows = _rows(format, out)
    assert 0 < len(rows) == done.rows["events"]
    assert all(deeds[id] for id in _incidents_of(format, rows, crowded))
    assert any("no deed" in reason for reason in done.left_out)
    assert len(rows) + sum(done.left_out.values()) == done.incidents


def _rows(format: str, out: Path) -> pd.DataFrame:
    if format == "polecat":
        return pd.read_csv(out, sep="\t", encoding="latin-1", keep_default_na=False, dtype=str)
    return pd.read_csv(out)


def _incidents_of(format: str, rows: pd.DataFrame, ledger: Ledger) -> list[str]:
    if format == "ucdp":
        return rows.relid.tolist()
    homes = {ref.report: i.id for i in ledger.incidents() for ref in i.events}
    if format == "polecat":
        return [homes[id.rsplit("_", 1)[0]] for id in rows["Event ID"]]
    numbers = {f"MLI{number(i.id)}": i.id for i in ledger.incidents()}
    return [numbers[id] for id in rows.event_id_cnty]


def test_gdelt_codes_what_is_not_done_as_words_only(crowded: Ledger, tmp_path: Path) -> None:
    write(crowded, "gdelt", tmp_path / "g")
    events = _gdelt(tmp_path / "g", "events")
    real = {ref.report for i in crowded.incidents() if i.polarity and i.status.real for ref in i.events}
    mentions = _gdelt(tmp_path / "g", "mentions").merge(events, on="GLOBALEVENTID")
    unreal = mentions[~mentions.MentionIdentifier.isin(real)]
    assert set(unreal.EventRootCode) == {"13"}
    assert set(mentions[mentions.MentionIdentifier.isin(real)].QuadClass) == {4}
    denied = {ref.report for i in crowded.incidents() if not i.polarity for ref in i.events}
    assert not denied & set(mentions.MentionIdentifier)


def _gdelt(folder: Path, table: str) -> pd.DataFrame:
    names = list(next(x for x in layouts("gdelt") if x.name == table).columns)
    codes = {"EventCode": str, "EventRootCode": str, "EventBaseCode": str}
    return pd.read_csv(folder / f"{table}.CSV", sep="\t", header=None, names=names, dtype=codes)


def test_gdelt_tables_have_their_widths_and_offsets_of_the_words(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "gdelt", tmp_path / "g")
    events, mentions = _gdelt(tmp_path / "g", "events"), _gdelt(tmp_path / "g", "mentions")
    assert (events.shape[1], mentions.shape[1]) == (61, 16)
    assert set(mentions.GLOBALEVENTID) == set(events.GLOBALEVENTID)
    assert events.NumMentions.sum() == len(mentions)
    texts = {coded.report.id: coded.report.text for coded in ledger.reports()}
    told = mentions.replace("http://post.example/keita", "r-2")
    acts = {texts[m.MentionIdentifier][m.ActionCharOffset :][:6] for m in told.itertuples()}  # type: ignore[index]
    assert acts == {"killed", "attack", "shot d", "marche"}
    clash = events[events.ActionGeo_FullName == "Oskar, Mopti, Mali"].iloc[0]
    assert (clash.ActionGeo_CountryCode, clash.ActionGeo_Type, clash.DATEADDED) == ("ML", 4, 20240601120000)
    assert set(events.SQLDATE) == {20240220, 20240305, 20240306}


def test_acled_rows_follow_its_codebook(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "acled", tmp_path / "a.csv")
    rows = pd.read_csv(tmp_path / "a.csv")
    assert rows.shape[1] == 31
    clash = rows[rows.event_date == "2024-03-05"].iloc[0]
    assert (clash.event_date, clash.time_precision, clash.geo_precision) == ("2024-03-05", 1, 1)
    assert (clash.iso, clash.country, clash.region) == (466, "Mali", "Western Africa")
    assert clash.actor1 == "Military Forces of Mali"
    assert clash.interaction == "State forces-Political militia"
    assert clash.source == "Vareland Courier; Other Paper"
    march = rows[rows.event_type == "Protests"].iloc[0]
    assert (march.actor1, march.inter1, march.interaction) == ("Protesters (Mali)", "Protesters", "Protesters only")
    assert march.fatalities == 0
    assert rows.event_id_cnty.str.match(r"MLI\d+$").all()
    assert rows.event_id_cnty.is_unique


def test_acled_notes_tell_who_says_what(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "acled", tmp_path / "a.csv")
    notes = pd.read_csv(tmp_path / "a.csv").set_index("event_date").notes["2024-03-05"]
    assert "The defence ministry of Vareland: 40 or more rebels killed" in notes
    assert "A doctor at the hospital: about 30 soldiers killed" in notes


def test_ucdp_rows_add_up(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "ucdp", tmp_path / "u.csv")
    rows = pd.read_csv(tmp_path / "u.csv", parse_dates=["date_start", "date_end"])
    assert rows.shape[1] == 49
    assert (rows.deaths_a + rows.deaths_b + rows.deaths_civilians + rows.deaths_unknown == rows.best).all()
    assert ((rows.low <= rows.best) & (rows.best <= rows.high)).all()
    clash = rows[rows.type_of_violence == 1].iloc[0]
    assert (clash.side_a, clash.gwnoa, clash.country_id, clash.region) == ("Government of Mali", 432, 432, "Africa")
    assert (clash.geom_wkt, clash.priogrid_gid) == ("POINT (-4.200000 14.500000)", 209 * 720 + 351 + 1)
    assert (clash.date_prec, clash.date_start.isoformat()) == (1, "2024-03-05T00:00:00")
    assert "The defence ministry of Vareland" in clash.source_original


def test_geojson_is_read_by_gdal_with_every_incident(crowded: Ledger, tmp_path: Path) -> None:
    done = write(crowded, "geojson", tmp_path / "a.geojson")
    info = pyogrio.read_info(tmp_path / "a.geojson")
    assert info["features"] == done.incidents == crowded.count()
    _, _, geometry, fields = pyogrio.raw.read(tmp_path / "a.geojson", columns=["label", "deed", "status", "polarity"])
    placed = sum(i.place is not None for i in crowded.incidents())
    assert sum(g is not None for g in geometry) == placed < done.incidents
    features = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert {"label", "said", "deed", "killed_low"} <= set(info["fields"])
    assert len(fields[0]) == len(features)
    for feature in features:
        about = feature["properties"]
        begins = about["label"].split(" — ")[0]
        assert about["deed"] is (begins not in {"DENIED", "THREATENED", "PLANNED", "DEMANDED", "SUPPOSED"})
        assert about["deed"] is (about["polarity"] and about["status"] in {"occurred", "ongoing", "attempted"})


def test_plover_keeps_plans_and_denials_under_auxiliary_modes(crowded: Ledger, tmp_path: Path) -> None:
    write(crowded, "plover", tmp_path / "p.jsonl")
    records = _lines(tmp_path / "p.jsonl")
    assert {e for r in records for e in r["event"]} <= PLOVER_TYPES
    for record in records:
        about = record["attribution"]
        deed = about["polarity"] and about["status"] in {"occurred", "ongoing", "attempted"}
        assert deed is not bool({"future", "hypothetical", "negation"} & set(record["mode"]))
        assert ("negation" in record["mode"]) is not about["polarity"]
        assert deed or (record["event_scale"] is None and record["size"] is None)


def test_plover_says_on_whose_word(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "plover", tmp_path / "p.jsonl")
    clash = next(r for r in _lines(tmp_path / "p.jsonl") if r["id"] == "r-1#E1")
    assert [c["source"] for c in clash["attribution"]["claims"]][-1] == "A doctor at the hospital"
    assert [(t["low"], t["sources"]) for t in clash["tolls"]][3] == (30, ["A doctor at the hospital"])
    assert clash["size"] is None  # rivals are no size


def test_polecat_reads_as_its_users_read_it(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "polecat", tmp_path / "p.txt")
    rows = _rows("polecat", tmp_path / "p.txt")
    assert rows.shape[1] == 40
    clash = rows[rows["Event ID"] == "r-1_E1"].iloc[0]
    assert (clash["Event Type"], clash["Quad Code"]) == ("ASSAULT", "MATERIAL CONFLICT")
    assert (clash["Actor Country"], clash["Actor COW"], clash["Event Mode"]) == ("MLI", "432", "None")
    assert not (rows == "").any(axis=None)
    assert "r-1_E4" not in set(rows["Event ID"])


def test_timemap_files_hold_to_its_schema(crowded: Ledger, tmp_path: Path) -> None:
    done = write(crowded, "timemap", tmp_path / "t")
    events = json.loads((tmp_path / "t" / "events.json").read_text())
    sources = json.loads((tmp_path / "t" / "sources.json").read_text())
    associations = {a["id"]: a for a in json.loads((tmp_path / "t" / "associations.json").read_text())}
    assert len(events) + done.left_out["neither place nor day is known"] == crowded.count()
    deeds = {i.id: i.polarity and i.status.real for i in crowded.incidents()}
    for event in events:
        assert all(isinstance(event[k], str) for k in event if k not in {"associations", "sources"} | _STYLES)
        assert bool(event["latitude"]) == bool(event["longitude"])
        assert event["date"] or event["latitude"]
        assert set(event["sources"]) <= set(sources)
        assert set(event["associations"]) <= set(associations)
        assert (event["category"] == "Told of as done") is deeds[event["id"]]
    assert all({"id", "paths"} <= set(source) for source in sources.values())
    assert {a["mode"] for a in associations.values()} == {"FILTER", "CATEGORY"}


_STYLES = {"narrative___stepStyles"}


@pytest.mark.parametrize("format", FORMATS)
def test_a_filter_chooses_what_is_exported(ledger: Ledger, tmp_path: Path, format: str) -> None:
    everything = write(ledger, format, tmp_path / "a")
    some = write(ledger, format, tmp_path / "b", Filter(type="PROTEST"))
    assert some.incidents == 1 < everything.incidents
    assert sum(some.rows.values()) < sum(everything.rows.values())


def test_a_chosen_incident_brings_only_what_it_rests_on(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t", Filter(type="PROTEST"))
    t = _tables(tmp_path / "t")
    assert t["reports"].report_id.tolist() == ["r-2"]
    assert t["events"].anchor.tolist() == ["marched"]
    assert t["claims"].empty
    assert t["sources"].empty


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_export_of_the_same_ledger_is_the_same(ledger: Ledger, tmp_path: Path, format: str) -> None:
    for name in ("a", "b"):
        write(ledger, format, tmp_path / name)
    files = ["."] if not FORMATS[format].folder else [p.name for p in (tmp_path / "a").iterdir()]
    assert files
    assert all((tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in files if n != ".")
    assert files != ["."] or (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("format", ["csv", "acled", "ucdp", "polecat", "gdelt"])
def test_hostile_words_neither_break_a_row_nor_run_in_a_spreadsheet(
    ledger: Ledger, tmp_path: Path, format: str
) -> None:
    write(ledger, format, tmp_path / "out")
    files = [tmp_path / "out"] if not FORMATS[format].folder else list((tmp_path / "out").glob("*.[cC][sS][vV]"))
    tabbed = format in {"polecat", "gdelt"}
    for file in files:
        with file.open(encoding="latin-1" if format == "polecat" else "utf-8", newline="") as stream:
            rows = list(csv.reader(stream, delimiter="\t" if tabbed else ","))
        assert len({len(row) for row in rows}) <= 1
        assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_zip_holds_the_files_of_the_folder(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t")
    write(ledger, "csv", tmp_path / "t.zip")
    with zipfile.ZipFile(tmp_path / "t.zip") as packed:
        assert sorted(packed.namelist()) == sorted(p.name for p in (tmp_path / "t").iterdir())
        assert packed.read("events.csv") == (tmp_path / "t" / "events.csv").read_bytes()


def test_a_later_export_takes_the_place_of_an_earlier_one(ledger: Ledger, tmp_path: Path) -> None:
    write(ledger, "csv", tmp_path / "t")
    write(ledger, "csv", tmp_path / "t", Filter(type="PROTEST"))
    assert len(_tables(tmp_path / "t")["incidents"]) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["t"]


def test_a_folder_with_other_things_in_it_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StopRun, match="holds something that no export has made"):
        write(ledger, "csv", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_an_unknown_format_is_answered_with_the_known_ones(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="unknown format 'xls'; known: acled, csv"):
        export(ledger, "xls", tmp_path / "a")


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_released_when_the_ledger_has_lost_an_event(tmp_path: Path, format: str) -> None:
    ledger = exported.make(tmp_path / "a.onrecord", (exported.clash(),))
    dangling = exported.make(tmp_path / "b.onrecord", (exported.clash(id="r-9"),))
    ledger.replace_incidents(dangling.incidents(), whole=True)
    with pytest.raises(
        StopRun, match=r"nothing was released: .* rests on events that are not in the ledger; run: onrecord reconcile"
    ):
        write(ledger, format, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_released_when_a_figure_is_not_in_its_report(tmp_path: Path) -> None:
    ledger = exported.make(tmp_path / "a.onrecord", (exported.clash(),))
    forged = []
    for incident in ledger.incidents():
        accounts = [replace(a, tolls=tuple(replace(t, text="400 rebels") for t in a.tolls)) for a in incident.accounts]
        forged.append(replace(incident, accounts=tuple(accounts)))
    ledger.replace_incidents(forged, whole=True)
    with pytest.raises(StopRun, match="'400 rebels' is not in report r-1"):
        write(ledger, "geojson", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format", ["acled", "ucdp", "polecat", "gdelt"])
def test_columns_are_those_that_were_published(format: str) -> None:
    widths = [len(layout.columns) for layout in layouts(format)]
    assert widths == {"acled": [31], "ucdp": [49], "polecat": [40], "gdelt": [61, 16]}[format]


@pytest.mark.parametrize("format", FORMATS)
def test_halves_of_characters_and_counts_beyond_all_bounds_stop_no_export(tmp_path: Path, format: str) -> None:
    half, beyond = "\ud83d \x00 Ł\x85", 10**30
    coded = exported.clash(title=half, publisher=half, url="http://[")
    killed = replace(coded.events[0], tolls=(replace(coded.events[0].tolls[0], low=beyond, high=None),))
    named = tuple(replace(s, name=half) for s in coded.sources)
    ledger = exported.make(tmp_path / "a.onrecord", (replace(coded, sources=named, events=(killed,)),))
    done = write(ledger, format, tmp_path / "out")
    assert sum(done.rows.values()) > 0
    assert not any("could not" in reason for reason in done.left_out)


def _corrected(event: str, field: str, value: str) -> Judgement:
    return Judgement(Verdict.CORRECT, (EventRef("r-1", event),), "ana", "2024-05-01", field=field, value=value)


@pytest.mark.parametrize(
    ("format", "before", "after"),
    [("acled", 1, 0), ("ucdp", 1, 0), ("polecat", 2, 1), ("gdelt", 2, 1)],
)
def test_what_a_person_corrected_to_a_denial_is_no_deed(tmp_path: Path, format: str, before: int, after: int) -> None:
    plain = exported.make(tmp_path / "a.onrecord", (exported.clash(),))
    judged = exported.make(tmp_path / "b.onrecord", (exported.clash(),), _corrected("E1", "polarity", "false"))
    assert write(plain, format, tmp_path / "a").rows["events"] == before
    assert write(judged, format, tmp_path / "b").rows["events"] == after


@pytest.mark.parametrize("format", ["acled", "polecat"])
def test_what_a_person_corrected_to_a_deed_is_one(tmp_path: Path, format: str) -> None:
    judged = exported.make(tmp_path / "b.onrecord", (exported.clash(),), _corrected("E4", "status", "occurred"))
    assert write(judged, format, tmp_path / "b").rows["events"] == {"acled": 2, "polecat": 3}[format]
