"""Parsed -> Attribution: who says what, by whose relay, through which channel."""

from onrecord.attribute.assemble import assemble
from onrecord.attribute.finders import Finder, by_network, by_rules
from onrecord.attribute.findings import Finding
from onrecord.model import Attribution
from onrecord.network.reading import Reading
from onrecord.parsed import Parsed

__all__ = ["Finder", "Finding", "assemble", "attribute", "by_network", "by_rules"]


def attribute(parsed: Parsed, find: Finder = by_rules, reading: Reading | None = None) -> Attribution:
    """The sources of a report and the claims they make."""
    return assemble(parsed, find(parsed, reading))
