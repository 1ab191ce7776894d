"""Addresses of the desk's pages.  Ids and names may hold anything, so that they stand in parameters, never in paths."""

from urllib.parse import urlencode, urlsplit

from onrecord.spans import Span


def incident_page(id: str) -> str:
    """The page of an incident."""
    return f"/incident?{urlencode({'id': id})}"


def source_page(name: str) -> str:
    """The page of a source."""
    return f"/source?{urlencode({'name': name})}"


def reader(id: str, span: Span | None = None, *, event: str | None = None) -> str:
    """A report in the reader, with these words of it marked, or else the words that carry an event."""
    asked = {"id": id}
    if span:
        asked["mark"] = f"{span.start}-{span.end}"
        return f"/report?{urlencode(asked)}#c{span.start}"
    if event:
        asked["event"] = event
        return f"/report?{urlencode(asked)}#marked"
    return f"/report?{urlencode(asked)}"


def outside(url: str | None) -> str | None:
    """An address of a report that may be followed: only the web's own schemes."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None
