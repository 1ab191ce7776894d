"""What the tests of the desk share: a small ledger of invented reports, the desk on it, and a browser to walk it."""

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.desk import Export, make_app
from onrecord.filters import Filter
from onrecord.incidents import Told
from onrecord.ledger import Ledger
from onrecord.model import CodedReport
from onrecord.reconcile import reconcile
from onrecord.records import from_json
from tests import factories
from tests.ledger.builders import account, days, incident, killed, place, told
from tests.samples import GOLDEN, sample_reports

HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> "
    "The army said on Tuesday that rebels had shelled \u202eoksaM\u202c and \u0007killed 12 people. javascript:alert(1)"
)


def samples() -> Iterator[CodedReport]:
    """The sample reports as they were coded when last looked at."""
    for report in sample_reports():
        record = GOLDEN / f"{report.id}.json"
        if record.exists():
            yield from_json(json.loads(record.read_text(encoding="utf-8")), report.text)


def hostile() -> CodedReport:
    """A report that would like its words to be run, and that has them in every field that it can."""
    about = {"id": '../<b>h&#039;"', "publisher": "<script>1</script>", "url": "javascript:alert(1)"}
    report = factories.report(text=HOSTILE, title="<img src=x onerror=alert(1)>", **about)
    army = factories.source(text=HOSTILE, mention="The army", name="<i>army</i>")
    said = factories.claim(text=HOSTILE, content="rebels had shelled \u202eoksaM\u202c and \u0007killed 12 people")
    people = factories.toll(text=HOSTILE, mention="12 people", of="<u>people</u>", low=12, high=12, claims=("C1",))
    shelled = factories.event(text=HOSTILE, anchor="shelled", tolls=(people,))
    return factories.coded(report=report, sources=(army,), claims=(said,), events=(shelled,))


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The samples, the clash at Oskar as three papers tell it, a hostile report; and a placeless and a timeless one."""
    coded = [*samples(), *(told(n) for n in (1, 2, 3)), hostile()]
    with Ledger.open(tmp_path_factory.mktemp("desk") / "desk.onrecord") as opened:
        for one in coded:
            opened.add(one)
        found = reconcile([one for report in coded for one in Told.all_of(report)])
        opened.replace_incidents(found, whole=True)
        opened.replace_incidents(
            [
                incident("placeless", time=days("2024-02-01", "2024-02-03"), reports=("r-001",), tolls=killed(5, 5, 5)),
                incident("timeless", place=place("Seaport", 10.0, 20.0), reports=("r-001",)),
                incident("denied", polarity=False, reports=("r-001",), accounts=(account("The army", polarity=False),)),
            ]
        )
        yield opened


@pytest.fixture(scope="session")
def exports(ledger: Ledger) -> tuple[Export, ...]:
    """One export: the ids of the incidents, a line each."""

    def write(chosen: Filter, path: Path) -> None:
        path.write_text("".join(f"{i.id}\n" for i in ledger.incidents(chosen)), encoding="utf-8")

    return (Export("ids", "Ids", "ids.txt", "text/plain", write),)


@pytest.fixture(scope="session")
def desk(ledger: Ledger, exports: tuple[Export, ...]) -> Iterator[TestClient]:
    """The desk without a browser."""
    with TestClient(make_app(ledger, exports), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def address(ledger: Ledger, exports: tuple[Export, ...]) -> Iterator[str]:
    """Where the desk is served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(ledger, exports), log_level="error", ws="none", lifespan="off"))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        serving.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        serving.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; none is ever downloaded."""
    program = shutil.which("chromium")
    if program is None:
        reason = "no chromium is installed; install Debian's package `chromium` to run these tests"
        if os.environ.get("ONRECORD_NEED_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of the desk, on which nothing may go wrong and from which nothing may be fetched elsewhere."""
    troubles: list[str] = []
    context = browser.new_context(base_url=address, viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda err: troubles.append(str(err)))
    opened.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else troubles.append(asked.url))
    yield opened
    context.close()
    assert troubles == []
