from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.align import align

WORDS = st.lists(st.sampled_from(["the", "army", "said", "it", "had", "killed", "12", "café", "&", "<b>"]), max_size=30)


def _place(clean: str, page: str, words: str) -> str:
    """What stands in the page where `words` of the clean text come from."""
    start = clean.index(words)
    offsets = align(clean, page)
    first, last = offsets.original(start), offsets.original(start + len(words) - 1)
    assert first is not None
    assert last is not None
    return page[first : last + 1]


@pytest.mark.parametrize(
    ("clean", "page", "words", "found"),
    [
        pytest.param("Rebels fled.", "<p>Rebels fled.</p>", "Rebels fled.", "Rebels fled.", id="plain"),
        pytest.param("Rebels fled.", "<p>Rebels <b>fl</b>ed.</p>", "fled", "fl</b>ed", id="a tag inside a word"),
        pytest.param("One a\n\nTwo b", "<td>One a</td><td>Two b</td>", "Two", "Two", id="cells part words"),
        pytest.param("The café burned", "The caf&eacute; burned", "burned", "burned", id="an entity before"),
        pytest.param("12 died — police", "12&nbsp;died &mdash; police", "died", "died", id="a hard blank"),
        pytest.param(
            "The army fled.", "<title>The army</title><p>The army fled.</p>", "army", "army", id="a teaser before"
        ),
        pytest.param("It fled.", '<script>"It fled."</script><!-- It fled. --><p>It fled.', "It", "It", id="script"),
        pytest.param("It fled.", '<a title="x > It fled.">It fled.</a>', "fled", "fled", id="a bracket in a tag"),
    ],
)
def test_words_lead_back_to_where_the_page_shows_them(clean: str, page: str, words: str, found: str) -> None:
    assert _place(clean, page, words) == found


def test_a_repeated_passage_leads_to_the_longest_match() -> None:
    page = "<aside>The army said it fled. More</aside><p>The army said it fled. Rebels took the town.</p>"
    clean = "The army said it fled. Rebels took the town."
    assert align(clean, page).original(0) == page.index("<p>") + 3


@given(WORDS)
def test_words_of_a_page_lead_back_to_themselves(words: list[str]) -> None:
    clean = " ".join(words)
    page = "<html><p>" + "</p> <p>".join(escape(word) for word in words) + "</p>"
    offsets = align(clean, page)
    for i, char in enumerate(clean):
        place = offsets.original(i)
        if char.isalnum():
            assert place is not None
            assert page[place] == char


@given(st.text(max_size=80), st.text(alphabet="ab <>/&;\"'!-p\n", max_size=120))
def test_any_text_and_any_page_give_a_map(clean: str, page: str) -> None:
    offsets = align(clean, page)
    for i in range(len(clean)):
        place = offsets.original(i)
        assert place is None or 0 <= place < max(len(page), 1)
