"""Mentions of one act make one event; acts that differ stay apart."""

from collections.abc import Callable

import pytest

from onrecord.model import CodedEvent

Events = Callable[..., tuple[CodedEvent, ...]]


ONE = [
    pytest.param("The army's attack on Kolda killed ten people.", id="the deed and what it did"),
    pytest.param("Rebels attacked the convoy. The attack lasted an hour.", id="a mention that points back"),
    pytest.param("The blast killed two guards and wounded five.", id="killed and wounded"),
]
TWO = [
    pytest.param("Rebels attacked the port. Later the army attacked the rebels.", id="other sides"),
    pytest.param("The army shelled Kolda. It did not shell Oskar, the mayor said.", id="affirmed and denied"),
    pytest.param("Gunmen killed a priest. They plan to kill a judge.", id="done and planned"),
    pytest.param(
        "Gunmen abducted two journalists near Goma on Monday, police said. "
        "A bomb killed three traders at a market in Bunia on Tuesday, the mayor said.",
        id="other towns, other days",
    ),
]


def _assaults(found: tuple[CodedEvent, ...]) -> list[CodedEvent]:
    return [e for e in found if e.type == "ASSAULT"]


@pytest.mark.parametrize("text", ONE)
def test_mentions_of_one_act_become_one_event(events: Events, text: str) -> None:
    assert len(_assaults(events(text))) == 1


@pytest.mark.parametrize("text", TWO)
def test_different_acts_stay_apart(events: Events, text: str) -> None:
    assert len(_assaults(events(text))) == 2


def test_the_other_mentions_are_kept(events: Events) -> None:
    event = _assaults(events("Rebels attacked the convoy. The attack lasted an hour."))[0]
    assert [q.text for q in (event.anchor, *event.also)] == ["attacked", "attack"]
