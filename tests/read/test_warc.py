from gzip import compress
from pathlib import Path

import pytest

from onrecord.model import Failure, Report
from onrecord.read import read_inputs
from tests.website import PAGE


def _archive(*, gzip: bool = True, answers: tuple[tuple[str, str, str, bytes], ...]) -> bytes:
    records = [_record("warcinfo", "", "application/warc-fields", b"software: a test\r\n")]
    for url, status, media, body in answers:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + body
        records.append(_record("response", url, "application/http; msgtype=response", http))
    return b"".join(compress(record) if gzip else record for record in records)


def _record(kind: str, url: str, media: str, block: bytes) -> bytes:
    about = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
    return f"{about}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


BRIDGE = ("https://post.example.org/bridge", "200 OK", "text/html; charset=utf-8", PAGE.encode())
ALL = (
    BRIDGE,
    ("https://post.example.org/logo", "200 OK", "image/png", b"\x89PNG"),
    ("https://post.example.org/gone", "404 Not Found", "text/html", b"<p>gone</p>"),
    ("https://post.example.org/menu", "200 OK", "text/html", b"<html><p>Home</p></html>"),
)


@pytest.mark.parametrize(
    ("name", "gzip"),
    [pytest.param("a.warc.gz", True, id="compressed"), pytest.param("a.warc", False, id="plain"), ("noname", False)],
)
def test_the_pages_of_an_archive_are_reports_and_the_rest_is_told(tmp_path: Path, name: str, gzip: bool) -> None:
    path = tmp_path / name
    path.write_bytes(_archive(gzip=gzip, answers=ALL))
    report, menu, rest = read_inputs([str(path)])
    assert isinstance(report, Report)
    assert "The army said on Friday it had killed at least 12 rebels" in report.text
    assert report.url == "https://post.example.org/bridge"
    assert isinstance(menu, Failure)
    assert menu.where == f"{path}:https://post.example.org/menu"
    assert isinstance(rest, Failure)
    assert rest.skipped
    assert rest.reason == "records that are no pages were left out: 1 image/png, 1 status 404"


@pytest.mark.parametrize("gzip", [True, False])
def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path, gzip: bool) -> None:
    path = tmp_path / ("a.warc.gz" if gzip else "a.warc")
    whole = _archive(gzip=gzip, answers=(BRIDGE, ("https://post.example.org/2", *BRIDGE[1:3], PAGE.encode() * 2)))
    path.write_bytes(whole[: len(whole) * 3 // 4])
    first, *rest = read_inputs([str(path)])
    assert isinstance(first, Report)
    assert [one.reason for one in rest if isinstance(one, Failure)] == ["the web archive breaks off in this record"]


@pytest.mark.parametrize("content", [b"", b"WARC/1.0\r\n", b"no archive at all\n", b"\x1f\x8b\x08\x00garbage"])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    found = list(read_inputs([str(path)]))
    assert found
    assert all(isinstance(one, Failure) for one in found)
