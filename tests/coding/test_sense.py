"""What the shipped network makes of acts, before the rules are asked."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.sense import ROLES, STATUSES, TYPES, Sense
from onrecord.network.model import Model
from onrecord.parsed import Parsed
from onrecord.spans import Span

TEXT = (
    "Gunmen of the Red Valley Front killed nine soldiers in Tarma on Friday. The army vowed to attack the Front again."
)


@pytest.fixture
def sense(parse: Callable[..., Parsed], network: Model) -> Sense:
    return Sense(network.read(TEXT))


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_a_killing_is_seen_as_a_deed(sense: Sense) -> None:
    seen = sense.seen(at("killed"))
    assert seen.chance > 0.5
    assert TYPES[int(seen.types.argmax())] == "ASSAULT"
    assert STATUSES[int(seen.statuses.argmax())].real
    assert seen.happens > 0.5


def test_a_vow_is_not_seen_as_the_deed(sense: Sense) -> None:
    assert not STATUSES[int(sense.seen(at("attack")).statuses.argmax())].real


def test_mentions_hold_the_words_that_name_acts_and_more_bias_gives_no_fewer(sense: Sense) -> None:
    found = sense.mentions(0.0)
    assert any(m.overlaps(at("killed")) for m in found)
    assert not any(m.overlaps(at("Tarma")) for m in found)
    assert len(sense.mentions(2.0)) >= len(found)


def test_those_who_did_it_are_likelier_doers_than_those_who_suffered_it(sense: Sense) -> None:
    (around,) = sense.around([at("killed")])
    actor, recipient = ROLES.index("actor"), ROLES.index("recipient")
    assert sense.chance_of(around, at("Gunmen"), actor) > sense.chance_of(around, at("soldiers"), actor)
    assert sense.chance_of(around, at("soldiers"), recipient) > sense.chance_of(around, at("Gunmen"), recipient)


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.sampled_from("aT . “”\"'\nkilled"), max_size=80))
def test_any_text_can_be_read_and_chances_are_chances(text: str, parse: Callable[..., Parsed], network: Model) -> None:
    sense = Sense(network.read(text))
    mentions = sense.mentions(3.0)
    assert all(m.end <= len(text) for m in mentions)
    for around in sense.around(mentions):
        assert ((around.chances >= 0) & (around.chances <= 1)).all()
