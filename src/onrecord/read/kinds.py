"""What kind of input is this: plain text, a page, or JSON Lines?"""

import re

from onrecord.read.draft import Unreadable

KIND_OF_SUFFIX = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
KIND_OF_MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
TABLES = frozenset({".csv", ".tsv"})

_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_MARK = b"\xef\xbb\xbf"


def kind_of(head: bytes, named: str | None) -> str:
    """ "text", "html" or "jsonl": as the input's name says, else as its first bytes look.

    What is named as text and begins as a page is a page.

    Raises:
        Unreadable: it looks like a feed or like JSON that is not one object a line.
    """
    if named in {"html", "jsonl"}:
        return named
    start = head.removeprefix(_MARK).lstrip()
    if _PAGE.match(start):
        return "html"
    if named == "text":
        return named
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        raise Unreadable("this is XML, and feeds are not read yet", "give its texts as JSONL, one object a report")
    if re.match(rb"\[\s*\{|\{\s*(?:\r?\n|\Z)", start):
        program = "'.[]'" if start.startswith(b"[") else "."
        raise Unreadable(
            "this is JSON, but not one object a line", f"turn it into JSONL, for example: jq -c {program} FILE.json"
        )
    return "jsonl" if re.match(rb"\{\s*\"", start) else "text"
