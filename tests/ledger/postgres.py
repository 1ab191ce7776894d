"""A PostgreSQL server for the tests: its own, on this machine alone, in a folder that goes when it stops."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

START_SECONDS = 60.0


def folder_of_programs() -> Path | None:
    """Where `initdb` and `postgres` are: on the path, or where Debian puts them; None if they are not installed."""
    on_path = shutil.which("initdb")
    candidates = [Path(on_path).resolve().parent] if on_path else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((c for c in candidates if (c / "initdb").exists() and (c / "postgres").exists()), None)


def _user() -> str | None:
    """Whom to run the server as: it refuses to be run by root."""
    return None if os.geteuid() else "nobody"


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a running server, to which the name of a database can be added."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    port = _free_port()
    initialise = [
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "onrecord",
        "-A",
        "trust",
        "-N",
        "--locale=C.UTF-8",
    ]
    subprocess.run(initialise, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    options = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": "", "fsync": "off"}
    options |= {"full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0", "shared_buffers": "32MB"}
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    server = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", *settings], stderr=subprocess.DEVNULL, user=user, cwd=folder
    )
    try:
        address = f"postgresql://onrecord@127.0.0.1:{port}"
        _wait(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing in it is wanted any more
        server.wait(START_SECONDS)
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"{address}/postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
