"""Exports: the incidents of a ledger, and what they rest on, in the formats that other programs read."""

from onrecord.publish.export.formats import FORMATS, Format, format_of
from onrecord.publish.export.layout import Field, Layout, layouts
from onrecord.publish.export.material import Entry, Material, Telling
from onrecord.publish.export.release import Release, release
from onrecord.publish.export.settings import Classify, Settings
from onrecord.publish.export.tables import coded_rows as report_rows
from onrecord.publish.export.tables import open_rows as table_rows

__all__ = [
    "FORMATS",
    "Classify",
    "Entry",
    "Field",
    "Format",
    "Layout",
    "Material",
    "Release",
    "Settings",
    "Telling",
    "format_of",
    "layouts",
    "release",
    "report_rows",
    "table_rows",
]
