"""When and where an incident was: every date and place that the report offers for it, with features to rank them by."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bench.muc4.fills import date_of, day, place_part
from bench.muc4.linear import Linear, load_places
from bench.muc4.reading import Reading, Trigger
from bench.muc4.words import load_words
from onrecord.model import Event, Place, Time

_SPECIAL = re.compile(
    r"today|yesterday|last night|morning|night|week|month|year|ago|noon|evening|dawn|early|recent|past|now|day|\d"
)
_OPEN = 31  # days before the last day of an open time
_CLOSE = 60  # characters between a town and the department it is said to be in


@dataclass(frozen=True, slots=True)
class Choice:
    """A fill that may be the right one, with what speaks for it."""

    fill: str
    features: tuple[str, ...]


def best(choices: Iterable[Choice], model: Linear, related: Callable[[str, str], bool]) -> str | None:
    """The fill that is worth most, where one related to the right one is worth half; None if there is none."""
    totals: dict[str, float] = {}
    for choice in choices:
        p = model.probabilities(choice.features)["yes"]
        totals[choice.fill] = max(p, totals.get(choice.fill, 0.0))

    def worth(fill: str) -> float:
        return totals[fill] + 0.5 * sum(p for x, p in totals.items() if x != fill and related(x, fill))

    return max(totals, key=worth, default=None)


def same_country(right: str, fill: str) -> bool:
    """Whether two places are in one country."""
    return right.split(":")[0] == fill.split(":")[0]


def touching(right: str, fill: str) -> bool:
    """Whether two dates end on one day, or a day lies shortly before the last day of an open or longer time."""
    (low, high), (start, end) = _ends(right), _ends(fill)
    if high == end:
        return True
    return start == end and (0 <= (high - end).days <= _OPEN if low is None else low <= end <= high)


def _ends(fill: str) -> tuple[date | None, date]:
    low, dash, high = fill.rpartition("-")
    end = date_of(high)
    if not dash:
        return end, end
    return date_of(low) if low.strip() else None, end


def dates(reading: Reading, acts: Iterable[int], strength: list[float]) -> Iterator[Choice]:
    """The dates that an incident may have."""
    published = reading.coded.report.published
    ranked = sorted(acts, key=lambda n: -strength[n])
    triggers = [reading.triggers[n] for n in ranked]
    spoken = [t for t in reading.coded.times if isinstance(t, Time) and t.mention and t.end]
    near: list[tuple[str, Time]] = []
    for rank, t in enumerate(triggers):
        if t.event and isinstance(t.event.time, Time):
            near.append((f"event:{min(rank, 2)}:{t.event.time.mention is not None}", t.event.time))
        for time in spoken:
            if time.mention and _sentence(reading, time.mention.span.start) == t.sentence:
                near.append((f"sentence:{min(rank, 2)}", time))
    votes: dict[str, list[str]] = {}
    for why, time in near:
        fill = _interval(time, published)
        if fill:
            text = " ".join(time.mention.text.lower().split()) if time.mention else "-"
            votes.setdefault(fill, []).extend(
                [
                    why,
                    f"precision:{time.precision}",
                    *(f"w:{w}" for w in _SPECIAL.findall(text)),
                    f"{why}:{time.precision}",
                ]
            )
    if published:
        votes.setdefault(f"- {day(published)}", []).append("open")
    tenses = _states(triggers)
    for fill, features in votes.items():
        ours = published is not None and fill == day(published)
        shape = "open" if fill.startswith("-") else "range" if "-" in fill else "today" if ours else "day"
        yield Choice(
            fill,
            (
                *set(features),
                f"shape:{shape}",
                f"rivals:{min(len(votes), 4)}",
                f"shape:{shape}:rivals:{min(len(votes), 4)}",
                *(f"shape:{shape}:{x}" for x in tenses),
            ),
        )


def _states(triggers: list[Trigger]) -> list[str]:
    found = [f"top:{t.lemma}" for t in triggers[:1]]
    found += [f for t in triggers[:1] for f in t.features if f.startswith(("tag:", "dep:", "sent:", "ago:", "event:"))]
    return found


def _interval(time: Time, published: date | None) -> str | None:
    if time.end is None or (published and time.end > published and time.start is None):
        return None
    end = min(time.end, published) if published else time.end
    if time.start is None or time.start == end or time.start > end:
        return day(end)
    return f"{day(time.start)} - {day(end)}" if (end - time.start).days <= 62 else None


def _sentence(reading: Reading, start: int) -> int:
    return reading.sentence_at(start)


def places(
    reading: Reading, acts: Iterable[int], strength: list[float], known: Mapping[str, str] | None = None
) -> Iterator[Choice]:
    """The places that an incident may have, from its country alone to a quarter of a town.

    `known` gives for a name the place as the keys write it, those of the trained file if None.
    """
    table = load_places() if known is None else known
    countries = load_words().countries
    triggers = [reading.triggers[n] for n in sorted(acts, key=lambda n: -strength[n])]
    found = [p for p in reading.coded.places if isinstance(p, Place) and p.mention]
    often = Counter(p.country for p in found)
    home = next((p.country for p in found if p.country in countries), None)
    mine = {p.country for t in triggers if t.event for p in [t.event.place] if isinstance(p, Place)}
    for country, number in often.items():
        if country is not None and country in countries:
            yield Choice(
                countries[country],
                (
                    "level:country",
                    f"country home:{country == home}",
                    f"country often:{number == max(often.values())}",
                    f"country mine:{country in mine}",
                    f"country is:{country}",
                    f"country mine:{country in mine}:{country == home}",
                ),
            )
    named = Counter(p.name for p in found)
    for p in found:
        country = countries.get(p.country or "")
        if p.mention and country and p.precision != "country" and _name(p) not in table:
            where = [_where(reading, p.mention.span.start, triggers), f"event place:{_of_event(p, triggers)}"]
            features = {*_place_features(reading, p, triggers, home, named[p.name]), *where}
            yield Choice(f"{country}: {_levels(p, found, reading.parsed.report.text)}", tuple(features))
    yield from _known(reading, table, triggers, countries.get(home or ""), found)


def _name(p: Place) -> str:
    return " ".join(p.mention.text.upper().split()) if p.mention else ""


def _known(
    reading: Reading, table: Mapping[str, str], triggers: list[Trigger], home: str | None, found: list[Place]
) -> Iterator[Choice]:
    """The places that the keys have had before, wherever the text has their name."""
    text = reading.parsed.report.text.upper()
    coded = {p.mention.span.start: p for p in found if p.mention}
    for name, fill in table.items():
        starts = [m.start() for m in re.finditer(rf"\b{re.escape(name)}\b".replace("\\ ", r"\s+"), text)]
        level = f"level:known {fill.rpartition('(')[2].rstrip(')')}"
        for start in starts:
            gaps = [abs(_sentence(reading, start) - t.sentence) for t in triggers]
            features = {
                "known",
                level,
                f"gap:{min(*gaps, 4)}" if gaps else "gap:4",
                f"top gap:{min(gaps[0], 4) if gaps else 4}",
                f"top gap:{min(gaps[0], 4) if gaps else 4}:{level}",
                f"home:{fill.split(':')[0] == home}",
                f"often:{min(len(starts), 4)}",
                f"dateline:{start < 40}",
                f"dateline:{start < 40}:{len(starts) == 1}",
                _where(reading, start, triggers),
                f"event place:{_of_event(coded[start], triggers) if start in coded else None}",
            }
            yield Choice(fill, tuple(features))


def _where(reading: Reading, start: int, triggers: list[Trigger]) -> str:
    """How far a name stands from the likeliest act, if in the same sentence."""
    if not triggers or _sentence(reading, start) != triggers[0].sentence:
        return "words:other"
    return f"words:{min(abs(reading.parsed.doc[triggers[0].token].idx - start) // 40, 5)}"


def _of_event(p: Place, triggers: list[Trigger]) -> int | None:
    """The rank of the act that the coder puts at this place."""
    ranks = (n for n, t in enumerate(triggers) if t.event and isinstance(t.event.place, Place))
    return next((min(n, 2) for n in ranks if triggers[n].event.place.name == p.name), None)  # type: ignore[union-attr]


def _place_features(
    reading: Reading, p: Place, triggers: list[Trigger], home: str | None, number: int
) -> Iterator[str]:
    assert p.mention is not None
    n = _sentence(reading, p.mention.span.start)
    level = f"level:{p.precision}"
    yield level
    gap = min((abs(n - t.sentence) for t in triggers), default=9)
    yield f"gap:{min(gap, 4)}"
    top = abs(n - triggers[0].sentence) if triggers else 9
    yield f"top gap:{min(top, 4)}"
    yield f"top gap:{min(top, 4)}:{level}"
    yield f"home:{p.country == home}"
    yield f"often:{min(number, 4)}"
    yield f"first:{n <= 1}:{number == 1}"
    yield f"dateline:{p.mention.span.start < 40}"
    yield f"dateline:{p.mention.span.start < 40}:{number == 1}"
    token = reading.parsed.tokens(p.mention.span).root
    yield f"dep:{token.dep_}:{token.head.lower_ if token.head.pos_ == 'ADP' else ''}"
    for rank, t in enumerate(triggers[:4]):
        e: Event | None = t.event
        if e and isinstance(e.place, Place) and e.place.name == p.name:
            yield f"event place:{rank == 0}:{e.place.mention is not None}"
            yield "event place"


def _levels(p: Place, found: list[Place], text: str) -> str:
    """A town with the department that stands beside it, if one does; a quarter with its town."""
    assert p.mention is not None
    part = place_part(p, text)
    if "DEPARTMENT" in part or p.precision in ("admin1", "region"):
        return part
    for other in found:
        if other.mention and other.name != p.name and other.country == p.country:
            gap = max(other.mention.span.start - p.mention.span.end, p.mention.span.start - other.mention.span.end)
            outer = place_part(other, text)
            if gap <= _CLOSE and ("(DEPARTMENT)" in outer or ("(NEIGHBORHOOD)" in part and "(CITY)" in outer)):
                return f"{outer}: {part}"
    return part
