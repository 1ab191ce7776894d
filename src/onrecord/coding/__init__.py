"""Parsed, Attribution -> events: which political acts a report tells of, between whom, how real, and on whose word."""

from onrecord.coding.coder import code

__all__ = ["code"]
