"""The items of a web feed (RSS or Atom): those that hold their article, and those that only point to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

from onrecord.read.draft import Draft, Unreadable

_BROKEN = "check the address, or save the articles and give their files"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed; `article` is the HTML of the whole article where the feed has it."""

    number: int
    title: str | None
    url: str | None
    published: date | None
    byline: str | None
    publisher: str | None
    article: str | None

    def page(self) -> str:
        """The article as a web page.

        Raises:
            Unreadable: the feed does not have it.
        """
        if not self.article:
            raise Unreadable("this item has neither its article nor an address", "ask the publisher of the feed")
        title = escape(self.title or "")
        return f"<html><head><title>{title}</title></head><body><article>{self.article}</article></body></html>"

    def completed(self, draft: Draft) -> Draft:
        """The draft with what the feed says of it; the feed's word on its date prevails, it is made for machines."""
        return replace(
            draft,
            url=self.url or draft.url,
            title=self.title or draft.title,
            published=self.published or draft.published,
            byline=draft.byline or self.byline,
            publisher=draft.publisher or self.publisher,
        )


def items(raw: bytes) -> Iterator[Item]:
    """The items of a feed in their order.

    Raises:
        Unreadable: it is no feed, or an empty one.
    """
    import feedparser  # a tenth of a second that most runs never need

    feed = feedparser.parse(raw, sanitize_html=True, resolve_relative_uris=False)
    if not feed.get("version"):  # feedparser sets none where there is nothing to parse
        what = (
            "this is XML, but no RSS or Atom feed" if raw.lstrip().startswith(b"<") else "this is no RSS or Atom feed"
        )
        raise Unreadable(what, "give its texts as JSONL, one object a report")
    if not feed.entries:
        reason = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise Unreadable(f"there are no items in this feed{reason}", _BROKEN)
    publisher = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, start=1):
        yield _item(number, entry, publisher)


def _item(number: int, entry: Mapping[str, Any], publisher: str | None) -> Item:
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    articles = [part.get("value") or "" for part in entry.get("content", ())]
    link = entry.get("link") or ""
    return Item(
        number=number,
        title=entry.get("title") or None,
        url=link if link.startswith(("http://", "https://")) else None,
        published=date(*day[:3]) if day else None,
        byline=entry.get("author") or None,
        publisher=publisher or None,
        article=max(articles, key=len, default="") or None,
    )
