"""On which day does a page itself state that it was published?"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from lxml.html import HtmlElement  # type: ignore[import-untyped]

# Names under which pages state their own date of publication in <meta>, in lower case.
_PUBLICATION = frozenset(
    [
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "article.published",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "published_at",
        "date",
        "dc.date",
        "dc.date.issued",
        "dc.date.created",
        "dcterms.date",
        "dcterms.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "citation_date",
        "citation_publication_date",
    ]
)
_MODIFIED = re.compile(r"modif|updat|revis|expir|copyright", re.IGNORECASE)
_DATED = re.compile(r"date|time|publi|posted|byline|dateline|meta|created|issued", re.IGNORECASE)
_LD_DATE = re.compile(r'"(?:datePublished|dateCreated|uploadDate)"\s*:\s*"([^"]{4,40})"')
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_LONGEST_NOTE = 200  # characters; a longer element is the article itself, not a note of its date
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def stated_day(tree: HtmlElement, guess: date | None, url: str | None) -> date | None:
    """The day that the page's metadata give; else the guess, if it stands in a note of date or in the address.

    A date that stands in the article's words alone is not the page's statement of its own.
    """
    for text in _declared(tree):
        for written in _ISO_DAY.findall(text):
            if day := _calendar_day(written):
                return day
    if guess is None:
        return None
    pattern = _written(guess)
    return guess if any(pattern.search(text) for text in (url or "", *_declared(tree), *_noted(tree))) else None


def _calendar_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # 2024-02-31
        return None


def _declared(tree: HtmlElement) -> Iterator[str]:
    """What the page declares as its date of publication, for machines."""
    for script in tree.iter("script"):
        if "json" in script.get("type", ""):
            yield from _LD_DATE.findall(script.text or "")
    for element in tree.iter("meta", "time", "span"):
        names = {element.get(key, "").lower() for key in ("name", "property", "itemprop")}
        if names & _PUBLICATION or (element.tag == "time" and "pubdate" in element.attrib):
            yield element.get("content") or element.get("datetime") or ""


def _noted(tree: HtmlElement) -> Iterator[str]:
    """What short elements that are marked as dates say, for people."""
    for element in tree.iter("time", "abbr", "span", "div", "p", "small", "em", "li", "h6", "dd"):
        name = " ".join(element.get(key, "") for key in ("itemprop", "class", "id"))
        if _MODIFIED.search(name) or not (element.tag == "time" or _DATED.search(name)):
            continue
        yield from (element.get(key, "") for key in ("datetime", "title"))
        text = element.text_content()
        if len(text) <= _LONGEST_NOTE:
            yield text


@cache
def _written(day: date) -> re.Pattern[str]:
    """A day in the ways that pages write it, in figures and in English words."""
    y, m, d = day.year, f"0?{day.month}", f"0?{day.day}"
    month = _MONTHS[day.month - 1]
    name = rf"(?:{month}|{month[:3]}t?\.?)"
    return re.compile(
        rf"(?<!\d)(?:{y}[-/._]?{day.month:02}[-/._]?{day.day:02}(?=\D|$|\d{{4,6}}\b)"
        rf"|{y}[-/.]{m}[-/.]{d}(?!\d)"
        rf"|{y}/{month[:3]}/{d}(?!\d)"
        rf"|{d}[-/.]{m}[-/.]{y}|{m}[-/.]{d}[-/.]{y}"
        rf"|{d}(?:st|nd|rd|th)?[\s,]+(?:of\s+)?{name}[\s,]+{y}"
        rf"|{name}\s+{d}(?:st|nd|rd|th)?[\s,]+{y})",
        re.IGNORECASE,
    )
