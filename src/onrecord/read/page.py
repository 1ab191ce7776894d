"""The report that an HTML page holds: its text, and what the page states of it."""

import re
from datetime import date

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from onrecord.read.accept import check_text
from onrecord.read.align import align
from onrecord.read.decoding import Decoded, decode
from onrecord.read.draft import Draft, Unreadable
from onrecord.read.stated import stated_day

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4_096  # a page must name its character set near its top (HTML standard: 1,024)
_ROW = re.compile(r"^\|\s*|\s*\|\s*$")
_ITEM = re.compile(r"^- ")
_SENTENCE_END = re.compile(r"[.!?…。।።؟۔](?:[\"'”’»)\]]|\s|$)")
_FEWEST_WORDS = 6
# What the extractor and its parsers may raise on pages that are broken beyond what they foresee.
_TROUBLES = (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
_NO_ARTICLE = "save the article's text to a .txt file and give that (pages built by scripts hold no text of their own)"


def read_page(where: str, page: str, url: str | None = None) -> Draft:
    """The article of an HTML page, with the title, byline, publisher, date and address that the page states.

    Paragraphs are parted by a blank line; `offsets` leads back to `page`.

    Raises:
        Unreadable: there is no article in it.
    """
    found = _extract(page, url)
    text = _clean(found.text or "") if found else ""
    if not found or not _is_prose(text):
        raise Unreadable("no article was found in this HTML page", _NO_ARTICLE)
    check_text(text)  # before its words are looked for in the page
    return Draft(
        where=where,
        text=text,
        url=url or found.url,
        publisher=found.sitename,
        byline=found.author,
        published=_day(found.date, page, url or found.url),
        title=found.title,
        offsets=align(text, page),
    )


def decode_page(raw: bytes, charset: str | None = None) -> Decoded:
    """The characters of a page: in the character set that the server gives, else that which the page names."""
    named = _CHARSET.search(raw[:_HEAD_BYTES])
    return decode(raw, charset or (named[1].decode("ascii", "replace") if named else None))


def _extract(page: str, url: str | None) -> Document | None:
    try:
        found = bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "deferred_url_extractor": True},
        )
    except _TROUBLES as err:
        raise Unreadable(f"this HTML page could not be taken apart ({type(err).__name__}: {err})", _NO_ARTICLE) from err
    return found if isinstance(found, Document) else None


def _clean(extracted: str) -> str:
    lines = (_ITEM.sub("", _ROW.sub("", line.strip())) for line in extracted.split("\n"))
    words = (" ".join(line.split()) for line in lines)
    return "\n\n".join(line for line in words if line)


def _is_prose(text: str) -> bool:
    """True if there is a line that reads as a sentence, and not only menus and buttons."""
    return any(len(line.split()) >= _FEWEST_WORDS and _SENTENCE_END.search(line) for line in text.split("\n"))


def _day(found: str | None, page: str, url: str | None) -> date | None:
    tree = load_html(page)
    return stated_day(tree, date.fromisoformat(found) if found else None, url) if tree is not None else None
