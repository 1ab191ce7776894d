"""The very words that an act is told in, by which copies of one text are known to tell one act or two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.incidents import EventRef
from onrecord.model import Quote, Report
from onrecord.reconcile.copies import SHINGLE, Copies
from onrecord.reconcile.episodes import Episode

Runs = frozenset[tuple[int, str]]
"""Runs of words that one word stands in, each with the place of the word in it."""

ONE_PASSAGE = "told in one passage of the same text"

_WORD = re.compile(r"\w+")
_RUN = (
    2 * SHINGLE - 1
)  # words: reporters who copy nothing share shorter ones ("the army said that fighters had shelled")
_REACH = 30 * _RUN  # characters that more than a run takes


def runs_of(report: Report, quote: Quote) -> Runs:
    """The runs of words through the words of a quote; where the text is shorter than a run, the whole of it."""
    text, span = report.text, quote.span
    before = _words(text[max(0, span.start - _REACH) : span.start])[-_RUN + 1 :]
    own = _words(quote.text)
    words = [*before, *own, *_words(text[span.end : span.end + _REACH])[: _RUN - 1]]
    size = min(_RUN, len(words))
    return frozenset(
        (at - start, " ".join(words[start : start + size]))
        for at in range(len(before), len(before) + len(own))
        for start in range(max(0, at - size + 1), min(at, len(words) - size) + 1)
    )


def edges_of(report: Report, quote: Quote) -> Iterable[str]:
    """The runs that begin or end with a word of a quote: enough for two tellings of the same words to share one."""
    runs = runs_of(report, quote)
    ends = {min(runs, default=(0, ""))[0], max(runs, default=(0, ""))[0]}
    return sorted(run for at, run in runs if at in ends)


@dataclass(slots=True)
class Passages:
    """Where the tellings in copies of one text stand; what was once looked up is kept."""

    copies: Copies
    _runs: dict[EventRef, tuple[Runs, ...]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def one_act(self, left: Episode, right: Episode) -> bool | None:
        """True if two tellings stand in one passage that two copies share, False if a copy has them both apart.

        None where the words do not tell: the reports are no copies, or each telling has words that the other's report
        has not, as where an agency wrote its first lines anew.
        """
        if not self.copies.same(left.report.id, right.report.id):
            return None
        ours, theirs = self._runs_of(left), self._runs_of(right)
        if frozenset().union(*ours) & frozenset().union(*theirs):
            return True
        return False if self._stand_in(ours, right.report) or self._stand_in(theirs, left.report) else None

    def _runs_of(self, episode: Episode) -> tuple[Runs, ...]:
        key = episode.told[0].ref
        if key not in self._runs:
            told = [(t.report, quote) for t in episode.told for quote in (t.event.anchor, *t.event.also)]
            self._runs[key] = tuple(runs_of(report, quote) for report, quote in told)
        return self._runs[key]

    def _stand_in(self, telling: Iterable[Runs], report: Report) -> bool:
        """True if all the words of a telling stand in a report's text, with the same words around."""
        if report.id not in self._texts:
            self._texts[report.id] = f" {' '.join(_words(report.text))} "
        text = self._texts[report.id]
        return all(any(f" {run} " in text for _, run in runs) for runs in telling)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
