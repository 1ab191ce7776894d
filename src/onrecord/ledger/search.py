"""Full-text search over titles and texts of reports, by the means that each database has for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, not_, select, text
from sqlalchemy.engine import Connection

from onrecord.catalogue import Hit
from onrecord.ledger.tables import reports

CONFIGURATION = "onrecord"  # PostgreSQL's: English word stems, and no words left out
_TERM = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
_MARKS = ("«", "»")
_SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that must be there, or must not."""

    words: str
    wanted: bool = True


def terms(query: str) -> tuple[Term, ...]:
    """What a query asks for: words, "phrases", and either with - before it for what must not be there."""
    found = []
    for minus, phrase, other_minus, word in _TERM.findall(query.replace("\0", " ")):
        words = phrase or word
        if re.search(r"\w", words):
            found.append(Term(words, not (minus or other_minus)))
    return tuple(found)


def _fts5(asked: tuple[Term, ...]) -> str:
    """The query in SQLite's language, every term in quotation marks so that nothing in it is an operator."""
    quoted = [('"' + t.words.replace('"', '""') + '"', t.wanted) for t in asked]
    wanted = " AND ".join(words for words, is_wanted in quoted if is_wanted)
    return " NOT ".join([f"({wanted})", *(words for words, is_wanted in quoted if not is_wanted)])


def _postgres(asked: tuple[Term, ...]) -> ColumnElement[bool]:
    vector: ColumnElement[Any] = literal_column("reports.search")
    conditions = []
    for term in asked:
        found = vector.op("@@")(func.phraseto_tsquery(CONFIGURATION, term.words))
        conditions.append(found if term.wanted else not_(found))
    return and_(*conditions)


def matching(query: str, dialect: str) -> Select[Any]:
    """The ids of the reports that hold what the query asks for.

    Raises:
        ValueError: there is no word in the query that is to be found.
    """
    asked = terms(query)
    if not any(t.wanted for t in asked):
        raise ValueError(f"there is no word to search for in {query!r}")
    if dialect == "sqlite":
        index = text("SELECT rowid FROM report_search WHERE report_search MATCH :query").bindparams(query=_fts5(asked))
        return select(reports.c.id).where(reports.c.seq.in_(index.columns(reports.c.seq).scalar_subquery()))
    return select(reports.c.id).where(_postgres(asked))


def hits(connection: Connection, query: str, limit: int) -> tuple[Hit, ...]:
    """The reports that hold what the query asks for, the likeliest first, with the words around it.

    Raises:
        ValueError: there is no word in the query that is to be found.
    """
    found = matching(query, connection.dialect.name)
    asked = terms(query)
    in_sqlite = connection.dialect.name == "sqlite"
    chosen = _sqlite_hits(asked, limit) if in_sqlite else _postgres_hits(asked, found, limit)
    rows: Iterable[Any] = connection.execute(chosen)
    return tuple(Hit(*row) for row in rows)


def _postgres_hits(asked: tuple[Term, ...], found: Select[Any], limit: int) -> Select[Any]:
    words = " ".join(f'"{t.words}"' for t in asked if t.wanted)
    wanted = func.websearch_to_tsquery(CONFIGURATION, words)
    style = f"StartSel={_MARKS[0]}, StopSel={_MARKS[1]}, MaxWords={_SNIPPET_WORDS}, MinWords=8"
    rank = func.ts_rank(literal_column("reports.search"), wanted)
    return (
        select(reports.c.id, reports.c.title, func.ts_headline(CONFIGURATION, reports.c.text, wanted, style))
        .where(reports.c.id.in_(found))
        .order_by(rank.desc(), reports.c.seq)
        .limit(limit)
    )


def _sqlite_hits(asked: tuple[Term, ...], limit: int) -> Select[Any]:
    index = text(
        "SELECT rowid AS seq, rank AS rank, snippet(report_search, 1, :before, :after, '…', :words) AS snippet"
        " FROM report_search WHERE report_search MATCH :query ORDER BY rank, rowid LIMIT :most"
    ).bindparams(query=_fts5(asked), before=_MARKS[0], after=_MARKS[1], words=_SNIPPET_WORDS, most=limit)
    found = index.columns(
        literal_column("seq").label("seq"),
        literal_column("rank").label("rank"),
        literal_column("snippet").label("snippet"),
    ).subquery("found")
    return (
        select(reports.c.id, reports.c.title, found.c.snippet)
        .join(found, found.c.seq == reports.c.seq)
        .order_by(found.c.rank, reports.c.seq)
    )
