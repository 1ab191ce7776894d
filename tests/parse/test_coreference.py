"""Coreference: who "he", "the group" or a surname stands for."""

from collections.abc import Callable

import pytest

from onrecord.parsed import Parsed

CASES = [
    pytest.param("Colonel Adan Rivas met reporters. He said the army had won.", "He", "Rivas", id="pronoun to person"),
    pytest.param("Mayor Lena Holt spoke first. Mr Orban Dace left. She blamed the army.", "She", "Holt", id="gender"),
    pytest.param("The rebels fled the town after they burned it.", "they", "The rebels", id="plural pronoun"),
    pytest.param(
        "The Sabra Front claimed the attack. The governor said it had no bombs. Its fighters left.",
        "Its",
        "Sabra Front",
        id="it takes up a body, not a person",
    ),
    pytest.param("Tomas Arbelo, an army spokesman, spoke. The spokesman was calm.", "The spokesman", "Arbelo",
                 id="definite noun to apposition"),
    pytest.param("President Ana Ferro came. Days later Ferro resigned.", "Ferro resigned", "Ana Ferro", id="surname"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mention", "meant"), CASES)
def test_mention_stands_for(parse: Callable[..., Parsed], text: str, mention: str, meant: str) -> None:
    parsed = parse(text)
    start = text.index(mention)
    quote = parsed.quote(start, start + len(mention.split(" resigned")[0]))
    assert meant in parsed.resolve(quote).text


def test_two_ministers_of_two_countries_are_two_people(parse: Callable[..., Parsed]) -> None:
    text = "The Dutch minister, Piet Vos, agreed. The Danish minister, Ole Lund, refused."
    parsed = parse(text)
    vos, lund = (
        parsed.chain_of(parsed.quote(text.index(n), text.index(n) + len(n)).span) for n in ("Piet Vos", "Ole Lund")
    )
    assert vos is None or vos != lund


def test_every_mention_of_a_chain_holds_in_the_text(parse: Callable[..., Parsed]) -> None:
    parsed = parse("The rebels said they would fight. Their leader, Omar Sabri, said he agreed with them.")
    for chain in parsed.chains:
        assert chain.name in chain.mentions
        assert list(chain.mentions) == sorted(set(chain.mentions))
