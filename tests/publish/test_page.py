import base64
import hashlib
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from onrecord.model import CodedReport
from onrecord.publish import write
from tests.factories import TEXT, actor, claim, coded, event, report, source

VOID = {"meta", "input"}


class Page(HTMLParser):
    """A page as a browser reads it: its tags, its ids, the text of the report."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.prose = ""
        self.style = self.script = ""
        self.feed(page)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        kinds = [c for _, c in self.open]
        if "prose" in kinds and not any(c.startswith("chip") for c in kinds):
            self.prose += data
        if self.open and self.open[-1][0] == "style":
            self.style += data
        if self.open and self.open[-1][0] == "script":
            self.script += data


def page(*found: CodedReport) -> str:
    out = io.StringIO()
    assert write(found, "html", out) == len(found)
    return out.getvalue()


def hostile(words: str) -> CodedReport:
    text = f"{words} said that {words} fired."
    made = actor(text=text, mention=words, name=words)
    return coded(
        report=report(text=text, title=words, publisher=words, id=words, url=f"javascript:alert(1)//{words}"),
        sources=(source(text=text, mention=words, description=words),),
        claims=(claim(text=text, content=f"{words} fired"),),
        events=(event(text=text, anchor="fired", actor=(made,), recipient=(made,)),),
    )


def test_the_text_of_the_report_stands_unchanged_under_its_highlights() -> None:
    assert Page(page(coded())).prose == TEXT


def test_every_link_inside_the_page_has_its_target() -> None:
    tags = Page(page(coded(), coded())).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in tags if (a.get("href") or "").startswith("#") and a["href"]} <= set(ids)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("\"'><img src=x onerror=alert(1)>", id="attribute"),
        pytest.param("</style></title><svg onload=alert(1)>", id="closing tags"),
        pytest.param("{{ 7 * 7 }} {% raw %}", id="template"),
        pytest.param("&lt;b&gt; &amp;", id="entities"),
    ],
)
def test_report_text_never_becomes_markup(words: str) -> None:
    found = Page(page(hostile(words)))
    assert found.prose == f"{words} said that {words} fired."
    assert [t for t, _ in found.tags].count("script") == 1
    assert not {"img", "svg", "b"} & {t for t, a in found.tags if not a.get("class") and t != "b"}
    assert not any(name.startswith("on") for _, attrs in found.tags for name in attrs)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\u202e", "⟦U+202E⟧"),
        ("\u2066", "⟦U+2066⟧"),
        ("\u200b", "⟦U+200B⟧"),
        ("\x1b", "⟦U+001B⟧"),
        ("\x00", "⟦U+0000⟧"),
    ],
)
def test_hidden_characters_are_shown(hidden: str, shown: str) -> None:
    made = page(hostile(f"A{hidden}rmy"))
    assert hidden not in made
    assert f"A{shown}rmy" in made


def test_only_web_addresses_become_links() -> None:
    assert not any((a.get("href") or "").startswith("javascript") for _, a in Page(page(hostile("The army"))).tags)
    good = coded(report=report(url="https://example.org/a?b=1&c=2"))
    assert "https://example.org/a?b=1&c=2" in [a.get("href") for _, a in Page(page(good)).tags]


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_else() -> None:
    found = Page(page(coded()))
    policy = next(a["content"] for _, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    digest: Callable[[str], str] = lambda s: base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()  # noqa: E731
    assert policy is not None
    assert f"script-src 'sha256-{digest(found.script)}'" in policy
    assert f"style-src 'sha256-{digest(found.style)}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_page_fetches_nothing() -> None:
    found = Page(page(coded()))
    assert not {"link", "img", "iframe", "object", "base", "form"} & {t for t, _ in found.tags}
    assert not any({"src", "style", "srcset"} & set(a) for _, a in found.tags)
    assert not re.search(r"url\(|@import|fetch\(|innerHTML", found.style + found.script)


def test_status_and_denial_are_in_words() -> None:
    made = page(coded())
    assert ">E2 denied</a>" in made
    assert ">E4 threatened</a>" in made
    assert '<span class="badge denied">did not happen</span>, says' in made


def test_every_chip_can_be_reached_by_keyboard() -> None:
    chips = [(t, a) for t, a in Page(page(coded())).tags if (a.get("class") or "").startswith("chip")]
    assert len(chips) == 9
    assert all(t == "a" and a.get("href") for t, a in chips)


def test_rival_figures_stand_side_by_side_with_their_sources() -> None:
    made = page(coded())
    assert "rival figures: killed" in made
    assert made.index("40 or more rebels killed") < made.index("about 30 soldiers killed")


def test_a_report_without_a_date_says_what_follows() -> None:
    assert "no date of publication: relative times stay unresolved" in page(coded(report=report(published=None)))


def test_no_report_makes_a_page_that_says_so() -> None:
    assert "No report." in page()


def test_a_stream_that_is_not_utf8_gets_references() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="latin-1")
    write([hostile("Ёлка → x")], "html", out)
    out.flush()
    assert Page(raw.getvalue().decode("ascii")).prose == "Ёлка → x said that Ёлка → x fired."
