"""When the report may put an act: the times of its sentences and of those before, each with what speaks for it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Token

from onrecord.ground.nearness import CONTENT, REACH, Nearness
from onrecord.ground.ranking import Candidate
from onrecord.ground.times.calendar import add_units, days_of
from onrecord.model import CodedEvent, Quote, Status, Time, Unresolved

When = Time | Unresolved

_BACK = 3  # sentences back from which an act may take its time
_EXTREMES = frozenset({"JJS", "RBS"})  # "the deadliest since 1973" compares; it dates nothing
_SPANS = frozenset(
    {"since", "for", "over", "in", "on", "at", "by", "until", "from", "during", "within", "after", "before"}
)
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_AWAY = re.compile(r"\s+(after|before)\b", re.IGNORECASE)
_SOON_AFTER = re.compile(r"\b(?:hours?|minutes?)\b", re.IGNORECASE)
_LATER = re.compile(r"\s*(?:later|after|afterwards?|before|earlier)\b", re.IGNORECASE)
_PERIODS = frozenset({"month", "year", "season", "quarter"})  # "this month" as what is to come: what is left of it
_JOINTS = frozenset({"and", "and on", "and in"})


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Moments:
    """The times of one report as the times of its acts."""

    near: Nearness
    times: Sequence[When]

    def candidates(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Each time of the event's sentences and of those before, the present for what goes on, and none.

        The day of publication is never one: a report that does not say when says nothing.
        """
        told = [*self._told(event), *self._joint(event), *self._lasting(event), *self._chained(event)]
        found = [*told, *self._before(event)]
        yield from self._echoed(event, found)
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
            time = self._of_clause(time, mention, event)
            yield Candidate(self._over(time, event), features | self._time_features(time, event))

    def _joint(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Two times told in one breath ("in 1998 and 1999") as one stretch."""
        here = self._by_sentence.get(self.near.sentence(event.anchor.span), ())
        text = self.near.parsed.report.text
        for (time, mention), (after, other) in pairwise(here):
            between = text[mention.span.end : other.span.start].strip().lower()
            if between not in _JOINTS or isinstance(time, Unresolved) or isinstance(after, Unresolved):
                continue
            if time.precision == after.precision and time.start and after.end and time.start < after.end:
                whole = replace(time, end=after.end, precision="interval")
                cost = min(self.near.cost(mention, event), 2 * REACH)
                yield Candidate(whole, {"joint": 1.0, "joint cost": cost / REACH, "told cost": cost / REACH})

    def _lasting(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Lengths of time up to the report, or from it on ("has been jailed for 20 years", "in just two days")."""
        today = self._today
        for time, mention in self._lengths.get(self.near.sentence(event.anchor.span), ()):
            match = _LENGTH.fullmatch(time.value)
            if today is None or match is None or _AWAY.match(self.near.parsed.report.text, mention.span.end):
                continue
            try:
                other = add_units(today, int(match[1]) * (-1 if event.status.real else 1), match[2])
            except (ValueError, OverflowError):
                continue
            start, end = sorted((other, today))
            cost = min(self.near.cost(mention, event), 2 * REACH)
            tense = "perfect" if self._perfect(event) else "going on" if event.status is Status.ONGOING else "other"
            features = {
                "lasting": 1.0,
                "lasting cost": cost / REACH,
                "told cost": cost / REACH,
                f"lasting {self._governor(mention)}": 1.0,
                f"lasting {tense}": 1.0,
                f"lasting {match[2]}": 1.0,
                "lasting unreal": float(not event.status.real),
            }
            yield Candidate(replace(time, start=start, end=end, precision="interval"), features)

    def _chained(self, event: CodedEvent) -> Iterator[Candidate[When]]:
        """Times told from one another: "two days after gunmen shot ...", "hours later"."""
        text, sentence = self.near.parsed.report.text, self.near.sentence(event.anchor.span)
        for time, mention in self._lengths.get(sentence, ()):
            base = self._base(mention)
            if base is None:
                continue
            away, match = _AWAY.match(text, mention.span.end), _LENGTH.fullmatch(time.value)
            inside = event.anchor.span.start > mention.span.end
            cost = min(self.near.cost(mention, event), 2 * REACH)
            features = {"chained": 1.0, "chained cost": cost / REACH, "told cost": cost / REACH}
            if away and match and inside:
                count = int(match[1]) * (-1 if away[1].lower() == "after" else 1)
                try:
                    day = add_units(base, count, match[2])
                except (ValueError, OverflowError):
                    continue
                yield Candidate(
                    replace(time, start=day, end=day, precision="day"), features | {f"chained {match[2]}": 1.0}
                )
            elif _SOON_AFTER.search(mention.text):
                later = bool(_LATER.search(mention.text) or _LATER.match(text, mention.span.end))
                yield Candidate(
                    replace(time, start=base, end=base, precision="day"),
                    features | {"chained hours": 1.0, "chained later": float(later)},
                )

    def _base(self, mention: Quote) -> date | None:
        """The day that a time told from another starts from: of its own sentence, else the last told, else today."""
        days = [
            (t.start, m.span.start, self.near.sentence(m.span))
            for t, m in self._mentions
            if isinstance(t, Time) and t.start and t.start == t.end and m.span != mention.span
        ]
        own = [day for day, _, number in days if number == self.near.sentence(mention.span)]
        earlier = [day for day, start, _ in days if start < mention.span.start]
        return own[0] if own else earlier[-1] if earlier else self._today

    def _perfect(self, event: CodedEvent) -> bool:
        """True for an act told in the present perfect."""
        root = self.near.root(event.anchor.span)
        verb = next((t for t in (root, *root.ancestors) if t.pos_ in {"VERB", "AUX"}), root)
        return any(c.dep_ == "aux" and c.lower_ in {"has", "have", "'ve", "’ve"} for c in verb.children)

    def _echoed(self, event: CodedEvent, found: Sequence[Candidate[When]]) -> Iterator[Candidate[When]]:
        """The candidates with what the rest of the report says for them, and the times that it alone speaks for.

        A report comes back to an act that it has dated elsewhere ("Monday's strikes"), and to the day of its opening.
        """
        hints: dict[tuple[date | None, date | None], tuple[Time, dict[str, float]]] = {}
        for time, feature in self._elsewhere(event):
            hints.setdefault((time.start, time.end), (time, {}))[1][feature] = 1.0
        known = set()
        for candidate in found:
            value = candidate.value
            key = (value.start, value.end) if isinstance(value, Time) else None
            if key is None or key not in hints:
                yield candidate
                continue
            known.add(key)
            yield Candidate(value, {**candidate.features, **hints[key][1]})
        for key, (time, features) in hints.items():
            if key not in known:
                kept = replace(time, mention=None)
                status = {f"beyond {'real' if event.status.real else 'unreal'}": 1.0, f"beyond {event.type}": 1.0}
                yield Candidate(kept, {"beyond": 1.0, **status, **features, **self._time_features(kept, event)})

    def _elsewhere(self, event: CodedEvent) -> Iterator[tuple[Time, str]]:
        own = self.near.sentence(event.anchor.span)
        lemmas = {t.lemma_.lower() for t in self.near.parsed.tokens(event.anchor.span) if t.pos_ in CONTENT}
        dated = [(t, m, self.near.sentence(m.span)) for t, m in self._mentions if isinstance(t, Time) and t.start]
        for time, _, number in dated:
            if number != own and lemmas & self.near.lemmas.get(number, frozenset()):
                yield self._plain(time, event), "echo"
            if number == own + 1:
                yield self._plain(time, event), "ahead 1"
        days = [(t, n) for t, _, n in dated if t.start == t.end]
        if days:
            yield self._plain(days[0][0], event), "opening"
        if len(days) > 1:
            yield self._plain(days[1][0], event), "second"
        earlier = [t for t, n in days if n < own]
        if earlier:
            yield self._plain(earlier[-1], event), "latest day"

    def _plain(self, time: Time, event: CodedEvent) -> Time:
        kept = self._over(time, event)
        return kept if isinstance(kept, Time) else time

    def _of_clause(self, time: When, mention: Quote, event: CodedEvent) -> When:
        """The days of an edge: "since the war began in May" dates the beginning to May, the rest from May on."""
        if not isinstance(time, Time):
            return time
        root, anchor = self.near.root(mention.span), self.near.root(event.anchor.span)
        clause = self._since_clause(root)
        starts = clause is not None and (anchor.i == clause.i or anchor in clause.subtree)
        told = root.is_ancestor(anchor)
        days = days_of(time.value)
        if days is None or days.start is None:
            return time
        if (starts or told) and (time.start, time.end) == (days.start, self._today):
            return replace(time, start=days.start, end=days.end, precision=days.precision)
        today, whole = self._today, (time.start, time.end) == (days.start, days.end)
        if clause is not None and not starts and whole and today and days.start <= today and event.status.real:
            return replace(time, end=today, precision="interval")
        return time

    def _since_clause(self, root: Token) -> Token | None:
        """The verb of the clause with "since" that holds a word."""
        for token in (root, *root.ancestors):
            if any(c.lower_ == "since" and c.dep_ in {"mark", "prep"} and c.i < root.i for c in token.children):
                return token if token.pos_ in {"VERB", "AUX"} and token.dep_ in {"advcl", "pcomp"} else None
            if token.lower_ == "since":
                return None
        return None

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
        if not isinstance(time, Time) or today is None:
            return time
        if not event.status.real:
            left = time.precision in _PERIODS and time.start and time.end and time.start < today < time.end
            return replace(time, start=today, precision="interval") if left else time
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

    @cached_property
    def _lengths(self) -> Mapping[int, Sequence[tuple[Time, Quote]]]:
        """Lengths of time and the vague shifts ("hours later"), by the sentence they stand in."""
        found: dict[int, list[tuple[Time, Quote]]] = defaultdict(list)
        for time in self.times:
            if not isinstance(time, Time) or not time.mention:
                continue
            plain = time.type == "DURATION" and time.start is None
            if plain or (time.value == "FUTURE_REF" and _SOON_AFTER.search(time.mention.text)):
                found[self.near.sentence(time.mention.span)].append((time, time.mention))
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
