from time import monotonic

import pytest

from onrecord.read import Unreadable, fetch


def test_a_page_comes_with_its_type_and_character_set(site: str, page: str) -> None:
    answer = fetch(f"{site}/page")
    assert answer.body.decode() == page
    assert (answer.media_type, answer.charset, answer.url) == ("text/html", "utf-8", f"{site}/page")


def test_a_redirection_is_followed_and_the_final_address_kept(site: str) -> None:
    assert fetch(f"{site}/moved").url == f"{site}/page"


def test_blanks_and_accents_in_an_address_are_sent_in_ascii(site: str) -> None:
    assert fetch(f"{site}/page?q=café au lait").body


@pytest.mark.parametrize(
    ("path", "reason", "advice"),
    [
        pytest.param("/missing", "the server answered 404", "check the address", id="404"),
        pytest.param("/private", "the server answered 403", "save the page in a browser", id="403"),
        pytest.param("/to-file", "file:///etc/hostname", "save the page", id="a redirection to a file"),
    ],
)
def test_a_refusal_says_what_to_do(site: str, path: str, reason: str, advice: str) -> None:
    with pytest.raises(Unreadable) as caught:
        fetch(site + path)
    assert reason in caught.value.reason
    assert advice in str(caught.value.advice)


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_a_server_that_hangs_or_drips_is_left_in_time(site: str, path: str) -> None:
    began = monotonic()
    with pytest.raises(Unreadable, match=r"no full answer within 0\.3 s; try again with a longer --timeout"):
        fetch(site + path, timeout=0.3)
    assert monotonic() - began < 3


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("http://127.0.0.1:1/", "the server refused the connection", id="nobody listens"),
        pytest.param("http://[::1", "the address is not valid", id="a bracket too few"),
        pytest.param("http://127.0.0.1:99999/", "the address is not valid", id="no such port"),
        pytest.param("http://", "the address is not valid: it names no server", id="no server"),
        pytest.param("http://a b/", "the address is not valid", id="a blank in the name"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(url: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        fetch(url)
    assert reason in caught.value.reason
    assert caught.value.advice
