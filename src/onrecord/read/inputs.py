"""Reports from whatever was named on the command line: files, folders, addresses, standard input."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, cast

from onrecord.model import Failure, Report
from onrecord.read.accept import accept
from onrecord.read.decoding import decode, refuse_binary
from onrecord.read.draft import About, Draft, Notice, Notify, Unreadable
from onrecord.read.feeds import Item, items
from onrecord.read.fetch import MAX_BYTES, Fetch, Fetched, fetch
from onrecord.read.jsonl import lines, parse_line
from onrecord.read.kinds import KIND_OF_MEDIA, KIND_OF_SUFFIX, kind_by_name, kind_of
from onrecord.read.plain import unify_line_ends
from onrecord.read.tables import rows
from onrecord.read.warc import Archive

_STDIN = "standard input"
_PEEK_BYTES = 2_048
_WANTED = ", ".join(KIND_OF_SUFFIX)
_GIVE_REPORTS = "give a report with text"
_NAME_IT = "name it on the command line to have it read all the same"


def _ignore(notice: Notice) -> None:
    """Nobody asked for notices."""


def read_inputs(
    inputs: Sequence[str],
    about: About | None = None,
    *,
    fetch: Fetch = fetch,
    stdin: IO[bytes] | None = None,
    notify: Notify = _ignore,
) -> Iterator[Report | Failure]:
    """The reports of files, folders, http(s) addresses and `-` (standard input), in order, as they are read.

    What cannot be used comes out as a Failure in its place, and the others go on.  A folder gives its files of known
    kinds and those of its subfolders, sorted by path; names that begin with a dot are left out.  Of a feed's items,
    those that do not hold their article are fetched.  A report whose id was seen before is a Failure.  `notify` is told
    what the reader of the results should know.
    """
    desk = _Desk(about or About(), fetch, stdin, notify)
    for name in inputs:
        yield from desk.read(name)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One run over inputs; `seen` holds for each id where it was first met, `told` the files with a hint already."""

    about: About
    fetch: Fetch
    stdin: IO[bytes] | None
    notify: Notify
    seen: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def read(self, name: str) -> Iterator[Report | Failure]:
        try:
            if not name.strip():
                raise Unreadable("an input without a name", "name a file, a folder (. for this one) or an address")
            if name == "-":
                yield from self._stream(self._standard_input(), _STDIN, None)
            elif "://" in name:
                yield from self._address(name)
            elif Path(name).is_dir():
                yield from self._folder(Path(name))
            else:
                yield from self._file(Path(name))
        except Unreadable as err:
            yield _failure(name if name.strip() else repr(name), err)
        except OSError as err:
            yield _failure(name, _file_trouble(name, err))

    def _standard_input(self) -> IO[bytes]:
        if self.stdin is not None:
            return self.stdin
        if sys.stdin is None:  # the program was started with it closed
            raise Unreadable("there is no standard input", "pipe a text into the command, or name a file")
        return sys.stdin.buffer

    def _file(self, path: Path) -> Iterator[Report | Failure]:
        if "\0" in str(path):
            raise Unreadable("no file has a name with a NUL character", "check the name")
        with path.open("rb") as stream:
            yield from self._stream(stream, str(path), kind_by_name(path.name))

    def _folder(self, folder: Path) -> Iterator[Report | Failure]:
        closed: list[OSError] = []
        paths = sorted(_files(folder, closed.append))
        for path in paths:
            if kind_by_name(path.name):
                yield from self.read(str(path))
            else:
                yield Failure(str(path), f"left out: not a {_WANTED} file", _NAME_IT, skipped=True)
        for err in closed:
            yield _failure(str(err.filename), _file_trouble(str(err.filename), err))
        if not paths and not closed:
            yield Failure(str(folder), "there are no files in this folder", f"give a folder with {_WANTED} files")

    def _stream(self, stream: IO[bytes], where: str, kind: str | None) -> Iterator[Report | Failure]:
        peekable = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(RawIOBase, stream))
        head = peekable.peek(_PEEK_BYTES)[:_PEEK_BYTES]
        if not head:
            yield Failure(where, "it is empty", _GIVE_REPORTS)
            return
        kind = kind_of(head, kind)
        if kind == "jsonl":
            yield from self._lines(peekable, where)
        elif kind == "table":
            for row in rows(peekable):
                place = f"{where}:row {row.number}"
                yield self._settle(partial(row.draft, place), place)
        elif kind == "warc":
            yield from self._archive(peekable, where)
        elif kind == "feed":
            yield from self._feed(peekable.read(MAX_BYTES + 1), where)
        else:
            raw = peekable.read(MAX_BYTES + 1)
            yield self._settle(partial(self._document, raw, where, kind), where)

    def _lines(self, stream: IO[bytes], where: str) -> Iterator[Report | Failure]:
        line = None
        for line in lines(stream):
            place = f"{where}:{line.number}"
            yield self._settle(partial(parse_line, line, place), place)
        if line is None:
            yield Failure(where, "it is blank", _GIVE_REPORTS)

    def _archive(self, stream: IO[bytes], where: str) -> Iterator[Report | Failure]:
        archive = Archive(stream)
        for page in archive.pages():
            place = f"{where}:{page.url}"
            yield self._settle(partial(self._answer, page, place), place)
        if left_out := archive.summary():
            yield Failure(where, f"records that are no pages were left out: {left_out}", skipped=True)

    def _feed(self, raw: bytes, where: str) -> Iterator[Report | Failure]:
        if len(raw) > MAX_BYTES:
            raise Unreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB", "split it")
        for item in items(raw):
            place = f"{where}:item {item.number}"
            yield self._settle(partial(self._item, item, place), place)

    def _item(self, item: Item, where: str) -> Draft:
        if item.article is None and item.url:
            return item.completed(self._answer(self.fetch(item.url), item.url))
        return item.completed(self._document(item.page().encode(), where, "html", charset="utf-8"))

    def _answer(self, answer: Fetched, where: str) -> Draft:
        kind = _kind_of_answer(answer)
        if kind not in {"html", "text"}:
            raise Unreadable("this is no page with an article", "give the address of the article")
        return self._document(answer.body, where, kind, url=answer.url, charset=answer.charset)

    def _address(self, url: str) -> Iterator[Report | Failure]:
        if url.split(":")[0].lower() not in {"http", "https"}:
            raise Unreadable("only http and https addresses are read", "download the page and give the file")
        answer = self.fetch(url)
        if _kind_of_answer(answer) == "feed":
            yield from self._feed(answer.body, url)
        else:
            yield self._settle(partial(self._answer, answer, url), url)

    def _document(
        self, raw: bytes, where: str, kind: str, *, url: str | None = None, charset: str | None = None
    ) -> Draft:
        if len(raw) > MAX_BYTES:
            raise Unreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB", "split it into single reports")
        if kind == "html":
            from onrecord.read.page import decode_page, read_page  # trafilatura takes a second to load

            decoded = decode_page(raw, charset)
            draft = read_page(where, decoded.text, url)
        else:
            decoded = decode(raw, charset)
            text, offsets = unify_line_ends(decoded.text)
            draft = Draft(where, text, url=url, offsets=offsets)
        if decoded.note:
            self.notify(Notice(where, decoded.note))
        return draft

    def _settle(self, find: Callable[[], Draft], where: str) -> Report | Failure:
        try:
            draft = find()
            report = accept(draft, self.about)
        except Unreadable as err:
            return _failure(where, err)
        first = self.seen.get(report.id)
        if first is None:
            self.seen[report.id] = where
            self._hint(draft, report.published)
            return report
        if draft.id:
            reason = f"its id {draft.id!r} stands already in {first}"
            return Failure(where, reason, "give every report an id of its own")
        return Failure(where, f"the same text as {first}", skipped=True)

    def _hint(self, draft: Draft, published: date | None) -> None:
        """Tell of a date of publication that is likely to be a slip, or to have been missed."""
        if published and published > date.today() + timedelta(days=1):  # a day ahead in other parts of the world
            self.notify(Notice(draft.where, f"its day of publication, {published}, is yet to come; check it"))
        file = draft.where.rpartition(":")[0]
        if draft.passed_over and published is None and file not in self.told:
            self.told.add(file)
            names = ", ".join(f"`{name}`" for name in draft.passed_over)
            advice = "call it `published` if it holds the day of publication"
            self.notify(Notice(file, f"{names} was left alone; {advice}"))


def _files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in names if not name.startswith("."))


def _kind_of_answer(answer: Fetched) -> str:
    if kind := KIND_OF_MEDIA.get(answer.media_type):
        return kind_of(answer.body[:_PEEK_BYTES], kind)
    refuse_binary(answer.body)
    raise Unreadable(
        f"the address answers with {answer.media_type}, not with a web page", "download it and give its text as a file"
    )


def _failure(where: str, err: Unreadable) -> Failure:
    return Failure(where, err.reason, err.advice, skipped=err.left_out)


def _file_trouble(name: str, err: OSError) -> Unreadable:
    if isinstance(err, FileNotFoundError):
        web = "for a web page, begin with https://; " if name.startswith("www.") else ""
        return Unreadable("there is no such file or folder", f"{web}check the name (or give the text itself with -)")
    if isinstance(err, PermissionError):
        return Unreadable("it may not be read", "ask for the right to read it")
    return Unreadable(f"it could not be read: {err.strerror}", "check the name")
