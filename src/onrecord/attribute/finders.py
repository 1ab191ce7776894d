"""The ways of finding attributions: the rules alone, or the trained network's reading together with them."""

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.attribute import neural, rules
from onrecord.attribute.combine import combine
from onrecord.attribute.findings import Finding
from onrecord.network.reading import Reading
from onrecord.parsed import Parsed

Finder = Callable[[Parsed, Reading | None], tuple[Finding, ...]]


def by_rules(parsed: Parsed, reading: Reading | None = None) -> tuple[Finding, ...]:
    """What the rules find, whatever the network reads."""
    return rules.find(parsed)


def by_network(manifest: Mapping[str, Any]) -> Finder:
    """The finder that puts the network's findings and the rules' together, tuned as the network's manifest says."""
    tuning = neural.Tuning.of(manifest)

    def find(parsed: Parsed, reading: Reading | None) -> tuple[Finding, ...]:
        ruled = rules.find(parsed)
        return combine(parsed.text, neural.find(parsed, reading, tuning), ruled) if reading else ruled

    return find
