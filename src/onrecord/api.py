"""onrecord in Python and in notebooks: code texts, keep them in a ledger, look at incidents, and go on in pandas."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from onrecord.errors import SkipReport
from onrecord.filters import Filter
from onrecord.frames import Frames, frames_of
from onrecord.incidents import Incident, Told
from onrecord.ledger import Basis
from onrecord.ledger import Ledger as Store
from onrecord.ledger.opening import open_engine
from onrecord.model import CodedReport, Failure, Report
from onrecord.publish.notebook import incident_card, ledger_card, report_card

if TYPE_CHECKING:
    from onrecord.exports import Release
    from onrecord.pipeline import Pipeline

V = TypeVar("V")
Text = str | Report | Mapping[str, Any]
"""What can be coded: a text, a report, or a mapping with `text` and what else is known (`published`, `publisher` …)."""


class Coded(CodedReport):
    """A coded report that a notebook shows with its text highlighted."""

    __slots__ = ()

    def to_pandas(self) -> Frames:
        """The report as tables: `frames.events`, `frames.claims`, `frames.tolls`, `frames.sources`.

        Raises:
            StopRun: pandas is not installed.
        """
        return frames_of([self])

    def _repr_html_(self) -> str:
        return report_card(self)


class Card(Incident):
    """An incident that a notebook shows with its accounts side by side."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return incident_card(self)


class Coder:
    """Codes reports; the models are loaded with the first one.

    `coder` is "model" (the trained models with the rules) or "rules" (faster, and with fewer claims found); `model` is
    the package name of a spaCy pipeline for English.
    """

    def __init__(self, coder: str = "model", model: str | None = None) -> None:
        self._coder, self._model = coder, model

    @cached_property
    def _pipeline(self) -> "Pipeline":
        from onrecord.pipeline import Options, load_pipeline

        return load_pipeline(Options(coder=self._coder, **({"model": self._model} if self._model else {})))

    def code(self, text: Text, *, published: str | date | None = None, **about: Any) -> Coded:
        """What one report says, and on whose word.

        `published` is the day of publication; without it "on Thursday" stays unresolved. `about` may give `id`,
        `publisher`, `title`, `url`, `byline`, `language`.

        Raises:
            SkipReport: the report cannot be coded; the message says why.
        """
        return _as(Coded, self._pipeline.code(_report(text, {"published": published} | about)))

    def pipe(self, reports: Iterable[Text]) -> Iterator[Coded | Failure]:
        """Reports coded in their order; one that cannot be coded comes out as a Failure and the others go on."""
        for found in self._pipeline.pipe(_report(text, {}) for text in reports):
            yield found if isinstance(found, Failure) else _as(Coded, found)


@cache
def _default() -> Coder:
    return Coder()


def code(text: Text, *, published: str | date | None = None, **about: Any) -> Coded:
    """What a report says, and on whose word, by the default coder, which is loaded once.

    Raises:
        SkipReport: the report cannot be coded; the message says why.
    """
    return _default().code(text, published=published, **about)


class Ledger(Store):
    """An open ledger, in a SQLite file or a PostgreSQL database; close it, or use it as a context manager.

    Raises:
        StopRun: it is not there, is no ledger, or cannot be opened; the message says what to do.
    """

    def __init__(self, where: str | Path, *, create: bool = False) -> None:
        super().__init__(open_engine(where, create=create))

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """The ledger of that name; one that is not there is made, unless `create` is false."""
        return cls(where, create=create)

    def report(self, id: str) -> Coded | None:
        """The coded report of this id, as it was coded last; None if there is none."""
        found = super().report(id)
        return _as(Coded, found) if found else None

    def incident(self, id: str) -> Card | None:
        """The incident of this id; None if there is none."""
        found = super().incident(id)
        return _as(Card, found) if found else None

    def incidents(self, chosen: Filter | None = None, **conditions: Any) -> Iterator[Card]:
        """The incidents that a filter lets through, in the order of their days: `ledger.incidents(country="MLI")`."""
        for found in super().incidents(_filter(chosen, conditions)):
            yield _as(Card, found)

    def reconcile(self, policy: str = "onrecord") -> int:
        """Make all incidents anew from the reports; how many there are then.

        `policy` is the rule for ranges of tolls: onrecord, acled, ucdp or airwars.
        """
        from onrecord.reconcile import Policy, blocking_keys, reconcile

        judgements = tuple(self.judgements())
        told = [one for coded in self.reports() for one in Told.all_of(coded)]
        made = reconcile(told, judgements, Policy(tolls=policy))
        program = f"onrecord {_version()}, policy {policy}"
        self.replace_incidents(made, whole=True, basis=Basis(program, len(judgements), None, blocking_keys(told)))
        return self.count()

    def to_pandas(self, chosen: Filter | None = None, **conditions: Any) -> Frames:
        """The incidents that a filter lets through, and what they rest on, as tables; everything without a filter.

        Raises:
            StopRun: pandas is not installed.
        """
        from onrecord.exports import material

        return frames_of(material(self, _filter(chosen, conditions)))

    def export(
        self,
        format: str,
        out: str | Path,
        chosen: Filter | None = None,
        *,
        withhold_names: bool = False,
        **conditions: Any,
    ) -> "Release":
        """Write the incidents that a filter lets through for another program: `ledger.export("acled", "acled.csv")`.

        Raises:
            UnknownName: there is no such format.
            StopRun: nothing was released; the message says why and what to do.
        """
        from onrecord.exports import Settings, export

        return export(self, format, out, _filter(chosen, conditions), Settings(withhold_names=withhold_names))

    def _repr_html_(self) -> str:
        return ledger_card(self.name, {f.name: getattr(self.counts(), f.name) for f in fields(self.counts())})


def open_ledger(where: str | Path, *, create: bool = True) -> Ledger:
    """The ledger of that name; one that is not there is made, unless `create` is false.

    Raises:
        StopRun: it is no ledger, or cannot be opened; the message says what to do.
    """
    return Ledger(where, create=create)


def _filter(chosen: Filter | None, conditions: Mapping[str, Any]) -> Filter:
    if chosen is not None and conditions:
        raise TypeError("give a Filter or conditions, not both")
    if unknown := set(conditions) - {f.name for f in fields(Filter)}:
        known = ", ".join(f.name for f in fields(Filter))
        raise TypeError(f"unknown condition {', '.join(sorted(unknown))}; known: {known}")
    days = {k: _day(v) for k, v in conditions.items() if k in ("start", "end")}
    return chosen or Filter(**{**conditions, **days})


def _report(text: Text, about: Mapping[str, Any]) -> Report:
    if isinstance(text, Report):
        return text
    known = {"text": text} if isinstance(text, str) else dict(text)
    known |= {k: v for k, v in about.items() if v is not None}
    words = known.pop("text", None)
    if not isinstance(words, str) or not words.strip():
        raise SkipReport("a report needs a text: give a string, or a mapping with `text`")
    return Report.make(words, **known | {"published": _day(known.get("published"))})


def _day(value: str | date | None) -> date | None:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise SkipReport(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


def _as(kind: type[V], value: Any) -> V:
    """The same value as one of its kind that a notebook can show."""
    return kind(**{f.name: getattr(value, f.name) for f in fields(value)})


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0+unknown"
