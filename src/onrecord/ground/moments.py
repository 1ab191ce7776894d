"""When the report may put an act: the times of its sentences and of those before, each with what speaks for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from onrecord.ground.nearness import REACH, Nearness
from onrecord.ground.ranking import Candidate
from onrecord.model import CodedEvent, Quote, Status, Time, Unresolved

When = Time | Unresolved

_BACK = 3  # sentences back from which an act may take its time
_EXTREMES = frozenset({"JJS", "RBS"})  # "the deadliest since 1973" compares; it dates nothing
_SPANS = frozenset(
    {"since", "for", "over", "in", "on", "at", "by", "until", "from", "during", "within", "after", "before"}
)


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Moments:
    """The times of one report as the times of its acts."""

    near: Nearness
    times: Sequence[When]

    def candidates(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Each time of the event's sentences and of those before, the present for what goes on, and none.

        The day of publication is never one: a report that does not say when says nothing.
        """
        told = list(self._told(event))
        yield from told
        yield from self._before(event)
        if event.status is Status.ONGOING and self._today:
            now = Time(None, "DATE", "PRESENT_REF", None, self._today, "interval")
            yield Candidate(now, {"now": 1.0, "now told": float(bool(told)), f"now {event.type}": 1.0})
        yield Candidate(
            None, {"none": 1.0, f"none {event.type}": 1.0, f"none {event.status}": 1.0, "none told": float(bool(told))}
        )

    def _told(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        numbers = sorted({self.near.sentence(q.span) for q in (event.anchor, *event.also)})
        own = self.near.sentence(event.anchor.span)
        here = [found for number in numbers for found in self._by_sentence.get(number, ())]
        costs = {m.span: min(self.near.cost(m, event), 2 * REACH) for _, m in here}
        least = min(costs.values(), default=0.0)
        for time, mention in here:
            cost = costs[mention.span]
            lead = mention.span.start - event.anchor.span.start
            features = {
                "told": 1.0,
                "told cost": cost / REACH,
                "told far": float(cost >= REACH),
                "told nearest": float(cost == least),
                "told only": float(len(here) == 1),
                "told also": float(self.near.sentence(mention.span) != own),
                "told after": float(lead > 0),
                "told read": float(event.time is not None and event.time.span.overlaps(mention.span)),
                "told other read": float(event.time is not None and not event.time.span.overlaps(mention.span)),
                "told opens": float(self._opens(mention)),
                f"told {self._governor(mention)}": 1.0,
            }
            yield Candidate(self._over(time, event), features | self._time_features(time, event))

    def _before(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Times told in the sentences before, the latest first: an act may follow what they tell."""
        start = self.near.root(event.anchor.span).sent.start_char
        earlier = [(t, m) for t, m in self._mentions if m.span.start < start]
        for rank, (time, mention) in enumerate(reversed(earlier[-3:])):
            back = self.near.sentences_back(mention.span.start, start)
            if back <= _BACK:
                kept = self._over(time, event)
                kept = replace(kept, mention=None) if isinstance(kept, Time) else kept
                features = {"before": 1.0, f"before {back}": 1.0, "before latest": float(rank == 0)}
                features |= {f"before {event.status}": 1.0}
                yield Candidate(kept, features | self._time_features(time, event))

    def _time_features(self, time: When, event: CodedEvent) -> dict[str, float]:
        if isinstance(time, Unresolved):
            return {"open": 1.0}
        today = self._today
        future = today is not None and time.start is not None and time.start > today
        real = "real" if event.status.real else "unreal"
        return {
            f"kind {time.type}": 1.0,
            f"grain {time.precision}": 1.0,
            f"grain {time.precision} {real}": 1.0,
            f"future {real}": float(future),
            f"past {real}": float(today is not None and time.end is not None and time.end < today),
            "half open": float(time.start is None or time.end is None),
        }

    def _over(self, time: When, event: CodedEvent) -> When:
        """A period that is not over ("this week") as a thing already done can have had it: up to the report."""
        today = self._today
        if not isinstance(time, Time) or today is None or not event.status.real:
            return time
        if time.start is None or time.end is None or not time.start <= today < time.end:
            return time
        return replace(time, end=today, precision="interval" if time.precision != "day" else "day")

    @cached_property
    def _today(self) -> date | None:
        return self.near.parsed.report.published

    @cached_property
    def _mentions(self) -> Sequence[tuple[When, Quote]]:
        dated = (t for t in self.times if isinstance(t, Unresolved) or t.start or t.end)
        return [(t, t.mention) for t in dated if t.mention and not self._compares(t.mention)]

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[tuple[When, Quote]]]:
        found: dict[int, list[tuple[When, Quote]]] = defaultdict(list)
        for time, mention in self._mentions:
            found[self.near.sentence(mention.span)].append((time, mention))
        return found

    def _opens(self, mention: Quote) -> bool:
        """True for a time at the head of its sentence."""
        return mention.span.start - self.near.root(mention.span).sent.start_char < 8

    def _governor(self, mention: Quote) -> str:
        head = self.near.root(mention.span)
        word = head.head.lower_ if head.dep_ == "pobj" else head.lower_
        return word if word in _SPANS else "bare"

    def _compares(self, mention: Quote) -> bool:
        """True for the far end of a comparison ("the deadliest day since 2014")."""
        head = self.near.root(mention.span)
        since = next((t for t in (head, *head.ancestors) if t.lower_ == "since"), None)
        return since is not None and any(
            c.tag_ in _EXTREMES or c.lower_ == "first" for t in since.ancestors for c in t.children
        )
