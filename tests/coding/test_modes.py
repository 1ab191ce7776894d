"""How an act was done, read from the words around it."""

from collections.abc import Callable

import pytest

from onrecord.model import CodedEvent

Events = Callable[..., tuple[CodedEvent, ...]]

MODES = [
    pytest.param("A suicide bomber killed nine worshippers in Kano.", "killed", "suicide-attack", id="word before"),
    pytest.param("A bomber killed nine people when it struck Kano from the air.", "killed", "aerial", id="bare word"),
    pytest.param("Troops shelled the town.", "shelled", "heavy-weapons", id="own word"),
]


@pytest.mark.parametrize(("text", "anchor", "mode"), MODES)
def test_the_words_around_an_act_say_how_it_was_done(events: Events, text: str, anchor: str, mode: str) -> None:
    assert [e.mode for e in events(text) if anchor in e.anchor.text] == [mode]
