"""Mentions -> actors, places, times and tolls; events joined to theirs."""

from onrecord.ground.actors import Actors
from onrecord.ground.link import Linker, Ties
from onrecord.ground.places import find_places
from onrecord.ground.times import find_times
from onrecord.ground.tolls import find_tolls
from onrecord.model import Attribution, CodedEvent, Event, Grounding
from onrecord.parsed import Parsed


def ground(parsed: Parsed, attribution: Attribution, events: tuple[CodedEvent, ...]) -> Grounding:
    """The report's events tied to actors, places, days and counts, and every mention of these."""
    places, times, tolls = find_places(parsed), find_times(parsed), find_tolls(parsed)
    actors = Actors(parsed)
    ties = Linker(parsed, attribution, places, times, tolls).tie(events)
    return Grounding(
        events=tuple(_event(f"E{n}", tie, actors) for n, tie in enumerate(ties, 1)),
        actors=actors.mentions(),
        places=places,
        times=times,
    )


def _event(number: str, ties: Ties, actors: Actors) -> Event:
    event = ties.event
    return Event(
        id=number,
        type=event.type,
        mode=event.mode,
        anchor=event.anchor,
        status=event.status,
        polarity=event.polarity,
        also=event.also,
        actor=tuple(actors.ground(q) for q in event.actor),
        recipient=tuple(actors.ground(q) for q in event.recipient),
        instrument=event.instrument,
        place=ties.place,
        time=ties.time,
        tolls=ties.tolls,
        claims=event.claims,
        hedged=event.hedged,
        confidence=event.confidence,
    )
