"""Taking a user's own knowledge into use, at any time: look-ups made before are made anew."""

from pathlib import Path

from onrecord.knowledge import added, gazetteer, groups, sectors


def take(folder: Path) -> added.Added:
    """Put the files of a folder beside the package's knowledge.

    Raises:
        StopRun: there is no such file in it, or a line of one cannot be understood.
    """
    chosen = added.use(folder)
    _look_anew()
    return chosen


def leave() -> None:
    """Go back to the package's knowledge alone."""
    added.drop()
    _look_anew()


def _look_anew() -> None:
    groups.look_anew()
    sectors.sector_of.cache_clear()
    gazetteer.look_anew()
