"""A page of the documentation as a test follows it: commands are run, files written, and what is shown is looked for.

Fenced blocks of a page say by their kind what is done with them: `sh` is run line by line, `python` as it stands, `tsv`
and `txt` are files whose first line names them (`# folder/name`) and are written, and `text` is what the block before
it has to print.  In `text`, N stands for any number and … for anything; the numbers of sources, claims and events may
differ, and so may the room between words.
"""

import io
import re
import shlex
import tomllib
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli import main
from onrecord.knowledge.own import leave
from tests.samples import ROOT

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FREE = re.compile(r" ?… ?|\bN\b|\b[SCE]\d+\b")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block, with the page and line where it stands for messages."""

    kind: str
    text: str
    where: str


def blocks(name: str) -> list[Block]:
    """The fenced blocks of a page of docs/, in order."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    return [Block(m[1], m[2], f"{name}, line {page.count(chr(10), 0, m.start()) + 1}") for m in _FENCE.finditer(page)]


def follow(found: Sequence[Block]) -> dict[str, object]:
    """Do what the blocks say, one after another, in the current folder; the names that their Python has made."""
    space: dict[str, object] = {"__name__": "page"}
    printed = ""
    for block, after in pairwise([*found, Block("end", "", "")]):
        if block.kind == "sh":
            wrong = after.kind == "text" and after.text.startswith(("Error:", "Usage:"))
            printed = "".join(run(line, block.where, wrong=wrong) for line in block.text.splitlines())
        elif block.kind == "python":
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(block.text, block.where, "exec"), space)
            printed = out.getvalue()
        elif block.kind in {"tsv", "txt"}:
            write(block)
        elif block.kind == "text":
            assert missing(block.text, printed) == [], f"{block.where}: not printed\n{printed}"
        else:
            raise LookupError(f"{block.where}: nothing is known of blocks of kind {block.kind}")
    return space


def run(line: str, where: str, *, wrong: bool = False) -> str:
    """Run one command of a page; what it prints on both channels.

    Installing and serving are not done: it is looked that the extra and the command are there.
    """
    program, *arguments = shlex.split(line)
    if (program, *arguments[:1]) == ("pip", "install"):
        known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
        assert set(re.findall(r"\[(\w+)\]", line)) <= set(known), where
        return ""
    assert program == "onrecord", where
    done = CliRunner().invoke(main, ["serve", "--help"] if arguments[0] == "serve" else arguments)
    leave()  # what --knowledge brought in is for one command
    assert bool(done.exit_code) is wrong, f"{where}: {line}\n{done.output}"
    return done.output


def write(block: Block) -> None:
    """Write the file that a block shows; its name stands in its first line."""
    first, _, rest = block.text.partition("\n")
    path = Path(first.removeprefix("# ").split(":")[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text if block.kind == "tsv" else rest, encoding="utf-8")


def missing(shown: str, printed: str) -> list[str]:
    """The lines of what is shown that are not printed in their order."""
    rest = [" ".join(line.split()) for line in printed.splitlines()]
    lacking: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in shown.splitlines())):
        pattern = _pattern(line)
        at = next((i for i, other in enumerate(rest) if pattern.fullmatch(other)), None)
        if at is None:
            lacking.append(line)
        else:
            rest = rest[at + 1 :]
    return lacking


def _pattern(line: str) -> re.Pattern[str]:
    """What a line of a page may be printed as."""
    fixed = [re.escape(part) for part in _FREE.split(line)]
    free = [_freely(part) for part in _FREE.findall(line)]
    return re.compile("".join(f + v for f, v in zip(fixed, [*free, ""], strict=True)))


def _freely(part: str) -> str:
    return {"…": ".*", "N": r"[\d,]+"}.get(part.strip()) or rf"{part[0]}\d+"
