"""The standing of an incident by Airwars' scale, with its grounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.incidents import Account, Responsibility
from onrecord.model import Outcome
from onrecord.reconcile.disagree import called
from onrecord.reconcile.ranges import figures_of
from onrecord.reconcile.victims import COMBATANTS, in_words


@dataclass(frozen=True, slots=True)
class Grade:
    """One of confirmed, fair, weak, contested, discounted, and the grounds for it in words."""

    name: str
    grounds: str


def grade_of(accounts: Sequence[Account], voices: int) -> Grade | None:
    """The grade of an act; None if nobody affirms it.

    The first that holds: discounted (all the dead are said to have been fighters), confirmed (a party says that it did
    it), contested (voices hold different parties to have done it), fair (two or more independent voices), weak (one).
    """
    affirming = [a for a in accounts if a.polarity]
    if not affirming:
        return None
    dead = figures_of(affirming, Outcome.KILLED)
    if dead and all(people in COMBATANTS for people in dead):
        kinds = ", ".join(map(in_words, dead))
        return Grade("discounted", f"all those killed are said to have been fighters ({kinds})")
    claimed = [(called(a), actor) for a in affirming for s, actor in a.responsibility if s is Responsibility.CLAIMED]
    if claimed:
        return Grade("confirmed", f"{claimed[0][0]} says that {claimed[0][1]} did it")
    blamed = [(called(a), {n for s, n in a.responsibility if s is Responsibility.BLAMED}) for a in affirming]
    for (one, ours), (other, theirs) in combinations([b for b in blamed if b[1]], 2):
        if not ours & theirs:
            return Grade("contested", f"{one} holds {_any(ours)} responsible, {other} {_any(theirs)}")
    if voices > 1:
        return Grade("fair", f"{voices} independent voices")
    return Grade("weak", f"a single voice: {called(affirming[0])}")


def _any(names: set[str]) -> str:
    return " and ".join(sorted(names))
