from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read import Unreadable
from onrecord.read.page import decode_page, read_page

STORY = "<p>The army said it had shelled the market of Tarsana, killing at least 12 people. Rebels denied it.</p>"


def test_a_page_gives_its_article_and_what_it_states_of_itself(page: str) -> None:
    found = read_page("bridge.html", page)
    assert found.title == "Bridge hit in Tarsana"
    assert found.byline == "Mara Ilin"
    assert found.publisher == "The Sample Post"
    assert found.published == date(2024, 5, 3)
    assert found.url == "https://post.example.org/2024/bridge"
    assert found.text.split("\n\n")[1:] == [
        "The army said on Friday it had killed at least 12 rebels near the Tarsana bridge — café owners fled.",
        "Residents told The Sample Post that three civilians had died in the shelling of the market.",
    ]


def test_the_offsets_of_a_page_lead_back_to_its_source(page: str) -> None:
    found = read_page("bridge.html", page)
    assert found.offsets is not None
    for words in ("The army said", "killed at least 12 rebels", "The Sample Post"):
        place = found.offsets.original(found.text.index(words))
        assert place is not None
        assert page[place:].startswith(words)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("<html><body></body></html>", id="an empty body"),
        pytest.param("<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>", id="a menu"),
        pytest.param("<html><body><script>app()</script><div id=app></div></body></html>", id="an app"),
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(source: str) -> None:
    with pytest.raises(Unreadable, match=r"no article was found in this HTML page; save the article's text to a \.txt"):
        read_page("page.html", source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"<html><body><div>{STORY}", id="unclosed"),
        pytest.param(f"<html><body></div></b>{STORY}</i></body>", id="closed twice"),
        pytest.param(f"<html><body><p class=a\"b><blurb x='1\">'>{STORY}</body>", id="stray quotes, an unknown tag"),
    ],
)
def test_broken_html_is_tolerated(source: str) -> None:
    assert "killing at least 12 people" in read_page("page.html", source).text


@pytest.mark.parametrize(
    ("head", "body", "url", "day"),
    [
        pytest.param('<meta name="date" content="2024-05-03">', "", None, date(2024, 5, 3), id="a meta element"),
        pytest.param(
            '<script type="application/ld+json">{"datePublished": "2024-05-03T08:00Z"}</script>',
            "",
            None,
            date(2024, 5, 3),
            id="linked data",
        ),
        pytest.param("", '<time datetime="2024-05-03">Friday</time>', None, date(2024, 5, 3), id="a time element"),
        pytest.param("", '<span class="date">3 May 2024</span>', None, date(2024, 5, 3), id="a note of the date"),
        pytest.param("", "", "https://a.example/2024/05/03/bridge", date(2024, 5, 3), id="the address"),
        pytest.param("", "<p>On 2011-03-15 the town was shelled before.</p>", None, None, id="a date in the story"),
        pytest.param("", "<footer>Copyright 2019 Sample Post</footer>", None, None, id="the copyright"),
        pytest.param('<meta property="article:modified_time" content="2024-05-09">', "", None, None, id="a change"),
        pytest.param('<meta name="date" content="2024-02-31">', "", None, None, id="a day that never was"),
    ],
)
def test_the_day_is_only_what_the_page_states(head: str, body: str, url: str | None, day: date | None) -> None:
    source = (
        f"<html><head><title>Market shelled</title>{head}</head><body><article>{body}{STORY}</article></body></html>"
    )
    assert read_page("page.html", source, url).published == day


def test_what_a_page_does_not_state_is_not_made_up() -> None:
    found = read_page("page.html", f"<html><body><article>{STORY}</article></body></html>")
    assert (found.publisher, found.byline, found.published, found.url) == (None, None, None, None)


def test_a_page_is_decoded_as_it_says_unless_the_server_says_otherwise(page: str) -> None:
    latin = page.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("12 rebels", "12 “rébels”").encode("cp1252")
    assert "12 “rébels”" in decode_page(latin).text
    assert "12 “rébels”" in decode_page(latin.replace(b"iso-8859-1", b"utf-8"), "windows-1252").text


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["<p>", "<div><", "</", "<!--", "&#x;", "&amp", "\x0b", "\ud800", STORY, "<table><td>"]))
)
def test_any_page_is_either_read_or_refused(parts: list[str]) -> None:
    with suppress(Unreadable):
        assert read_page("page.html", "<html>" + "".join(parts)).text
