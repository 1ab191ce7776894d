"""Processes that write at once, and processes that are killed while they write."""

import multiprocessing
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from tests.ledger.builders import told, write

PATIENCE_SECONDS = 60
_processes = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module", autouse=True)
def _quick_processes() -> None:
    _processes.set_forkserver_preload(["tests.ledger.builders"])


def _start(where: str, numbers: Sequence[int]) -> tuple[BaseProcess, Connection]:
    """A process that adds reports of these numbers, once it has said that it is ready to."""
    ours, theirs = _processes.Pipe(duplex=False)
    process = _processes.Process(target=write, args=(where, numbers, theirs))
    process.start()
    theirs.close()
    assert ours.poll(PATIENCE_SECONDS)
    assert ours.recv() == "ready"
    return process, ours


def _said(heard: Connection) -> list[str]:
    """All that a process has said until it ended."""
    words = []
    with suppress(EOFError):
        while heard.poll(PATIENCE_SECONDS):
            words.append(heard.recv())
    return words


def _ingest_and_kill(where: str, numbers: Sequence[int], after: float) -> list[str]:
    """The ids that a process had said were kept when it was killed."""
    process, heard = _start(where, numbers)
    time.sleep(after)
    process.kill()
    process.join(PATIENCE_SECONDS)
    said = _said(heard)
    heard.close()
    assert not [word for word in said if word.startswith("stopped")]
    return [word for word in said if word != "done"]


def _check(ledger: Ledger, kept: Sequence[str]) -> None:
    """Nothing that was said to be kept is lost, and nothing is there by half."""
    there = {coded.report.id: coded for coded in ledger.reports()}
    assert set(kept) <= set(there)
    assert list(there.values()) == [told(int(id.removeprefix("r-"))) for id in there]
    counts, one = ledger.counts(), told(0)
    n = len(there)
    assert (counts.reports, counts.codings) == (n, n)
    assert (counts.sources, counts.claims, counts.events) == (
        n * len(one.sources),
        n * len(one.claims),
        n * len(one.events),
    )


def test_kill_minus_nine_at_any_moment_loses_nothing_and_doubles_nothing(where: str) -> None:
    rounds, each = (50, 6) if "://" not in where else (15, 6)
    chance = random.Random(20240306)
    kept: list[str] = []
    broken_off = 0
    with Ledger.open(where) as ledger:
        for n in range(rounds):
            said = _ingest_and_kill(where, range(n * each, (n + 1) * each), chance.uniform(0, 0.15))
            broken_off += len(said) < each
            kept += said
        _check(ledger, kept)
        assert broken_off > rounds / 5  # or nothing would have been tried
        process, heard = _start(where, range(rounds * each))
        assert _said(heard)[-1] == "done"
        process.join(PATIENCE_SECONDS)
        assert ledger.counts().reports == rounds * each
        _check(ledger, kept)


def test_a_ledger_whose_making_was_broken_off_can_be_made(tmp_path: Path) -> None:
    chance = random.Random(20240307)
    for n in range(8):
        where = str(tmp_path / f"{n}.onrecord")
        kept = _ingest_and_kill(where, range(3), chance.uniform(0, 0.3))
        with Ledger.open(where) as ledger:
            _check(ledger, kept)
            ledger.add(told(2))
            assert ledger.has("r-002")


def test_two_writers_at_once_do_not_disturb_one_another(blank: str) -> None:
    both = [_start(blank, range(12)), _start(blank, range(6, 18))]
    for process, heard in both:
        assert _said(heard)[-1] == "done"
        process.join(PATIENCE_SECONDS)
    with Ledger.open(blank, create=False) as ledger:
        assert ledger.counts().reports == 18
        _check(ledger, [])
