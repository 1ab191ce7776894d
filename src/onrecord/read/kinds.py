"""What kind of input is this: plain text, a page, JSON Lines, a table, a feed, or a web archive?"""

import re

from onrecord.read.draft import Unreadable

KIND_OF_SUFFIX = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
}
KIND_OF_MEDIA = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
}

_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_WARC = b"WARC/"
_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def kind_by_name(name: str) -> str | None:
    """What a file's name says it is; None if it says nothing that is known here."""
    lower = name.lower()
    return next((kind for suffix, kind in KIND_OF_SUFFIX.items() if lower.endswith(suffix)), None)


def kind_of(head: bytes, named: str | None) -> str:
    """One of the values of KIND_OF_SUFFIX: as the input's name says, else as its first bytes look.

    What is named as text or as a feed and begins as a page is a page.

    Raises:
        Unreadable: it looks like JSON that is not one object a line, or that is not in UTF-8.
    """
    wide = head.startswith(_UTF_16)
    if wide and named == "jsonl":
        raise _in_utf_16()
    if named not in {None, "text", "feed"}:
        return str(named)
    if head.startswith(_WARC):
        return "warc"
    start = (head.decode("utf-16", "ignore").encode() if wide else head.removeprefix(_MARK)).lstrip()
    if _PAGE.match(start):
        return "html"
    if named:
        return named
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return "feed"
    if re.match(rb"\[\s*\{|\{\s*(?:\r?\n|\Z)", start):
        program = "'.[]'" if start.startswith(b"[") else "."
        raise Unreadable(
            "this is JSON, but not one object a line", f"turn it into JSONL, for example: jq -c {program} FILE.json"
        )
    if not re.match(rb"\{\s*\"", start):
        return "text"
    if wide:
        raise _in_utf_16()
    return "jsonl"


def _in_utf_16() -> Unreadable:
    """JSON is UTF-8; Windows PowerShell writes UTF-16 where its output is sent to a file with `>`."""
    return Unreadable("this is JSON Lines in UTF-16", "save the file as UTF-8 (with onrecord, use --out and not >)")
