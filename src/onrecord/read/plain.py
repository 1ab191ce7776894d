"""Plain text, with nothing changed but its line ends."""

import re

from onrecord.spans import OffsetMap

_CRLF = re.compile(r"\r\n")


def unify_line_ends(text: str) -> tuple[str, OffsetMap | None]:
    """The text with every line end as a single newline, as `open(path).read()` gives it, and the way back.

    The map is None where no character has moved.
    """
    moved = [found.start() for found in _CRLF.finditer(text)]
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if not moved:
        return clean, None
    # Each run begins at the newline of a pair, one character later than the run before it expected.
    raw_starts = (0, *(at + 1 for at in moved))
    clean_starts = (0, *(at - i for i, at in enumerate(moved)))
    ends = (*clean_starts[1:], len(clean))
    lengths = tuple(end - start for start, end in zip(clean_starts, ends, strict=True))
    return clean, OffsetMap(clean_starts, raw_starts, lengths)
