"""The desk: a ledger as web pages to read at, on this machine alone."""

from onrecord.desk.app import make_app
from onrecord.desk.store import Export, Store

__all__ = ["Export", "Store", "make_app"]
