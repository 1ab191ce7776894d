"""Parsed -> Attribution: who says what, by whose relay, through which channel."""

from onrecord.attribute.assemble import assemble
from onrecord.attribute.findings import Finding
from onrecord.attribute.rules import find
from onrecord.model import Attribution
from onrecord.parsed import Parsed

__all__ = ["Finding", "assemble", "attribute", "find"]


def attribute(parsed: Parsed) -> Attribution:
    """The sources of a report and the claims they make."""
    return assemble(parsed, find(parsed))
