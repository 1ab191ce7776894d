"""What stands at a path, before something is written there."""

from pathlib import Path

_SQLITE = b"SQLite format 3\0"


def is_database(path: Path) -> bool:
    """True for a SQLite file, such as a ledger: nothing else may be written over it.

    Raises:
        OSError: there is a file, and it cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
