"""What every ledger does, whatever database it is kept in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from onrecord.incidents import EventRef, Incident, Judgement, Verdict
from onrecord.ledger import Basis, Counts, IdTaken, Ledger
from onrecord.ledger.opening import url_of
from onrecord.ledger.search import terms
from onrecord.model import CodedReport, Coder, Failure
from tests import factories
from tests.ledger.builders import incident, told


def _rows(where: str) -> dict[str, list[object]]:
    """Every row of every table of a ledger."""
    engine = create_engine(url_of(where))
    names = [
        *("reports", "codings", "current_codings", "sources", "claims", "events", "event_actors", "event_claims"),
        *("tolls", "relations", "judgements", "failures", "incidents", "incident_events"),
    ]
    with engine.connect() as connection:
        found = {name: list(map(tuple, connection.execute(text(f"SELECT * FROM {name}")))) for name in names}
    engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def test_a_coded_report_comes_back_as_it_was(ledger: Ledger) -> None:
    coded = factories.coded()
    assert ledger.add(coded)
    assert ledger.report("r-1") == coded
    assert list(ledger.reports()) == [coded]
    assert ledger.report("r-2") is None


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("before\0after", id="a NUL"),
        pytest.param("before\x10after\x100041", id="the character that stands for those that cannot be kept"),
        pytest.param("half a character \ud83d", id="a lone surrogate"),
        pytest.param("\u202eabc\u0301 😀 'quoted\" \\ %s {}", id="marks that programs stumble over"),
    ],
)
def test_words_of_any_characters_are_kept_whole(ledger: Ledger, odd: str) -> None:
    in_text = odd.replace("\ud83d", "")  # reading refuses texts that hold half a character
    report = factories.report(text=f"{in_text} {factories.TEXT}", title=odd, publisher=odd, url=odd)
    coded = CodedReport(report, Coder("rules", odd))
    assert ledger.add(coded)
    assert not ledger.add(coded)
    assert ledger.report("r-1") == coded
    assert ledger.has(report, coded.coder)


def test_adding_again_changes_nothing(where: str) -> None:
    with Ledger.open(where) as ledger:
        for n in range(3):
            ledger.add(told(n))
        ledger.judge(Judgement(Verdict.ACCEPT, (EventRef("r-001", "E1"),), by="ana", at="2024-05-03"))
        ledger.fail(Failure("a.pdf", "a PDF", "save it as text"))
    before = _rows(where)
    with Ledger.open(where) as ledger:
        assert not any(ledger.add(told(n)) for n in range(3))
        assert not ledger.judge(Judgement(Verdict.ACCEPT, (EventRef("r-001", "E1"),), by="ana", at="2024-05-03"))
        assert not ledger.fail(Failure("a.pdf", "a PDF", "save it as text"))
    assert _rows(where) == before
    assert len(before["reports"]) == 3


@pytest.mark.parametrize(
    ("other", "what"),
    [
        pytest.param({"text": "Another text."}, "its text differs", id="another text"),
        pytest.param({"publisher": "Post"}, "'Vareland Courier' there, 'Post' here", id="another publisher"),
        pytest.param({"published": None}, "published differs", id="another day"),
    ],
)
def test_an_id_stands_for_one_report_only(ledger: Ledger, other: dict[str, str], what: str) -> None:
    ledger.add(factories.coded())
    second = CodedReport(factories.report(**other), Coder("rules", "0.1.0"))
    with pytest.raises(IdTaken, match=what):
        ledger.add(second)
    with pytest.raises(IdTaken, match=what):
        ledger.has(second.report)
    assert list(ledger.reports()) == [factories.coded()]


def test_a_record_with_doubled_ids_is_refused_whole(ledger: Ledger) -> None:
    event = factories.event(claims=())
    with pytest.raises(Exception, match="r-1 cannot be kept"):
        ledger.add(factories.coded(events=(event, event)))
    assert ledger.counts() == Counts(*[0] * 11)


def test_a_newer_coders_record_stands_beside_the_older_one_and_is_read_first(ledger: Ledger) -> None:
    old, new = factories.coded(), factories.coded(coder=Coder("rules", "0.2.0"), events=())
    assert ledger.add(old)
    assert not ledger.has(old.report, new.coder)
    assert ledger.add(new)
    assert ledger.has("r-1", old.coder)
    assert ledger.has("r-1", new.coder)
    assert list(ledger.reports()) == [new]
    counts = ledger.counts()
    assert (counts.reports, counts.codings, counts.events) == (1, 2, 0)


def test_reports_come_in_the_order_in_which_they_were_added(ledger: Ledger) -> None:
    for n in (3, 1, 2):
        ledger.add(told(n))
    assert [c.report.id for c in ledger.reports()] == ["r-003", "r-001", "r-002"]
    assert [c.report.id for c in ledger.reports(["r-002", "r-003", "r-9"])] == ["r-003", "r-002"]


def test_a_ledger_can_be_written_to_while_it_is_read(ledger: Ledger) -> None:
    for n in range(3):
        ledger.add(told(n))
    reading = ledger.reports()
    first = next(reading)
    ledger.add(told(9))
    assert [first, *reading] == [told(n) for n in range(3)]


@pytest.mark.parametrize("deed", ["UPDATE reports SET title = 'other'", "DELETE FROM codings", "DELETE FROM tolls"])
def test_what_was_added_is_never_changed_whoever_asks(where: str, deed: str) -> None:
    with Ledger.open(where) as ledger:
        ledger.add(factories.coded())
    engine = create_engine(url_of(where))
    with engine.begin() as connection, pytest.raises(DBAPIError, match="only added to"):
        connection.execute(text(deed))
    engine.dispose()
    with Ledger.open(where) as ledger:
        assert list(ledger.reports()) == [factories.coded()]


def test_judgements_and_failures_are_told_in_their_order(ledger: Ledger) -> None:
    refs = (EventRef("r-1", "E1"), EventRef("r-2", "E1"))
    judgements = [
        Judgement(Verdict.MERGE, refs, by="ana", at="2024-05-03T10:00", why="same convoy"),
        Judgement(Verdict.CORRECT, refs[:1], by="ben", at="2024-05-03T09:00", field="place", value="Oskar"),
    ]
    failures = [Failure("b.txt", "it is empty"), Failure("a.csv", "no column", "name it", skipped=True)]
    assert [ledger.judge(j) for j in judgements] == [True, True]
    assert [ledger.fail(f) for f in failures] == [True, True]
    assert list(ledger.judgements()) == judgements
    assert [row.failure for row in ledger.failures()] == failures


def test_sources_are_counted_under_what_they_are_called(ledger: Ledger) -> None:
    for n in range(2):
        ledger.add(told(n))
    found = list(ledger.sources())
    assert [(s.name, s.named, s.reports, s.claims) for s in found] == [
        ("The defence ministry of Vareland", True, 2, 4),
        ("The rebels", False, 2, 4),
        ("A doctor at the hospital", False, 2, 2),
    ]
    assert [s.name for s in ledger.sources("REB")] == ["The rebels"]
    assert list(ledger.sources("octor")) == []


def test_counts_say_how_much_there_is(ledger: Ledger) -> None:
    ledger.add(factories.coded())
    ledger.replace_incidents([incident("i-1")])
    assert ledger.counts() == Counts(
        reports=1,
        codings=1,
        sources=3,
        claims=5,
        events=4,
        relations=0,
        tolls=4,
        judgements=0,
        failures=0,
        incidents=1,
        pending=1,
    )


class TestReplacing:
    def test_incidents_come_back_as_they_were(self, ledger: Ledger) -> None:
        ledger.replace_incidents([incident("i-1"), incident("i-2", type="PROTEST")])
        assert list(ledger.incidents()) == [incident("i-1"), incident("i-2", type="PROTEST")]
        assert ledger.incident("i-2") == incident("i-2", type="PROTEST")
        assert ledger.incident("i-3") is None

    def test_a_neighbourhood_is_replaced_and_the_rest_left_alone(self, ledger: Ledger) -> None:
        ledger.replace_incidents(map(incident, ("i-1", "i-2", "i-3")))
        ledger.replace_incidents([incident("i-1", type="COERCE"), incident("i-4")], removed=["i-2", "i-9"])
        assert {i.id: i.type for i in ledger.incidents()} == {"i-1": "COERCE", "i-3": "ASSAULT", "i-4": "ASSAULT"}

    def test_the_whole_is_replaced(self, ledger: Ledger) -> None:
        ledger.replace_incidents(map(incident, ("i-1", "i-2")))
        ledger.replace_incidents([incident("i-3")], whole=True)
        assert list(ledger.incidents()) == [incident("i-3")]

    def test_a_replacement_that_breaks_off_leaves_what_was_there(self, ledger: Ledger) -> None:
        def broken() -> Iterator[Incident]:
            yield from (incident(f"j-{n}") for n in range(600))
            raise RuntimeError("the reconciler died")

        ledger.replace_incidents([incident("i-1")])
        with pytest.raises(RuntimeError, match="died"):
            ledger.replace_incidents(broken(), whole=True)
        assert list(ledger.incidents()) == [incident("i-1")]


class TestBasis:
    def test_reports_are_pending_until_incidents_take_account_of_them(self, ledger: Ledger) -> None:
        for n in range(3):
            ledger.add(told(n))
        ledger.replace_incidents((), basis=Basis("p", 0, ["r-000", "r-002"]))
        assert list(ledger.reports(pending=True)) == [told(1)]
        ledger.replace_incidents((), basis=Basis("p", 0))
        assert list(ledger.reports(pending=True)) == []

    def test_incidents_are_outdated_when_more_than_new_reports_came(self, ledger: Ledger) -> None:
        assert ledger.outdated("p") == "there are none yet"
        ledger.add(factories.coded())
        ledger.replace_incidents((), whole=True, basis=Basis("p", 0))
        ledger.add(told(2))
        assert ledger.outdated("p") is None
        assert ledger.outdated("q") == "they were made by p"
        ledger.add(factories.coded(coder=Coder("rules", "0.2.0")))
        assert ledger.outdated("p") == "reports were coded anew since"
        ledger.judge(Judgement(Verdict.REJECT, (EventRef("r-1", "E1"),), by="ana", at="2024-05-03"))
        assert ledger.outdated("p") == "judgements were given since"
        ledger.replace_incidents((), whole=True, basis=Basis("p", 1))
        assert ledger.outdated("p") is None

    def test_keys_lead_from_new_events_to_the_incidents_around_them(self, ledger: Ledger) -> None:
        refs = [EventRef(told(n).report.id, "E1") for n in range(3)]
        for n in range(3):
            ledger.add(told(n))
        made = [incident(f"i-{n}", events=(ref,), reports=(ref.report,)) for n, ref in enumerate(refs)]
        keys = {refs[0]: ("oskar 2024-03",), refs[1]: ("oskar 2024-03", "port"), refs[2]: ("elsewhere",)}
        ledger.replace_incidents(made, basis=Basis("p", 0, (), keys))
        assert {i.id for i in ledger.sharing(["oskar 2024-03"])} == {"i-0", "i-1"}
        assert {i.id for i in ledger.sharing(["port", "elsewhere", "unknown"])} == {"i-1", "i-2"}
        ledger.replace_incidents((), basis=Basis("p", 0, (), {refs[1]: ("other",)}))
        assert {i.id for i in ledger.sharing(["port", "oskar 2024-03"])} == {"i-0"}


SEARCHES = [
    pytest.param("kill", {"r-1"}, id="another form of a word"),
    pytest.param("OSKAR", {"r-1", "r-2"}, id="a word of the title, in capitals"),
    pytest.param('"dead soldiers"', {"r-1"}, id="a phrase"),
    pytest.param('"soldiers dead"', set(), id="the words of a phrase in another order"),
    pytest.param("oskar -soldiers", {"r-2"}, id="a word that must not be there"),
    pytest.param("oskar quiet", {"r-2"}, id="both words"),
    pytest.param("the", {"r-1"}, id="a word that many indexes leave out"),
    pytest.param("AND OR NOT quiet* (", set(), id="operators are words"),
]


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_a_search_finds_the_reports_that_hold_its_words(ledger: Ledger, query: str, found: set[str]) -> None:
    ledger.add(factories.coded())
    ledger.add(CodedReport(factories.report(id="r-2", text="All quiet in town."), Coder("rules", "0.1.0")))
    assert {hit.report for hit in ledger.search(query)} == found


def test_a_hit_shows_the_words_that_were_found(ledger: Ledger) -> None:
    ledger.add(factories.coded())
    hit = ledger.search("doctor hospital")[0]
    assert hit.title == "Troops clash with rebels near Oskar"
    assert "«doctor»" in hit.snippet
    assert "«hospital»" in hit.snippet


@pytest.mark.parametrize("query", ["", "  ", '""', "-oskar", "* ( )"])
def test_a_search_for_no_word_is_a_wrong_call(ledger: Ledger, query: str) -> None:
    with pytest.raises(ValueError, match="no word to search for"):
        ledger.search(query)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.sampled_from("ab\"-*():^{}+.\\'\0 \u202eé_&|!<>%")) | st.text())
def test_no_query_is_taken_for_a_command(ledger: Ledger, query: str) -> None:
    if any(term.wanted for term in terms(query)):
        assert ledger.search(query) == ()
    else:
        with pytest.raises(ValueError, match="no word to search for"):
            ledger.search(query)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=20), day=st.none() | st.dates(), words=st.text(max_size=30))
def test_what_is_added_comes_back(ledger: Ledger, title: str, day: date | None, words: str) -> None:
    report = factories.report(text=f"{words} {factories.TEXT}", title=title)
    made = replace(report, published=day, id=f"{title} {day} {report.sha256}")
    coded = CodedReport(made, Coder("rules", "0.1.0"))
    ledger.add(coded)
    assert ledger.report(made.id) == coded
