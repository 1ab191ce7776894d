"""Parsed -> Attribution: who says what, by whose relay, through which channel."""

from onrecord.attribute import rules
from onrecord.attribute.assemble import assemble
from onrecord.attribute.finders import FINDERS, Finder, load_finder
from onrecord.attribute.findings import Finding
from onrecord.model import Attribution
from onrecord.parsed import Parsed

__all__ = ["FINDERS", "Finder", "Finding", "assemble", "attribute", "load_finder"]


def attribute(parsed: Parsed, find: Finder = rules.find) -> Attribution:
    """The sources of a report and the claims they make."""
    return assemble(parsed, find(parsed))
