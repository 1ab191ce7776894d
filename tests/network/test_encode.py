"""A text becomes words and windows that lose nothing and keep sentences whole."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.network.encode import CLS, SEP, batch, tokenise, windows


@cache
def tokenizer() -> Tokenizer:
    """A tokenizer that knows single letters only, so that every letter is a piece."""
    letters = [chr(i) for i in range(33, 127)]
    vocabulary = {t: i for i, t in enumerate(["[PAD]", "[UNK]", *letters, *(f"##{c}" for c in letters)])}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


TEXT = "The mayor fled. He said: “Go!” All went.\nNext day, police came."


def test_words_stand_where_they_stand_in_the_text() -> None:
    words = tokenise(tokenizer(), TEXT)
    found = [TEXT[a:b] for a, b in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    assert found[:5] == ["The", "mayor", "fled", ".", "He"]


def test_sentences_and_paragraphs_open_where_they_do() -> None:
    words = tokenise(tokenizer(), TEXT)
    opens = [TEXT[a:b] for a, b, s in zip(words.starts, words.ends, words.sentence, strict=True) if s]
    assert opens == ["The", "He", "All", "Next"]
    assert [TEXT[a:b] for a, b, p in zip(words.starts, words.ends, words.paragraph, strict=True) if p] == [
        "The",
        "Next",
    ]


def test_the_case_of_upper_case_copy_says_nothing() -> None:
    assert tokenise(tokenizer(), "Army SAYS so").case.tolist() == [1, 2, 0]
    assert tokenise(tokenizer(), "ARMY SAYS SO TODAY").case.tolist() == [0, 0, 0, 0]


def test_characters_find_their_words() -> None:
    words = tokenise(tokenizer(), TEXT)
    assert words.between(TEXT.index("mayor"), TEXT.index("fled")) == (1, 2)
    assert words.between(TEXT.index("ayor"), TEXT.index("ed.")) == (1, 3)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["word", "a", "End.", "Then", "\n", "“Yes,”"]), min_size=1, max_size=60),
    st.integers(8, 40),
)
def test_windows_cover_every_word_once_and_fit(parts: list[str], limit: int) -> None:
    words = tokenise(tokenizer(), " ".join(parts))
    cut = windows(words, limit)
    assert [i for w in cut for i in range(w.start, w.end)] == list(range(len(words)))
    assert all(words.cost[w.start : w.end].sum() <= limit - 2 for w in cut)


@pytest.mark.parametrize(
    ("text", "limit", "second"),
    [
        pytest.param("one two three.\nfour five six seven.", 30, "four", id="at a paragraph"),
        pytest.param("One two three. Four five six seven.", 30, "Four", id="between sentences"),
        pytest.param("one two three four five six seven", 22, "six", id="anywhere if need be"),
    ],
)
def test_a_window_ends_at_the_best_place(text: str, limit: int, second: str) -> None:
    words = tokenise(tokenizer(), text)
    start = windows(words, limit)[1].start
    assert text[words.starts[start] : words.ends[start]] == second


def test_a_batch_sets_a_separator_between_paragraphs() -> None:
    words = tokenise(tokenizer(), "ab\nc")
    inputs = batch([(words, windows(words, 20)[0])])
    ids = inputs.ids[0].tolist()
    assert (ids[0], ids[3], ids[5]) == (CLS, SEP, SEP)
    assert inputs.first[0].tolist() == [1, 4]
    assert inputs.last[0].tolist() == [2, 4]
