"""The ledger: an append-only store of coded reports and judgements, and the incidents derived from them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Select, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from onrecord.catalogue import ActorSummary, Counts, FailureRow, Heading, Hit, Outline, SourceSummary
from onrecord.errors import SkipReport
from onrecord.filters import Filter
from onrecord.incidents import Incident, Judgement
from onrecord.ledger import answers, browse, rows, search, selection, tables, writes
from onrecord.ledger.columns import hashed
from onrecord.ledger.opening import lock, open_engine, shown, told, writing
from onrecord.ledger.values import Basis
from onrecord.model import CodedReport, Coder, Failure, Report

T = TypeVar("T")


class Ledger:
    """An open ledger; close it, or use it as a context manager.

    Reports, coded reports, judgements and failures are only ever added, each in one transaction, and identified by
    their content: adding one again changes nothing.  Incidents are derived, and replaced.  Every method may be called
    from any thread, and several processes may work on one ledger at once.  Every method raises StopRun where the
    database fails.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = shown(engine.url)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """The ledger in a SQLite file (by its path) or a PostgreSQL database (`postgresql://…`).

        One that is not there is made, unless `create` is false; an older one is brought up to date.

        Raises:
            StopRun: it is no ledger, or cannot be opened; the message says what to do.
        """
        return cls(open_engine(where, create=create))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, coded: CodedReport) -> bool:
        """Keep a coded report; False if this coder's record of the report is there already.

        Raises:
            IdTaken: another report of the same id is there.
            SkipReport: two things in it have the same id.
        """
        try:
            with self._writing() as connection:
                return writes.add(connection, coded)
        except IntegrityError as err:
            raise SkipReport(f"report {coded.report.id} cannot be kept: {err.orig}") from err

    def has(self, report: Report | str, coder: Coder | None = None) -> bool:
        """True if the report (or the report of this id) is there; with a coder, if that coder's record of it is.

        Raises:
            IdTaken: another report of the same id is there.
        """
        c, r = tables.codings.c, tables.reports.c
        made = select(c.seq).join(tables.reports, r.seq == c.report)
        made = made.where(r.id == (report.id if isinstance(report, Report) else report))
        if coder:
            made = made.where(c.coder == coder.name, c.version == coder.version)
        with self._reading() as connection:
            if isinstance(report, Report) and writes.same_report(connection, report) is None:
                return False
            return connection.execute(made.limit(1)).first() is not None

    def reports(self, ids: Iterable[str] | None = None, *, pending: bool = False) -> Iterator[CodedReport]:
        """The coded reports (or those of these ids) in the order in which they came, each as it was coded last.

        `pending` gives only those that the incidents do not take account of yet.
        """
        chosen = answers.coded_reports().order_by(tables.codings.c.seq)
        if pending:
            chosen = chosen.where(answers.pending())
        for part in answers.parted(chosen, tables.reports.c.id, ids):
            yield from self._stream(part, answers.coded_report)

    def report(self, id: str) -> CodedReport | None:
        """The coded report of this id, as it was coded last; None if there is none."""
        return self._one(answers.coded_reports().where(tables.reports.c.id == id), answers.coded_report)

    def judge(self, judgement: Judgement) -> bool:
        """Keep a judgement; False if this very one is there already."""
        with self._writing() as connection:
            return writes.insert_once(connection, tables.judgements, rows.judgement_row(judgement)) is not None

    def judgements(self) -> Iterator[Judgement]:
        """The judgements in the order in which they were given."""
        return self._stream(select(tables.judgements).order_by(tables.judgements.c.seq), rows.judgement_of)

    def fail(self, failure: Failure) -> bool:
        """Keep what could not be taken in, with its reason; False if that is there already."""
        row = {**rows.failure_row(failure), "at": datetime.now(UTC)}
        with self._writing() as connection:
            return writes.insert_once(connection, tables.failures, row) is not None

    def failures(self) -> Iterator[FailureRow]:
        """What could not be taken in, in the order in which it was met."""
        return self._stream(select(tables.failures).order_by(tables.failures.c.seq), answers.failure)

    def replace_incidents(
        self,
        incidents: Iterable[Incident],
        removed: Iterable[str] = (),
        *,
        whole: bool = False,
        basis: Basis | None = None,
    ) -> None:
        """Put derived incidents in the place of those of the same id and of those that are removed, at one stroke.

        `whole` removes all others too.  `basis` says what they rest on; without it the ledger takes them to rest on
        nothing new, and `reports(pending=True)` and `outdated` go on as before.
        """
        with self._writing() as connection:
            lock(connection)
            writes.replace_incidents(connection, incidents, removed, whole=whole, basis=basis)

    def outdated(self, program: str) -> str | None:
        """Why the incidents must be made anew as a whole; None if taking in the pending reports is enough.

        `program` is what would make them.
        """
        with self._reading() as connection:
            return answers.outdated(connection, program)

    def sharing(self, keys: Iterable[str]) -> Iterator[Incident]:
        """The incidents with an event that was kept under one of these keys: the neighbourhood of new events."""
        found: set[str] = set()
        for part in answers.parted(answers.homes(), tables.event_keys.c.key, map(hashed, keys)):
            found.update(self._stream(part, lambda row: row.incident))
        chosen = select(tables.incidents.c.record)
        for part in answers.parted(chosen, tables.incidents.c.id, sorted(found)):
            yield from self._stream(part, answers.incident)

    def incident(self, id: str) -> Incident | None:
        """The incident of this id; None if there is none."""
        return self._one(select(tables.incidents.c.record).where(tables.incidents.c.id == id), answers.incident)

    def incidents(self, chosen: Filter | None = None) -> Iterator[Incident]:
        """The incidents that a filter lets through, in its order and within its limits.

        Raises:
            ValueError: there is no word in the filter's text that is to be found.
        """
        return self._stream(selection.wanted(chosen or Filter(), self._engine.dialect.name), answers.incident)

    def count(self, chosen: Filter | None = None) -> int:
        """How many incidents a filter lets through, whatever its limits.

        Raises:
            ValueError: there is no word in the filter's text that is to be found.
        """
        with self._reading() as connection:
            found: int = connection.execute(
                selection.how_many(chosen or Filter(), self._engine.dialect.name)
            ).scalar_one()
            return found

    def outlines(self, chosen: Filter | None = None) -> Iterator[Outline]:
        """Where and when the incidents are that a filter lets through, whatever its limits, in no order.

        Raises:
            ValueError: there is no word in the filter's text that is to be found.
        """
        return self._stream(
            selection.outlines(chosen or Filter(), self._engine.dialect.name), lambda row: Outline(*row)
        )

    def search(self, text: str, limit: int = 100) -> tuple[Hit, ...]:
        """The reports that hold these words in title or text, in any of their forms, the likeliest first.

        "Words in quotation marks" must follow one another; a word with - before it must not be there.

        Raises:
            ValueError: there is no word to search for.
        """
        with self._reading() as connection:
            return search.hits(connection, text, limit)

    def sources(self, name: str | None = None) -> Iterator[SourceSummary]:
        """The sources as the reports call them, those most quoted first; with `name`, whose words begin so."""
        return self._stream(answers.sources(name), answers.source_summary)

    def actors(self, name: str) -> Iterator[ActorSummary]:
        """Those who act or are acted upon and whose names have words that begin so, of most events first."""
        return self._stream(browse.actors(name), lambda row: ActorSummary(*row))

    def headings(
        self, ids: Iterable[str] | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Heading]:
        """The reports (or those of these ids) without their texts, the latest published first."""
        if ids is not None:
            for some in answers.parted(browse.headings(), tables.reports.c.id, ids):
                yield from self._stream(some, lambda row: Heading(*row))
            return
        chosen = browse.headings().limit(2**62 if limit is None else limit).offset(offset)
        yield from self._stream(chosen, lambda row: Heading(*row))

    def speaking(self, name: str) -> tuple[str, ...]:
        """The ids of the reports that pass on the word of a source of this very name, the latest published first."""
        return tuple(self._stream(browse.speaking(name), lambda row: str(row.id)))

    def counts(self) -> Counts:
        """How much is in the ledger."""
        with self._reading() as connection:
            return Counts(**{n: connection.execute(asked).scalar_one() for n, asked in answers.counts().items()})

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.name), writing(self._engine) as connection:
            yield connection

    def _one(self, chosen: Select[Any], made_of: Callable[[Any], T]) -> T | None:
        with self._reading() as connection:
            row = connection.execute(chosen).first()
        return None if row is None else made_of(row)

    def _stream(self, chosen: Select[Any], made_of: Callable[[Any], T]) -> Iterator[T]:
        """The rows of a query as values, as they stood when the first was asked for, and never all in memory."""
        with self._reading() as connection:
            for row in connection.execution_options(yield_per=answers.AT_ONCE).execute(chosen):
                yield made_of(row)
