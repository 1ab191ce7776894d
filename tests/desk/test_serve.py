import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from onrecord.cli import main
from onrecord.cli.serve import exports_of
from onrecord.desk import make_app
from onrecord.exports import FORMATS
from onrecord.ledger import Ledger


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org", ""])
def test_the_desk_is_not_served_to_other_machines(host: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "none"), "--host", host])
    assert done.exit_code == 2
    assert "not this machine" in done.output


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    where = tmp_path / "none.onrecord"
    done = CliRunner().invoke(main, ["serve", str(where), "--port", "18420"])
    assert done.exit_code == 1
    assert not where.exists()


def test_a_port_that_is_taken_is_told_with_another_to_try(ledger: Ledger) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", ledger.name, "--port", str(port)])
    assert done.exit_code == 1
    assert f"--port {port + 1}" in done.output


@pytest.fixture(scope="module")
def served(ledger: Ledger) -> TestClient:
    return TestClient(make_app(ledger, exports_of(ledger)), base_url="http://localhost")


@pytest.mark.parametrize("name", [*FORMATS, "jsonl"])
def test_every_export_can_be_taken_from_the_desk(served: TestClient, name: str) -> None:
    answer = served.get(f"/export/{name}?text=hospital")
    assert answer.status_code == 200, answer.text
    assert len(answer.content) > 100
    assert "attachment" in answer.headers["content-disposition"]
