"""Is this draft a report that can be coded?  The last look at a text before it becomes a Report."""

import re
from datetime import date

from onrecord.model import Report
from onrecord.read.draft import About, Draft, Unreadable
from onrecord.read.language import settle_language

MAX_CHARS = 200_000  # some 35,000 words; beyond it the parser wants 0.3 GB for every further 100,000 characters
_FIRST_YEAR, _LAST_YEAR = 1600, 2200  # the first newspapers are of 1605; a day outside is a slip of whoever wrote it
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def accept(draft: Draft, about: About) -> Report:
    """The draft as a report, with what `about` adds.

    Raises:
        Unreadable: it is blank, too long, broken, not in English, or published on a day that cannot be.
    """
    check_text(draft.text)
    first, second = (draft, about) if draft.is_record else (about, draft)
    published = first.published or second.published
    _check_day(published)
    return Report.make(
        draft.text,
        id=draft.id,
        url=draft.url,
        publisher=first.publisher or second.publisher,
        byline=draft.byline,
        published=published,
        title=draft.title,
        language=settle_language(draft.text, first.language or second.language, force=about.force),
        offsets=draft.offsets,
    )


def _check_day(published: date | None) -> None:
    if published and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        raise Unreadable(
            f"its day of publication cannot be {published}",
            f"write a day between the years {_FIRST_YEAR} and {_LAST_YEAR}, or leave it out",
        )


def check_text(text: str) -> None:
    """Let pass what has words, is whole, and is short enough to be parsed.

    Raises:
        Unreadable: it is not so.
    """
    if not text:
        raise Unreadable("it is empty", "give a report with text")
    if not any(map(str.isalpha, text)):
        blank = not text.strip()
        raise Unreadable("it is blank" if blank else "there are no words in it", "give a report with text")
    if len(text) > MAX_CHARS:
        raise Unreadable(
            f"it is too long: {len(text):,} characters, and a report may have {MAX_CHARS:,}",
            "split it into single reports, one a file or one a line of JSONL",
        )
    if broken := _SURROGATE.search(text):
        raise Unreadable(
            f"it holds half a character (a lone surrogate) at offset {broken.start()}", "repair its encoding"
        )
