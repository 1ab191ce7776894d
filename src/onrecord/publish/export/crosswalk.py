"""The categories that an incident gets in another scheme, from the events that tell of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model import Actor
from onrecord.publish.export.material import Entry, Telling
from onrecord.publish.export.settings import Classify


def categories(entry: Entry, tellings: Sequence[Telling], classify: Classify) -> Mapping[str, str] | None:
    """The categories that most tellings get, the first in a tie; None if the scheme codes none of them.

    A telling that leaves out who acted, who was hit or the toll is read with what the others say of it, since they
    tell of one act; and where people have corrected the incident's type, under that type.
    """
    actors = _parties(t.event.actor for t in tellings)
    recipients = _parties(t.event.recipient for t in tellings)
    tolls = tuple(replace(toll, part_of=None, claims=()) for t in tellings for toll in t.event.tolls)
    type = entry.incident.type
    corrected = all(t.event.type != type for t in tellings)
    found: Counter[tuple[tuple[str, str], ...]] = Counter()
    for telling in tellings:
        event = telling.event
        filled = replace(
            event,
            type=type if corrected else event.type,
            mode=entry.incident.mode if corrected else event.mode,
            actor=event.actor if _known(event.actor) else actors,
            recipient=event.recipient if _known(event.recipient) else recipients,
            tolls=event.tolls or tolls,
        )
        given = classify(filled)
        if given:
            found[tuple(sorted(given.items()))] += 1
    best = found.most_common(1)
    return dict(best[0][0]) if best else None


def _known(actors: Iterable[Actor]) -> bool:
    return any(a.sector not in (None, "UNK") for a in actors)


def _parties(groups: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    return tuple({a.id: a for actors in groups for a in actors}.values())
