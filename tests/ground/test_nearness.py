"""Distances between the mentions and events of a report."""

from collections.abc import Callable

import pytest

from onrecord.ground.nearness import Nearness
from onrecord.model import Attribution
from onrecord.parsed import Parsed

TEXT = "Soldiers fired. Nobody fell in Kano. The governor left. He said nothing."
BACK = [
    pytest.param("Soldiers", "He", 3, id="to the last sentence"),
    pytest.param("fell", "governor", 1, id="to the next sentence"),
    pytest.param("Nobody", "Kano", 0, id="inside a sentence"),
    pytest.param("He", "Soldiers", 0, id="what stands behind"),
]


@pytest.mark.parametrize(("after", "start", "sentences"), BACK)
def test_sentences_are_counted_from_one_character_to_another(
    parse: Callable[..., Parsed], after: str, start: str, sentences: int
) -> None:
    near = Nearness(parse(TEXT), Attribution())
    assert near.sentences_back(TEXT.index(after), TEXT.index(start)) == sentences


def test_a_mention_is_in_the_sentence_of_its_head(parse: Callable[..., Parsed]) -> None:
    parsed = parse(TEXT)
    near = Nearness(parsed, Attribution())
    kano = TEXT.index("Kano")
    assert near.sentence(parsed.quote(kano, kano + 4).span) == 1
