"""The invented training reports: every quoted string stands in its text, every reference leads somewhere."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.coding.ontology import load_ontology
from onrecord.model import PLOVER_TYPES, Channel, Outcome, Status

CORPUS = Path(__file__).parent.parent / "corpus"
RECORDS = sorted(CORPUS.glob("*.json"))


def located(text: str, quoted: Any) -> bool:
    """True if a quoted string is in the text, and, where it names its surroundings, in just one place."""
    if quoted is None or isinstance(quoted, str):
        return quoted is None or quoted in text
    return text.count(quoted["near"]) == 1 and quoted["text"] in quoted["near"]


def quotes(record: Mapping[str, Any]) -> Iterator[Any]:
    """Every quoted string of a gold record."""
    yield from (s["mention"] for s in record["sources"])
    for claim in record["claims"]:
        yield from (claim["cue"], claim["content"])
    for event in record["events"]:
        yield from (event["anchor"], *event["also"], *event["actor"], *event["recipient"])
        yield from (t["text"] for t in event["tolls"])
        yield from (event[k]["text"] for k in ("place", "time") if event[k])


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_record_is_sound(path: Path) -> None:
    record, text = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")
    assert record["id"] == path.stem
    date.fromisoformat(record["published"])
    assert [q for q in quotes(record) if not located(text, q)] == []
    sources, claims = {s["id"] for s in record["sources"]}, {c["id"] for c in record["claims"]}
    assert {s["relays"] for s in record["sources"]} <= {*sources, None}
    assert {s["channel"] for s in record["sources"]} <= {c.value for c in Channel}
    assert {c["source"] for c in record["claims"]} <= sources
    assert {c["within"] for c in record["claims"]} <= {*claims, None}
    for event in record["events"]:
        _check_event(event, claims)


def _check_event(event: Mapping[str, Any], claims: set[str]) -> None:
    assert event["type"] in PLOVER_TYPES
    modes = load_ontology().type(event["type"]).modes
    assert event["mode"] is None or event["mode"] in modes
    assert event["status"] in {s.value for s in Status}
    assert isinstance(event["polarity"], bool)
    assert set(event["claims"]) <= claims
    if event["time"]:
        start, end = event["time"]["start"], event["time"]["end"]
        assert not (start and end) or date.fromisoformat(start) <= date.fromisoformat(end)
    for toll in event["tolls"]:
        assert toll["outcome"] in {o.value for o in Outcome}
        assert toll["low"] is not None or toll["high"] is not None
        assert toll["part_of"] is None or 0 <= toll["part_of"] < len(event["tolls"])
        assert set(toll.get("claims", ())) <= claims


def test_no_two_reports_have_one_text() -> None:
    texts = [p.read_text(encoding="utf-8") for p in CORPUS.glob("*.txt")]
    assert len(set(texts)) == len(texts) == len(RECORDS)
