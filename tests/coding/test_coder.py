"""What holds of every text that is coded."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.coding.ontology import load_ontology
from onrecord.model import CodedEvent

Events = Callable[..., tuple[CodedEvent, ...]]


SENTENCES = [
    "Rebels shelled the town.",
    "The minister denied that troops had killed civilians in Kolda.",
    "“We shall not yield,” the general said, “nor withdraw.”",
    "POLICE ARRESTED SIX STUDENTS IN THE CAPITAL.",
    "Talks between Chad and Niger, held on Monday, failed.",
    "If the army attacks, thousands will flee.",
    "Killed: two guards; wounded – four.",
    "It did.",
    "No one was hurt in the blast, which nobody claimed.",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n", "  "]))
def test_every_quote_of_an_event_stands_in_the_text(events: Events, sentences: list[str], joint: str) -> None:
    text = joint.join(sentences)
    for event in events(text):
        for quote in (event.anchor, *event.also, *event.actor, *event.recipient, *event.instrument):
            assert quote.holds_in(text)
        assert 0.0 <= event.confidence <= 1.0
        assert event.mode is None or event.mode in load_ontology().type(event.type).modes


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_no_text_breaks_the_coder(events: Events, text: str) -> None:
    assert isinstance(events(text), tuple)


def test_events_come_in_order_of_the_text(events: Events) -> None:
    found = events("Rebels shelled the town. Police arrested six students. The governor resigned.")
    assert [e.type for e in found] == ["ASSAULT", "COERCE", "RETREAT"]


def test_the_same_text_gives_the_same_events(events: Events) -> None:
    text = " ".join(SENTENCES)
    assert events(text) == events(text)
