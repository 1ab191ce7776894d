"""The lexicon is broad, checks itself against the ontology, and puts what is special before what is general."""

import pytest

from onrecord.coding.lexicon import Test as Condition
from onrecord.coding.lexicon import governors, light_verbs, load_lexicon
from onrecord.coding.wordlists import words
from onrecord.errors import UnknownName
from onrecord.model import PLOVER_TYPES, Status

EFFECTS = {*(s.value for s in Status), "refused", "denied", "called-off", "improbable"}


def test_the_lexicon_covers_all_types_and_more_than_nine_hundred_entries() -> None:
    lexicon = load_lexicon()
    entries = [e for index in (lexicon.verbs, lexicon.nouns) for found in index.values() for e in found]
    assert len(entries) > 900
    assert {e.type for e in entries} == PLOVER_TYPES


def test_longer_and_more_conditional_entries_come_first() -> None:
    for index in (load_lexicon().verbs, load_lexicon().nouns):
        for found in index.values():
            assert [e.rank for e in found] == sorted((e.rank for e in found), reverse=True)


@pytest.mark.parametrize("text", ["obj:NOSUCHCLASS", "weather", "!subj:NOSUCHCLASS"])
def test_a_condition_that_nobody_knows_is_refused(text: str) -> None:
    with pytest.raises(UnknownName):
        Condition.read(text)


def test_a_condition_reads_its_values_and_its_reversal() -> None:
    read = Condition.read("!obj:WEAPON,VEHICLE")
    assert (read.key, read.values, read.reverse) == ("obj", ("WEAPON", "VEHICLE"), True)


def test_every_governor_has_an_effect_that_the_rules_know() -> None:
    assert set(governors().values()) <= EFFECTS


def test_a_light_verb_puts_its_subject_on_a_side() -> None:
    assert {side for found in light_verbs().values() for _, side in found} == {"actor", "recipient"}


def test_an_unknown_word_list_answers_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="negation"):
        words("nonsense")
