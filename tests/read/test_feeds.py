from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Failure, Report
from onrecord.read import read_inputs

ARTICLE = (
    "<p>The army said on Friday it had killed at least 12 rebels near the bridge of Tarsana.</p>"
    "<p>Residents said three civilians had died in the shelling of the market.</p><script>alert(1)</script>"
)
WITH_ARTICLE = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Sample Post</title><item><title>Bridge hit</title><link>https://post.example.org/bridge</link>
<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[{ARTICLE}]]></content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Sample Post</title>
<entry><title>Bridge hit</title><link href="{link}"/><updated>2024-05-04T10:00:00Z</updated>
<summary>Short.</summary></entry><entry><title>Nothing behind it</title></entry></feed>"""


def _read(path: Path, content: str) -> list[Report | Failure]:
    path.write_text(content, encoding="utf-8")
    return list(read_inputs([str(path)]))


@pytest.mark.parametrize("name", ["a.rss", "a.xml", "noname"])
def test_an_item_that_holds_its_article_is_a_report(tmp_path: Path, name: str) -> None:
    (report,) = _read(tmp_path / name, WITH_ARTICLE)
    assert isinstance(report, Report)
    assert report.text.startswith("The army said on Friday it had killed at least 12 rebels")
    assert "alert" not in report.text
    assert (report.title, report.publisher, report.url) == (
        "Bridge hit",
        "The Sample Post",
        "https://post.example.org/bridge",
    )
    assert report.published == date(2024, 5, 3)


def test_an_item_that_points_to_its_article_is_fetched(tmp_path: Path, site: str) -> None:
    report, failure = _read(tmp_path / "a.atom", ATOM.format(link=f"{site}/page"))
    assert isinstance(report, Report)
    assert "retaken" in report.text or "12 rebels" in report.text
    assert report.published == date(2024, 5, 4)
    assert isinstance(failure, Failure)
    assert "neither its article nor an address" in failure.reason
    assert failure.where.endswith("a.atom:item 2")


def test_an_article_that_cannot_be_fetched_is_told(tmp_path: Path, site: str) -> None:
    failure = _read(tmp_path / "a.atom", ATOM.format(link=f"{site}/gone"))[0]
    assert isinstance(failure, Failure)
    assert "404" in failure.reason


@pytest.mark.parametrize("link", ["file:///etc/hostname", "javascript:alert(1)", "ftp://host/a"])
def test_only_web_addresses_are_followed(tmp_path: Path, link: str) -> None:
    failure = _read(tmp_path / "a.atom", ATOM.format(link=link))[0]
    assert isinstance(failure, Failure)
    assert "neither its article nor an address" in failure.reason


def test_a_feed_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    found = _read(tmp_path / "a.rss", WITH_ARTICLE.replace("</channel></rss>", "<item><title>Cut o"))
    assert isinstance(found[0], Report)
    assert all(isinstance(rest, Failure) for rest in found[1:])
