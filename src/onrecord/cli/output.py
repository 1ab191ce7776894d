"""Where results go, and what is shown while they are made."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TextIO


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """Where the result goes: standard output, or a file that appears under its name only when it is complete."""
    if path is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    if path.exists() and not path.is_file():  # a pipe or a device has no neighbour to be renamed from
        with path.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def progress(out: Path | None) -> Iterator[Callable[[], object]]:
    """A count on the terminal from the second report on; nothing where it would run into the result."""
    shown_beside_result = out is None and sys.stdout.isatty()
    if shown_beside_result or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("reports coded"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("code", total=None, visible=False)
        done = count(1)
        yield lambda: progress.update(task, advance=1, visible=next(done) > 1)
