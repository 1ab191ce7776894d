"""Option values that several commands read alike."""

from datetime import date
from pathlib import Path

import click

from onrecord.paths import is_database


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """A day written as YYYY-MM-DD; another spelling is a wrong call."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


def place_for(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """A file to be written, whose folder is there, and which is no ledger."""
    if value is None:
        return None
    if not value.parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(value.parent)!r}; make it first")
    try:
        lost = is_database(value)
    except OSError:  # one that may be written but not read: whatever it is, it is to be replaced
        lost = False
    if lost:
        raise click.BadParameter(f"{value} is a ledger or another database, and would be lost; name another file")
    return value


def some_words(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Words that are there: an empty one, such as a shell variable that is not set, is no condition at all."""
    if value is not None and not value.strip():
        raise click.BadParameter("nothing is given; give a value, or leave the option out")
    return value
