"""`onrecord serve`."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import StopRun

if TYPE_CHECKING:
    from onrecord.desk import Export
    from onrecord.filters import Filter
    from onrecord.ledger import Ledger


def _loopback(context: click.Context, option: click.Parameter, value: str) -> str:
    try:
        local = value == "localhost" or ipaddress.ip_address(value).is_loopback
    except ValueError:
        local = False
    if not local:
        raise click.BadParameter(f"{value!r} is not this machine; the desk is served to it alone (127.0.0.1, ::1)")
    return value


@click.command()
@click.argument("ledger")
@click.option("--port", type=click.IntRange(1, 65535), default=8420, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, callback=_loopback, help="Address of this machine.")
def serve(ledger: str, port: int, host: str) -> None:
    """Show a ledger as web pages, to this machine alone.

    Open the address that is printed in a browser; stop with Ctrl-C. The pages only read, and fetch nothing from
    anywhere else.
    """
    import uvicorn

    from onrecord.desk import make_app
    from onrecord.ledger import Ledger

    _check_free(host, port)
    try:
        with Ledger.open(ledger, create=False) as opened:
            shown = f"[{host}]" if ":" in host else host
            click.echo(f"onrecord: {opened.name} is at http://{shown}:{port}/ (stop with Ctrl-C)", err=True)
            uvicorn.run(make_app(opened, exports_of(opened)), host=host, port=port, log_level="warning", ws="none")
    except StopRun as err:
        raise click.ClickException(str(err)) from err


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as err:
            raise click.ClickException(
                f"port {port} of {host} is not free ({err.strerror}); try --port {port + 1}"
            ) from err


def exports_of(ledger: "Ledger") -> "Iterator[Export]":
    """The formats in which incidents can be taken away, as `onrecord export` writes them."""
    from onrecord.cli.incident_rows import write_jsonl
    from onrecord.desk import Export
    from onrecord.exports import FORMATS, export

    for name, form in FORMATS.items():

        def write(chosen: "Filter", path: Path, name: str = name) -> None:
            export(ledger, name, path, chosen)

        yield Export(name, form.description, form.file, form.media_type, write)

    def write_lines(chosen: "Filter", path: Path) -> None:
        with path.open("w", encoding="utf-8") as out:
            write_jsonl(ledger.incidents(chosen), out)

    title = "Incidents with their accounts, one JSON object a line"
    yield Export("jsonl", title, "onrecord-incidents.jsonl", "application/x-ndjson", write_lines)
