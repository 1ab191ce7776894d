"""`onrecord doctor`."""

import json
import platform
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.knowledge import own_knowledge

if TYPE_CHECKING:
    from onrecord.knowledge.inventory import Holding, Trouble

_HASH = 12  # digits of a hash that people are shown


@dataclass(frozen=True, slots=True)
class Findings:
    """What the doctor has found."""

    program: Mapping[str, str]
    knowledge: "tuple[Holding, ...]"
    network: Mapping[str, Any]
    packages: Mapping[str, str | None]
    problems: "tuple[Trouble, ...]"


@click.command()
@click.option(
    "--to", type=click.Choice(("text", "json")), default="text", show_default=True, help="Form of the result."
)
@own_knowledge
def doctor(to: str) -> None:
    """Show what is installed, and say what is wrong with it and what to do.

    The knowledge with counts and hashes, the trained network with its scores, the database, the optional packages.

    Exit status: 0 if all is well, 1 if there is a problem.
    """
    findings = _examine()
    if to == "json":
        click.echo(json.dumps(asdict(findings), ensure_ascii=False, indent=1))
    else:
        for line in _lines(findings):
            click.echo(line)
    sys.exit(1 if findings.problems else 0)


def _examine() -> Findings:
    from onrecord.knowledge import inventory
    from onrecord.knowledge.files import read_toml

    held, troubles = inventory.holdings()
    manifest, damaged = inventory.network()
    wanted = read_toml("inventory.toml")["packages"]
    packages = {name: _version(name) for name in (*wanted["needed"], *wanted["optional"])}
    missing = [
        inventory.Trouble(f"{name} is not installed ({use})", "pip install onrecord brings it; install onrecord again")
        for name, use in wanted["needed"].items()
        if packages[name] is None
    ]
    return Findings(
        program=_program(),
        knowledge=held,
        network=_of_network(manifest or {}),
        packages=packages,
        problems=(*troubles, *damaged, *missing),
    )


def _program() -> dict[str, str]:
    return {
        "onrecord": _version("onrecord") or "not installed",
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "sqlite": sqlite3.sqlite_version,
    }


def _version(name: str) -> str | None:
    try:
        return version(name.replace("_", "-"))
    except PackageNotFoundError:
        return "source" if find_spec(name) else None


def _of_network(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What a manifest tells that is worth showing: name, checkpoint, files' hashes, and scores."""
    shown = ("model", "checkpoint", "sha256 of files")
    return {key: value for key, value in manifest.items() if key in shown or key.startswith("scores on")}


def _lines(found: Findings) -> list[str]:
    from onrecord.knowledge.files import read_toml

    lines = ["  ".join(f"{name} {value}" for name, value in found.program.items()), "", "Knowledge"]
    lines += [f"  {h.name:<24}{h.count:>9,} {h.unit:<10} {h.file}  sha256 {h.sha256[:_HASH]}" for h in found.knowledge]
    lines += ["", "Trained network"]
    for key, value in found.network.items():
        if key.startswith("scores on"):
            told = ", ".join(f"{name} {score}" for name, score in value.items()) if isinstance(value, dict) else value
            lines.append(f"  {key}: {told}")
        elif isinstance(value, dict):
            lines += [f"  {name:<24}sha256 {digest[:_HASH]}" for name, digest in value.items()]
        else:
            lines.append(f"  {value}")
    lines += ["", "Packages"]
    optional = read_toml("inventory.toml")["packages"]["optional"]
    for name, number in found.packages.items():
        use, how = optional.get(name, ("", ""))
        without = f"not installed: no {use}; for it, {how}" if use else "not installed"
        lines.append(f"  {name:<24}{number or without}")
    lines += ["", "Problems" if found.problems else "No problems."]
    for trouble in found.problems:
        lines += [f"  {trouble.what}", f"    -> {trouble.advice}"]
    return lines
