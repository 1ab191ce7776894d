"""Tolls in words and in bounds: parts stay inside the count that holds them, rival counts stay apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Outcome, Toll

_ARTICLE = re.compile(r"^(?:an?|one)\s+(?=\S)", re.IGNORECASE)
_OWNED = re.compile(r"(?:my|our|your|his|her|its|their|them|us|those|these|the)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The people of one outcome by one account: `low` and `high` are None where the words leave that side open.

    `summed`: counts of different people were added up; `combined`: the count is shared with other outcomes.
    """

    low: int | None
    high: int | None
    approx: bool
    summed: bool = False
    combined: bool = False


def number(toll: Toll) -> str:
    """The count in words that keep its bounds: "17", "about 65", "100 or more", "up to 40", "70 to 90"."""
    about = "about " if toll.approx else ""
    low, high = toll.low, toll.high
    if low is not None and low == high:
        return f"{about}{low:,}"
    if low is not None and high is not None:
        return f"{about}{low:,} to {high:,}"
    if low is not None:
        return f"{about}{low:,} or more"
    return f"{about}up to {high:,}" if high is not None else "an unstated number"


def phrases(tolls: Sequence[Toll], chosen: Sequence[int]) -> tuple[str, ...]:
    """One phrase for each chosen count, its parts behind it: "17 soldiers killed, of whom 4 officers"."""
    tops = [i for i in chosen if _top(tolls, chosen, i)]
    found: list[str] = []
    shared: set[str] = set()
    for i in tops:
        toll = tolls[i]
        if toll.combined:
            if toll.mention.text in shared:
                continue
            shared.add(toll.mention.text)
            alike = [tolls[j] for j in tops if tolls[j].combined and tolls[j].mention.text == toll.mention.text]
            outcomes = " or ".join(t.outcome.value for t in alike)
            note = ", one count for all" if len(alike) > 1 else ", a count shared with other outcomes"
            found.append(_with_parts(tolls, chosen, i, f"{_people(toll)} {outcomes}{note}"))
        else:
            found.append(_with_parts(tolls, chosen, i, f"{_people(toll)} {toll.outcome.value}"))
    return tuple(found)


def bounds(tolls: Sequence[Toll], chosen: Sequence[int], outcome: Outcome) -> Bounds | None:
    """The bounds of one outcome by one account's tolls, or None if it gives none.

    Parts are never added to the count that holds them.  Counts of different people are added up; of several
    counts of the same people, and where one is shared with another outcome, the widest bounds hold.
    """
    mine = [i for i in chosen if tolls[i].outcome is outcome]
    counts = [tolls[i] for i in mine if _top(tolls, mine, i)]
    if not counts:
        return None
    combined = any(t.combined for t in counts)
    approx = any(t.approx for t in counts)
    people = {t.of.casefold().strip() for t in counts}
    if len(counts) > 1 and len(people) == len(counts) and "" not in people and not combined:
        return Bounds(_joined(counts, "low"), _joined(counts, "high"), approx, summed=True)
    lows = [t.low for t in counts if t.low is not None]
    highs = [t.high for t in counts if t.high is not None]
    return Bounds(
        low=min(lows) if len(lows) == len(counts) else None,
        high=max(highs) if len(highs) == len(counts) else None,
        approx=approx,
        combined=combined,
    )


def _joined(counts: Sequence[Toll], side: Literal["low", "high"]) -> int | None:
    """The sum of one side; an open lower side counts nobody, an open upper side leaves the sum open."""
    values = [t.low if side == "low" else t.high for t in counts]
    known = [v for v in values if v is not None]
    if side == "low":
        return sum(known) if known else None
    return sum(known) if len(known) == len(values) else None


def _top(tolls: Sequence[Toll], chosen: Sequence[int], i: int) -> bool:
    """True if no other chosen toll already holds these people."""
    seen, parent = {i}, tolls[i].part_of
    while parent is not None and parent not in seen:
        if parent in chosen:
            return False
        seen.add(parent)
        parent = tolls[parent].part_of
    return True


def _people(toll: Toll) -> str:
    people = _ARTICLE.sub("", " ".join(toll.of.split()))
    return f"{number(toll)} {'of ' if _OWNED.match(people) else ''}{people}".strip()


def _with_parts(tolls: Sequence[Toll], chosen: Sequence[int], whole: int, phrase: str) -> str:
    parts = []
    for i in chosen:
        if tolls[i].part_of == whole and i != whole:
            other = "" if tolls[i].outcome is tolls[whole].outcome else f" {tolls[i].outcome.value}"
            parts.append(_with_parts(tolls, [j for j in chosen if j != whole], i, f"{_people(tolls[i])}{other}"))
    return f"{phrase}, of whom {' and '.join(parts)}" if parts else phrase
