"""The words of a report that speak of a nation."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.countries import by_name, nationality_words
from onrecord.syntax import tokens_in


def nation_tokens(text: Doc | DocSpan) -> Iterator[Token]:
    """The nationality words of a text, written with a capital."""
    return (token for token in tokens_in(text, _nationalities()) if token.text[0].isupper())


def state_tokens(text: Doc | DocSpan) -> Iterator[Token]:
    """The words of a text that are a state's name by themselves."""
    return (token for token in tokens_in(text, _states()) if token.pos_ == "PROPN")


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(nationality_words())


@cache
def _states() -> frozenset[str]:
    return frozenset(name for name in by_name() if " " not in name)
