"""Report -> Parsed: sentences, tokens, entities and coreference chains."""

from onrecord.parse.layout import readable
from onrecord.parse.parser import DEFAULT_MODEL, Parser, load_parser

__all__ = ["DEFAULT_MODEL", "Parser", "load_parser", "readable"]
