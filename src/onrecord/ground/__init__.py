"""Mentions -> actors, places, times and tolls; events joined to theirs, and actors to one another."""

from onrecord.ground.actors import Actors
from onrecord.ground.link import Linker
from onrecord.ground.nearness import Nearness
from onrecord.ground.owners import Owners
from onrecord.ground.places import find_places
from onrecord.ground.relations import find_relations
from onrecord.ground.times import find_times
from onrecord.ground.tolls import find_tolls
from onrecord.model import Attribution, CodedEvent, Event, Grounding, Toll
from onrecord.parsed import Parsed


def ground(parsed: Parsed, attribution: Attribution, events: tuple[CodedEvent, ...]) -> Grounding:
    """The report's events tied to actors, places, days and counts, and every mention of these."""
    places, times = find_places(parsed), find_times(parsed)
    near = Nearness(parsed, attribution)
    linker, actors = Linker(near, places, times), Actors(parsed, places)
    held = Owners(near, events, find_tolls(parsed)).held()
    return Grounding(
        events=tuple(_event(f"E{n + 1}", e, held.get(n, ()), linker, actors) for n, e in enumerate(events)),
        relations=find_relations(parsed, attribution, actors, times),
        actors=actors.mentions(),
        places=places,
        times=times,
    )


def _event(number: str, event: CodedEvent, tolls: tuple[Toll, ...], linker: Linker, actors: Actors) -> Event:
    """The event with what belongs to it; whoever gives a figure for a claimed act asserts the act, too."""
    counting = tuple(dict.fromkeys(c for toll in tolls for c in toll.claims if c not in event.claims))
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
        place=linker.place(event),
        time=linker.time(event),
        tolls=tolls,
        claims=event.claims + (counting if event.claims else ()),
        hedged=event.hedged,
        confidence=event.confidence,
        confidences=event.confidences,
    )
