"""The candidates for an act's place and time, and how one of them is chosen."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.attribute import attribute
from onrecord.coding import code
from onrecord.ground.moments import Moments
from onrecord.ground.nearness import Nearness
from onrecord.ground.places import find_places
from onrecord.ground.ranking import Candidate, likeliest
from onrecord.ground.scenes import Scenes
from onrecord.ground.times import find_times
from onrecord.knowledge.weighing import weights
from onrecord.model import CodedEvent, Place, Status, Time
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]
TEXT = "Rebels attacked a convoy in Goma on Monday. Police arrested a driver."


def _about(parsed: Parsed, anchor: str) -> tuple[Nearness, CodedEvent]:
    attribution = attribute(parsed)
    event = next(e for e in code(parsed, attribution) if anchor in e.anchor.text)
    return Nearness(parsed, attribution), event


def test_a_place_of_the_sentence_before_is_a_candidate_without_a_mention_of_its_own(parse: Parse) -> None:
    parsed = parse(TEXT, published="2024-05-03")
    near, event = _about(parsed, "arrested")
    values = [c.value for c in Scenes(near, find_places(parsed)).candidates(event)]
    assert [(v.name, v.mention) for v in values if isinstance(v, Place)][:1] == [("Goma", None)]
    assert values[-1] is None


def test_the_day_of_publication_is_never_a_candidate(parse: Parse) -> None:
    parsed = parse("Rebels attacked a convoy in Goma.", published="2024-05-03")
    near, event = _about(parsed, "attacked")
    assert [c.value for c in Moments(near, find_times(parsed)).candidates(event)] == [None]


def test_what_goes_on_may_last_until_the_report(parse: Parse) -> None:
    parsed = parse("Rebels attacked a convoy in Goma.", published="2024-05-03")
    near, event = _about(parsed, "attacked")
    going_on = replace(event, status=Status.ONGOING)
    (now, _) = Moments(near, find_times(parsed)).candidates(going_on)
    assert isinstance(now.value, Time)
    assert (now.value.start, str(now.value.end)) == (None, "2024-05-03")


OFFERED = [
    pytest.param(
        "Police have held a journalist for three days.", "held", ("2024-04-30", "2024-05-03"), id="a length up to now"
    ),
    pytest.param(
        "A crowd attacked a bus on Thursday, a day after gunmen shot a guard.",
        "shot",
        ("2024-05-01", "2024-05-01"),
        id="a day after",
    ),
    pytest.param(
        "Rebels attacked a bus on Thursday. Hours later police arrested a driver.",
        "arrested",
        ("2024-05-02", "2024-05-02"),
        id="hours later",
    ),
    pytest.param(
        "The army attacked the rebels in 1998 and 1999.", "attacked", ("1998-01-01", "1999-12-31"), id="two years"
    ),
    pytest.param(
        "Police arrested a driver. The suspect was seen. He ran. He hid. Rebels had attacked Goma on Monday.",
        "arrested",
        ("2024-04-29", "2024-04-29"),
        id="the day of the opening, from afar",
    ),
]


@pytest.mark.parametrize(("text", "anchor", "days"), OFFERED)
def test_times_that_follow_from_other_words_are_candidates(
    parse: Parse, text: str, anchor: str, days: tuple[str, str]
) -> None:
    parsed = parse(text, published="2024-05-03")
    near, event = _about(parsed, anchor)
    values = [c.value for c in Moments(near, find_times(parsed)).candidates(event)]
    assert days in [(str(v.start), str(v.end)) for v in values if isinstance(v, Time)]


def test_what_other_sentences_say_of_an_act_of_its_word_speaks_for_their_place(parse: Parse) -> None:
    parsed = parse("Rebels attacked a convoy in Goma on Monday. The army said rebels attacked two guards.")
    near, event = _about(parsed, "attacked")
    later = replace(event, anchor=parsed.quote(parsed.text.rindex("attacked"), parsed.text.rindex(" two")), also=())
    first = next(iter(Scenes(near, find_places(parsed)).candidates(later)))
    assert isinstance(first.value, Place)
    assert (first.value.name, first.features["context echo"]) == ("Goma", 1.0)


@pytest.mark.parametrize(("lead", "chosen"), [(0.0, None), (2.0, "here")])
def test_no_value_has_to_lead(lead: float, chosen: str | None) -> None:
    name, weight = max(weights("place").items(), key=lambda item: item[1])
    candidates: list[Candidate[str]] = [Candidate("here", {}), Candidate(None, {name: 1.0 / weight})]
    assert likeliest("place", candidates, lead) == chosen
