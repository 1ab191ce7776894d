"""The one place that knows the order of the stages: read by the network, parse, attribute, code, ground."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from itertools import repeat, zip_longest
from time import process_time
from typing import TYPE_CHECKING, TypeVar

from onrecord.attribute import Finder, attribute, by_network, by_rules
from onrecord.coding import code
from onrecord.errors import SkipReport, UnknownName
from onrecord.ground import ground
from onrecord.knowledge.added import added
from onrecord.model import CodedReport, Coder, Failure, Report
from onrecord.parse import DEFAULT_MODEL, Parser, load_parser, readable
from onrecord.parsed import Parsed

if TYPE_CHECKING:
    from onrecord.network.model import Model
    from onrecord.network.reading import Reading

T = TypeVar("T")

CODERS = ("model", "rules")

_BATCH_REPORTS, _BATCH_CHARS = 16, 100_000  # parsed at once; larger batches are no faster and take more memory
_TROUBLES = (SkipReport, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError)


def _installed_version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are coded.

    `model` is the package name of a spaCy pipeline for English; `coder` is "model" (the trained network
    together with the rules) or "rules" (the rules alone: a little faster, and with fewer claims found).
    """

    model: str = DEFAULT_MODEL
    coder: str = "model"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages with what they need, loaded once; `seconds` sums the CPU time that each stage has taken.

    `network` reads each report once, for the names in it, attribution and coding; None where the rules stand alone.
    """

    parser: Parser
    finder: Finder
    coder: Coder
    network: "Model | None" = None
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    def code(self, report: Report) -> CodedReport:
        """What one report says, and on whose word.

        Raises:
            SkipReport: the report cannot be coded; the message says why.
        """
        return self._code(*self.parse(report))

    def parse(self, report: Report) -> "tuple[Parsed, Reading | None]":
        """The first two stages of one report: what the network reads in it, and its parse."""
        return next(self._parsed([report]))

    def pipe(self, reports: Iterable[Report]) -> Iterator[CodedReport | Failure]:
        """Reports coded in their order; one that cannot be coded comes out as a Failure and the others go on."""
        for batch in _batches(reports):
            try:
                parses = list(self._parsed(batch))
            except _TROUBLES:  # one of them cannot be parsed: each is parsed alone
                parses = []
            for report, parsed in zip_longest(batch, parses):
                try:
                    yield self._code(*parsed) if parsed else self.code(report)
                except _TROUBLES as err:
                    yield _failure(report, err)

    def _parsed(self, batch: list[Report]) -> "Iterator[tuple[Parsed, Reading | None]]":
        network = self.network
        if network is None:
            return zip(self._timed("parse", lambda: list(self.parser.pipe(batch))), repeat(None))
        readings = self._timed("network", lambda: [network.read(readable(report.text)) for report in batch])
        names = [reading.names for reading in readings]
        return zip(self._timed("parse", lambda: list(self.parser.pipe(batch, names))), readings, strict=True)

    def _code(self, parsed: Parsed, reading: "Reading | None") -> CodedReport:
        attribution = self._timed("attribute", lambda: attribute(parsed, self.finder, reading))
        events = self._timed("code", lambda: code(parsed, attribution, reading))
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
        with _uncollected():
            result = run()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + process_time() - began
        return result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among the tables and parses in memory, of which there are none, in vain."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    for report in reports:
        batch.append(report)
        if len(batch) == _BATCH_REPORTS or sum(len(r.text) for r in batch) >= _BATCH_CHARS:
            yield batch
            batch = []
    if batch:
        yield batch


def _failure(report: Report, err: Exception) -> Failure:
    begins = " ".join(report.text[:60].split())
    reason = f"could not be coded: {type(err).__name__}: {err}"
    return Failure(f"{report.id} (“{begins} …”)", reason, "please report this with the text, if you may share it")


def load_pipeline(options: Options | None = None) -> Pipeline:
    """Load the parser and everything the stages look things up in.

    Raises:
        StopRun: the spaCy model is not installed, or files of the trained model are missing.
        UnknownName: there is no coder of that name.
    """
    chosen = options or Options()
    own = added()
    knowing = f"+knowledge.{own.digest[:12]}" if own else ""
    made_by = Coder(f"onrecord/{chosen.coder}+{chosen.model}{knowing}", _installed_version())
    if chosen.coder not in CODERS:
        raise UnknownName("coder", chosen.coder, CODERS)
    if chosen.coder == "rules":
        return Pipeline(load_parser(chosen.model), by_rules, made_by)
    from onrecord.network.model import load  # its runtime takes longer to load than the rules to run

    network = load()
    return Pipeline(load_parser(chosen.model, names=False), by_network(network.manifest), made_by, network)
