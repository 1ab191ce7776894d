"""From files, folders, addresses, standard input and JSON Lines to reports."""

from onrecord.read.draft import About, Notice, Unreadable
from onrecord.read.fetch import Fetched, fetch
from onrecord.read.inputs import read_inputs

__all__ = ["About", "Fetched", "Notice", "Unreadable", "fetch", "read_inputs"]
