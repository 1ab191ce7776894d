import csv
import io

import pytest

from onrecord.model import Outcome
from onrecord.model import Unresolved as Gap
from onrecord.publish import COLUMNS, write
from onrecord.publish.rows import cell
from tests.factories import TEXT, actor, claim, coded, event, place, quote, report, toll


def table(**parts: object) -> list[dict[str, str]]:
    out = io.StringIO()
    write([coded(**parts)], "csv", out)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_there_is_one_row_for_each_event_and_source() -> None:
    found = [(r["event_id"], r["voice"], r["source_id"], r["claim_ids"]) for r in table()]
    assert found == [
        ("E1", "source", "S1", "C1 | C2"),
        ("E1", "source", "S2", "C3"),
        ("E2", "source", "S3", "C4"),
        ("E3", "report", "", ""),
        ("E4", "source", "S3", "C5"),
    ]


def test_each_row_has_its_own_sources_tolls() -> None:
    ministry, doctor, *_ = table()
    assert (ministry["killed_low"], ministry["killed_high"], ministry["killed_approx"]) == ("52", "", "false")
    assert ministry["tolls_summed"] == "killed"
    assert ministry["tolls_text"] == "40 or more rebels killed; 12 soldiers killed, of whom 3 officers"
    assert (doctor["killed_low"], doctor["killed_high"], doctor["killed_approx"]) == ("30", "30", "true")


def test_a_denial_is_a_false_polarity() -> None:
    assert [r["polarity"] for r in table()] == ["true", "true", "false", "true", "true"]


def test_the_columns_are_documented_and_no_two_are_alike() -> None:
    names = [c.name for c in COLUMNS]
    assert len(names) == len(set(names))
    assert all(c.meaning.endswith(".") and c.meaning.count(". ") == 0 for c in COLUMNS)
    assert list(table()[0]) == names


def test_an_unknown_value_is_empty_with_its_reason() -> None:
    gap = Gap(quote(TEXT, "Tuesday"), "no date of publication")
    (row,) = table(events=(event(claims=(), time=gap),))
    assert (row["time_text"], row["time_start"], row["unresolved"]) == ("Tuesday", "", "time: no date of publication")


def test_a_claim_without_a_source_says_so() -> None:
    (row,) = table(claims=(claim(source=None),), events=(event(),))
    assert (row["voice"], row["source"]) == ("source", "")
    assert row["unresolved"] == "source: the report does not name one"


def test_several_actors_stay_in_step() -> None:
    pair = (actor(sector=None, country="VAR"), actor(mention="rebels", sector="REB"))
    (row,) = table(events=(event(claims=(), actor=pair),))
    assert (row["actor"], row["actor_sector"], row["actor_country"]) == ("troops | rebels", "| REB", "VAR |")


def test_a_combined_count_is_marked() -> None:
    shared = tuple(toll(outcome=o, low=None, high=300, combined=True) for o in (Outcome.KILLED, Outcome.INJURED))
    (row,) = table(events=(event(claims=(), tolls=shared),))
    assert (row["killed_high"], row["injured_high"], row["tolls_combined"]) == ("300", "300", "killed | injured")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\r=", "\x00=", "\ufeff=", "＝"])
def test_words_that_a_spreadsheet_would_run_are_defused(start: str) -> None:
    assert cell(f'{start}cmd|"/c calc"!A1').startswith("'")


def test_numbers_stay_numbers() -> None:
    (row,) = table(events=(event(claims=(), place=place()),))
    assert (row["lat"], row["lon"]) == ("-12.5", "-3.25")


def test_a_place_on_the_equator_keeps_its_coordinates() -> None:
    (row,) = table(events=(event(claims=(), place=place(lat=0.0, lon=0.0)),))
    assert (row["lat"], row["lon"]) == ("0.0", "0.0")


def test_a_row_is_one_line() -> None:
    text = 'The "army"\nfired,\r\n\tagain.'
    made = coded(report=report(text=text), events=(event(text=text, anchor='"army"\nfired,\r\n\tagain', claims=()),))
    out = io.StringIO()
    write([made], "csv", out)
    assert len(out.getvalue().splitlines()) == 2
    assert next(csv.DictReader(io.StringIO(out.getvalue())))["anchor"] == '"army" fired, again'


def test_no_report_makes_a_header_alone() -> None:
    out = io.StringIO()
    assert write([], "csv", out) == 0
    assert out.getvalue() == ",".join(c.name for c in COLUMNS) + "\n"
