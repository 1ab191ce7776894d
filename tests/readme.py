"""The README's marked parts, and what its commands print: `python -m tests.readme` writes the output into it."""

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout

from tests.samples import ROOT

README = ROOT / "README.md"
PART = r"(<!-- {name} -->\n\n)(.*?)(<!-- end -->)"


def part(name: str) -> str:
    """What stands between a mark and its end, without the indent or the fence."""
    found = re.search(PART.format(name=name), README.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        raise LookupError(f"README.md has no part marked {name}")
    lines = found[2].strip("\n").splitlines()
    if lines and lines[0].startswith("```"):
        return "\n".join(lines[1:-1])
    return "\n".join(line.removeprefix("    ").rstrip() for line in lines)


def sample_output() -> str:
    """What the README's first command prints after installing, run in this environment."""
    program, *arguments = shlex.split(part("install").split("&&")[1])
    if program != "onrecord":
        raise LookupError(f"the README's first command runs {program}, not onrecord")
    command = [sys.executable, "-c", "from onrecord.cli import main; main()", *arguments]
    plain = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def printed() -> str:
    """What the README's Python example prints."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(part("python"), "README.md", "exec"), {"__name__": "readme"})
    return out.getvalue().strip("\n")


def shown(name: str, text: str, page: str) -> str:
    """The page with the text, indented, in the part of that name."""
    block = "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
    head, rest = page.split(f"<!-- {name} -->\n\n", 1)
    return f"{head}<!-- {name} -->\n\n{block}\n{rest[rest.index('<!-- end -->') :]}"


def main() -> None:
    """Write what the commands print into the README."""
    page = README.read_text(encoding="utf-8")
    page = shown("output", sample_output(), page)
    README.write_text(shown("printed", printed(), page), encoding="utf-8")


if __name__ == "__main__":
    main()
