"""Incidents as points on a map, those that are no deeds marked in words; those without a place have no geometry."""

from onrecord.publish.export import wording
from onrecord.publish.export.material import Material, Rows
from onrecord.publish.export.names import Names
from onrecord.publish.export.tables import incident_row


def rows(material: Material, names: Names) -> Rows:
    """A feature for each incident."""
    for entry in material.entries():
        words = {"label": wording.summary(entry, names), "said": wording.said(entry, names)}
        yield "incidents", incident_row(entry, names) | words
