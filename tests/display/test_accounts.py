from onrecord.display.accounts import Lookup, groups, rivals
from onrecord.model import Status
from tests.factories import claim, coded, event, source, toll


def accounts_of(**parts: object) -> list[tuple[str | None, tuple[int, ...]]]:
    report = coded(**parts)
    return [(a.source.id if a.source else None, a.tolls) for a in Lookup(report).accounts(report.events[0])]


def test_each_source_gives_its_own_tolls() -> None:
    assert accounts_of() == [("S1", (0, 1, 2)), ("S2", (3,))]


def test_rival_figures_are_named() -> None:
    report = coded()
    assert rivals(report.events[0], Lookup(report).accounts(report.events[0])) == ("killed",)


def test_an_event_without_claims_rests_on_the_reports_own_voice() -> None:
    report = coded(events=(event(claims=(), tolls=(toll(),)),))
    (only,) = Lookup(report).accounts(report.events[0])
    assert only.own_voice
    assert only.tolls == (0,)


def test_a_toll_outside_all_claims_is_the_reports_own() -> None:
    found = accounts_of(
        sources=(source(),), claims=(claim(content="lost 12 soldiers"),), events=(event(tolls=(toll(),)),)
    )
    assert found == [(None, (0,)), ("S1", ())]


def test_a_toll_belongs_to_the_claim_whose_words_hold_it() -> None:
    claims = (claim(), claim(id="C2", source="S2", cue="put", content="the number of dead soldiers closer to 30"))
    sources = (source(), source(id="S2", mention="A doctor at the hospital"))
    found = accounts_of(sources=sources, claims=claims, events=(event(claims=("C1", "C2"), tolls=(toll(),)),))
    assert found == [("S1", (0,)), ("S2", ())]


def test_a_claim_that_names_no_source_is_not_the_reports_own_voice() -> None:
    report = coded(claims=(claim(source=None),), events=(event(),))
    (only,) = Lookup(report).accounts(report.events[0])
    assert not only.own_voice
    assert only.source is None


def test_relays_and_nesting_that_go_in_a_circle_end() -> None:
    claims = (claim(within="C2"), claim(id="C2", within="C1"))
    sources = (source(relays="S2"), source(id="S2", relays="S1"))
    lookup = Lookup(coded(sources=sources, claims=claims))
    assert lookup.depth(claims[0]) == 1
    assert [s.id for s in lookup.relays(sources[0])] == ["S2", "S1"]


def test_every_event_is_in_one_group() -> None:
    events = tuple(
        event(id=f"{status.value}-{polarity}", status=status, polarity=polarity, claims=())
        for status in Status
        for polarity in (True, False)
    )
    found = [e.id for g in groups(events) for e in g.events]
    assert sorted(found) == sorted(e.id for e in events)


def test_denied_acts_stand_apart_from_those_said_to_have_happened() -> None:
    assert [(g.id, [e.id for e in g.events]) for g in groups(coded().events)] == [
        ("happened", ["E1", "E3"]),
        ("denied", ["E2"]),
        ("threatened", ["E4"]),
    ]
