"""Option values that several commands read alike."""

from datetime import date
from pathlib import Path

import click


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """A day written as YYYY-MM-DD; another spelling is a wrong call."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


def place_for(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """A file to be written, whose folder is there."""
    if value is not None and not value.parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(value.parent)!r}; make it first")
    return value
