"""Places told by description stand for what the report makes plain."""

from collections.abc import Callable

import pytest

from onrecord.ground.descriptions import described_places
from onrecord.ground.places import find_places
from onrecord.model import Place
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]

DESCRIBED = [
    pytest.param("Troops entered Homs in Syria. A blast shook the capital.", "the capital", "Damascus", id="capital"),
    pytest.param("Rebels hold Goma. Shells fell on the city.", "the city", "Goma", id="the settlement named last"),
    pytest.param("Nigeria is at war. Gunmen roam the north-east.", "north", "north", id="a part of the state"),
    pytest.param(
        "Shells landed on the border between Sudan and Chad.", "border", "border", id="a border of two states"
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), DESCRIBED)
def test_a_description_is_the_place_it_stands_for(parse: Parse, text: str, words: str, name: str) -> None:
    parsed = parse(text)
    named = [p for p in find_places(parsed) if isinstance(p, Place)]
    found = [p for p in described_places(parsed, named) if p.mention and words in p.mention.text]
    assert [name in place.name for place in found] == [True]


def test_a_border_lies_between_its_states(parse: Parse) -> None:
    parsed = parse("Militants crossed the border between Syria and Iraq.")
    named = [p for p in find_places(parsed) if isinstance(p, Place)]
    (place,) = described_places(parsed, named)
    assert (33.0 < place.lat < 37.5, 40.0 < place.lon < 43.0) == (True, True)


def test_a_description_that_nothing_makes_plain_is_no_place(parse: Parse) -> None:
    assert described_places(parse("Gunmen raided the village."), ()) == ()
