"""Events joined to places, times and tolls, through the whole ground stage."""

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.attribute import attribute
from onrecord.coding import code
from onrecord.ground import ground
from onrecord.model import Event, Place, Time
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]


def events(parsed: Parsed) -> tuple[Event, ...]:
    attribution = attribute(parsed)
    return ground(parsed, attribution, code(parsed, attribution)).events


def about(parsed: Parsed, anchor: str) -> Event:
    return next(e for e in events(parsed) if anchor in e.anchor.text)


PLACES = [
    pytest.param("Gunmen killed a guard in Kano on Monday.", "killed", "Kano", id="locative in the clause"),
    pytest.param("Russia shelled a school near Kharkiv.", "shelled", "Kharkiv", id="the state that acts is no place"),
    pytest.param("Soldiers fired on marchers in Mandalay, Myanmar.", "fired", "Mandalay", id="the smaller of two"),
]


@pytest.mark.parametrize(("text", "anchor", "place"), PLACES)
def test_an_act_is_put_where_its_clause_puts_it(parse: Parse, text: str, anchor: str, place: str) -> None:
    found = about(parse(text, published="2024-05-03"), anchor).place
    assert isinstance(found, Place)
    assert found.name == place


def test_a_place_from_context_has_no_mention_of_its_own(parse: Parse) -> None:
    text = "Rebels attacked a convoy in Goma on Monday. Police arrested a driver."
    place = about(parse(text, published="2024-05-03"), "arrested").place
    assert isinstance(place, Place)
    assert (place.name, place.mention) == ("Goma", None)


def test_an_act_still_under_way_lasts_until_the_report(parse: Parse) -> None:
    time = about(parse("Government forces are besieging the city.", published="2024-05-03"), "besieging").time
    assert isinstance(time, Time)
    assert (time.start, time.end) == (None, date(2024, 5, 3))


def test_this_week_ends_with_the_report_for_what_is_done(parse: Parse) -> None:
    time = about(parse("The army killed two men this week.", published="2024-05-01"), "killed").time
    assert isinstance(time, Time)
    assert (time.start, time.end) == (date(2024, 4, 29), date(2024, 5, 1))


def test_the_far_end_of_a_comparison_dates_nothing(parse: Parse) -> None:
    text = "Rebels attacked the base in the deadliest raid since the 2009 war."
    assert all(not isinstance(e.time, Time) for e in events(parse(text, published="2024-05-01")))


def test_rival_figures_stand_side_by_side_each_with_its_source(parse: Parse) -> None:
    text = (
        "The defence ministry said 9 soldiers, including two officers, were killed in the ambush. "
        "Hospital officials put the number of dead soldiers at closer to 30."
    )
    tolls = about(parse(text, published="2024-05-03"), "killed").tolls
    assert [(t.low, t.high, t.approx, t.part_of) for t in tolls] == [
        (9, 9, False, None),
        (2, 2, False, 0),
        (30, 30, True, None),
    ]
    assert len({t.claims for t in tolls}) == 2


def test_bodies_counted_far_on_are_a_rival_figure_of_the_only_toll(parse: Parse) -> None:
    far = " ".join(["The governor met elders and promised help."] * 6)
    parsed = parse(
        f"Gunmen killed 61 people in Gao on Monday, the mayor said. {far} A local group said it buried 83 bodies."
    )
    tolls = [t for e in events(parsed) for t in e.tolls]
    assert sorted(t.low or 0 for t in tolls) == [61, 83]


TIMES = [
    pytest.param("Gunmen shot a guard before dawn on Friday.", "shot", (3, 3), id="before dawn is that day"),
    pytest.param("The army did not seize the town until Thursday.", "seize", (2, 2), id="not until a day"),
]


@pytest.mark.parametrize(("text", "anchor", "days"), TIMES)
def test_edges_of_days_are_read_as_annotators_read_them(
    parse: Parse, text: str, anchor: str, days: tuple[int, int]
) -> None:
    time = about(parse(text, published="2024-05-03"), anchor).time
    assert isinstance(time, Time)
    assert (time.start, time.end) == (date(2024, 5, days[0]), date(2024, 5, days[1]))
