"""The one place that knows the order of the stages: parse, attribute, code, ground."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from time import process_time
from typing import TypeVar

from onrecord.attribute import attribute
from onrecord.coding import code
from onrecord.errors import SkipReport
from onrecord.ground import ground
from onrecord.model import CodedReport, Coder, Failure, Report
from onrecord.parse import DEFAULT_MODEL, Parser, load_parser
from onrecord.parsed import Parsed

T = TypeVar("T")


def _installed_version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are coded; `model` is the package name of a spaCy pipeline for English."""

    model: str = DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages with what they need, loaded once; `seconds` sums the CPU time that each stage has taken."""

    parser: Parser
    coder: Coder
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    def code(self, report: Report) -> CodedReport:
        """What one report says, and on whose word.

        Raises:
            SkipReport: the report cannot be coded; the message says why.
        """
        parsed = self._timed("parse", lambda: self.parser.parse(report))
        return self._code(parsed)

    def pipe(self, reports: Iterable[Report]) -> Iterator[CodedReport | Failure]:
        """Reports coded in their order; one that cannot be coded comes out as a Failure and the others go on."""
        parses = iter(self.parser.pipe(reports))
        while (parsed := self._timed("parse", lambda: next(parses, None))) is not None:
            try:
                yield self._code(parsed)
            except (SkipReport, ValueError, IndexError, KeyError, RecursionError) as err:
                reason = f"could not be coded: {type(err).__name__}: {err}"
                yield Failure(parsed.report.id, reason, "please report this with the text, if you may share it")

    def _code(self, parsed: Parsed) -> CodedReport:
        attribution = self._timed("attribute", lambda: attribute(parsed))
        events = self._timed("code", lambda: code(parsed, attribution))
        grounding = self._timed("ground", lambda: ground(parsed, attribution, events))
        return CodedReport(
            report=parsed.report,
            coder=self.coder,
            sources=attribution.sources,
            claims=attribution.claims,
            events=grounding.events,
            relations=grounding.relations,
            actors=grounding.actors,
            places=grounding.places,
            times=grounding.times,
        )

    def _timed(self, stage: str, run: Callable[[], T]) -> T:
        began = process_time()
        result = run()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + process_time() - began
        return result


def load_pipeline(options: Options | None = None) -> Pipeline:
    """Load the parser and everything the stages look things up in.

    Raises:
        StopRun: the spaCy model is not installed.
    """
    chosen = options or Options()
    return Pipeline(load_parser(chosen.model), Coder(f"onrecord/{chosen.model}", _installed_version()))
