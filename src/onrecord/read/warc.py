"""The pages that a web archive (WARC) holds."""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from onrecord.read.draft import Unreadable
from onrecord.read.fetch import MAX_BYTES, Fetched

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_ADVICE = "if the download of the archive broke off, download it again; what came before this was read"
_KINDS_NAMED = 6


@dataclass(slots=True)
class Archive:
    """A web archive as it is read; `left_out` counts what was no page, by kind."""

    stream: IO[bytes]
    left_out: Counter[str] = field(default_factory=Counter)
    records: int = 0

    def pages(self) -> Iterator[Fetched]:
        """The pages and plain texts that were answered with success, in their order.

        Raises:
            Unreadable: it is no web archive, or breaks off; the pages before that are given first.
        """
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        try:
            for record in ArchiveIterator(self.stream):
                self.records += 1
                page = self._page(record)
                if page:
                    yield page
        except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as err:
            raise Unreadable(f"the web archive cannot be read on from here: {err}", _ADVICE) from err
        if not self.records:
            raise Unreadable("there are no records in this web archive", "check that it was downloaded whole")

    def _page(self, record: Any) -> Fetched | None:
        if record.rec_type not in {"response", "resource"}:
            if record.rec_type not in {"warcinfo", "request", "metadata"}:  # these speak of pages, and are none
                self.left_out[record.rec_type] += 1
            return None
        headers = record.http_headers
        media, charset = _media(headers.get_header("Content-Type") if headers else record.content_type)
        status = headers.get_statuscode() if headers else "200"
        if status != "200" or media not in _PAGES:
            self.left_out[media if status == "200" else f"status {status}"] += 1
            return None
        body = record.content_stream().read(MAX_BYTES + 1)
        if len(body) <= MAX_BYTES and record.raw_stream.limit > 0 and not record.raw_stream.read(1):
            raise Unreadable("the web archive breaks off in this record", _ADVICE)
        return Fetched(body, record.rec_headers.get_header("WARC-Target-URI") or "", media, charset)

    def summary(self) -> str | None:
        """What was left out, in words; None if nothing was."""
        if not self.left_out:
            return None
        named = [f"{n} {kind}" for kind, n in self.left_out.most_common(_KINDS_NAMED)]
        more = self.left_out.total() - sum(n for _, n in self.left_out.most_common(_KINDS_NAMED))
        return ", ".join([*named, f"{more} others"] if more else named)


def _media(content_type: str | None) -> tuple[str, str | None]:
    media, _, rest = (content_type or "unknown").partition(";")
    charset = rest.partition("charset=")[2].strip(" \"';") or None
    return media.strip().lower(), charset
