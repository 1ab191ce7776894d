"""What became of the inputs of a run, and its exit status."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from onrecord.model import Failure

if TYPE_CHECKING:
    from onrecord.read import Notice


@dataclass(slots=True)
class Tally:
    """What became of the inputs: how many reports were coded, and what was not, with the reason."""

    coded: int = 0
    undated: int = 0
    failures: list[Failure] = field(default_factory=list)
    notices: list["Notice"] = field(default_factory=list)

    def status(self, *, strict: bool) -> int:
        """The exit status: 1 if nothing was coded, or if anything failed and `strict` is set."""
        failed = any(not failure.skipped for failure in self.failures)
        return 1 if not self.coded or (strict and failed) else 0

    def lines(self) -> Iterator[str]:
        """The summary for people: the counts, then each input that was not coded with its reason."""
        skipped = sum(failure.skipped for failure in self.failures)
        noun = "report" if self.coded == 1 else "reports"
        yield f"onrecord: {self.coded} {noun} coded, {skipped} skipped, {len(self.failures) - skipped} failed"
        for failure in self.failures:
            kind = click.style("skipped", "yellow") if failure.skipped else click.style("failed", "red")
            advice = f"; {failure.advice}" if failure.advice else ""
            yield f"  {kind}: {failure.where}: {failure.reason}{advice}"
        for notice in self.notices:
            yield f"  {click.style('note', 'cyan')}: {notice.where}: {notice.text}"
        if self.undated:
            which = "a report has" if self.undated == 1 else f"{self.undated} reports have"
            yield (
                f"  {click.style('note', 'cyan')}: {which} no date of publication, so times such as "
                '"on Monday" stay unresolved; give it with --published YYYY-MM-DD'
            )
