"""How often each field is wrong, for docs/method.md: the kept scores on whole reports, turned about."""

from dataclasses import dataclass
from pathlib import Path

from bench.results import Result

PAGE = Path(__file__).parent.parent / "docs" / "method.md"
MARKS = ("<!-- rates: written by python -m bench --write-docs -->", "<!-- end of rates -->")
TASK = "gold"


@dataclass(frozen=True, slots=True)
class Rate:
    """How one kept score is told as a rate of errors; `errors` says that the score is such a rate already."""

    score: str
    field: str
    wrong: str
    errors: bool = False


_WHOLE = "missed, made up, or wrong in type, real or not, polarity, a side or whose word; 100 less F1"
RATES = (
    Rate("claims F1", "claims", "missed, or found where there is none; 100 less F1"),
    Rate("claim source", "source of a claim", "a claim that was found is laid to somebody else"),
    Rate("events F1", "events", "missed, or found where there is none; 100 less F1"),
    Rate("type", "type", "another of the sixteen"),
    Rate("status", "status", "another of the seven"),
    Rate("real or not", "real, or not yet real", "on the wrong side"),
    Rate("polarity", "polarity", "the wrong way round"),
    Rate("actor F1", "actor", "missed, or one too many; 100 less F1"),
    Rate("recipient F1", "recipient", "missed, or one too many; 100 less F1"),
    Rate("place", "place", "none, or more than 50 km off (161 km where it only follows from context)"),
    Rate("time", "time", "none, or other days"),
    Rate("tolls F1", "tolls", "missed, or one too many, or other bounds; 100 less F1"),
    Rate("attribution", "whose word", "laid to another source, or to none, or to one where there is none"),
    Rate("attribution loss", "of what rests on a source", "given as the report's own word", errors=True),
    Rate("false deeds", "of what was not done", "given as done", errors=True),
    Rate("attributed event F1", "whole event", _WHOLE),
)


def render(results: tuple[Result, ...]) -> str:
    """The rates as Markdown, between their marks.

    Raises:
        LookupError: the task, or one of its scores, is not among the kept results.
    """
    found = next((result for result in results if result.task == TASK), None)
    if found is None:
        raise LookupError(f"there is no kept result of {TASK}; run: python -m bench --task {TASK}")
    lines = [
        MARKS[0],
        "",
        f"Measured on {found.reports} reports on {found.date}, revision {found.revision or 'unknown'}.",
        "",
        "| field | what counts as an error | wrong, in percent |",
        "|---|---|---:|",
        *(f"| {rate.field} | {rate.wrong} | {_percent(found, rate):g} |" for rate in RATES),
        "",
        MARKS[1],
    ]
    return "\n".join(lines)


def _percent(found: Result, rate: Rate) -> float:
    score = found.scores.get(rate.score)
    if score is None:
        raise LookupError(f"the kept result of {TASK} has no score {rate.score!r}; run: python -m bench --task {TASK}")
    return score if rate.errors else round(100 - score, 2)
