"""Layout: paragraphs, wrapped lines and upper-case copy, always of one length with the original."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.parse.layout import hard_wrapped, paragraphs, readable, shouted
from onrecord.parsed import Parsed

WIRE = """(GTE)

   PUERTO REAL, 3 MAR 88 (AGENCIA SUR) -- [TEXT] GENERAL TOMAS ARBELO HAS
SAID THAT THE ARMY KILLED FOUR GUERRILLAS NEAR THE RIVER AND THAT
TWO SOLDIERS WERE WOUNDED IN THE ATTACK.

   HE ADDED THAT THE U.S. EMBASSY HAD BEEN TOLD OF THE OPERATION.
"""


def test_wire_copy_is_seen_as_wrapped_and_shouted() -> None:
    assert hard_wrapped(WIRE)
    assert shouted(WIRE)


def test_lines_that_each_end_a_sentence_are_paragraphs() -> None:
    text = "Troops shelled the town.\nResidents fled.\nThe army denied it.\nTalks go on."
    assert not hard_wrapped(text)
    assert [text[i:].split()[0] for i in paragraphs(text)] == ["Troops", "Residents", "The", "Talks"]


def test_wire_copy_is_put_into_mixed_case_with_wrapped_lines_run_on() -> None:
    flowed = readable(WIRE)
    assert "General Tomas Arbelo has said that the army killed four guerrillas" in flowed
    assert "the U.S. embassy had been told" in flowed
    assert len(paragraphs(WIRE)) == 3


@pytest.mark.parametrize("text", ["", "\n\n", "x", "A\r\n\r\nB", "ÇA VA ŞAŞIRMIŞ İSTANBUL SOKAKLARI ÇOK KALABALIK"])
def test_odd_texts_keep_their_length(text: str) -> None:
    assert len(readable(text)) == len(text)


@given(st.text(max_size=400))
def test_the_readable_copy_has_the_length_of_the_original(text: str) -> None:
    assert len(readable(text)) == len(text)
    assert all(0 <= start <= len(text) for start in paragraphs(text))


@pytest.mark.parametrize("unseen", ["\n", "\t", "\u00a0", "\u2009", "\u200b", "\ufeff", "\u202e"], ids=ascii)
def test_what_is_not_seen_is_a_blank_to_the_parser(unseen: str) -> None:
    assert readable(f"The army said{unseen}it won.") == "The army said it won."


def test_a_word_tagged_as_noun_that_governs_a_clause_is_a_verb(parse: Callable[..., Parsed]) -> None:
    text = (
        "Islamists in the Oran Valley plan to openly pledge loyalty to the front, "
        "a senior fighter in Dorsa told Volta News by phone."
    )
    found = {t.text: t.pos_ for t in parse(text).doc}
    assert found["plan"] == "VERB"
