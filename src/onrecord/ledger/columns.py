"""How words are kept in columns: whole whatever they hold, and in a form that can be compared."""

import re
import unicodedata
from hashlib import blake2b
from typing import Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

MAX_INTEGER = 2**63 - 1
_UNSTORABLE = re.compile("[\x00\x10\ud800-\udfff]")  # PostgreSQL takes no NUL, neither database half a character
_ESCAPED = re.compile("\x10([0-9a-f]{4})")
_NO_WORD = re.compile(r"[^\w]+|_+")


class Words(TypeDecorator[str]):
    """Text of any characters; those that a database cannot hold are kept as the control character DLE and a code."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """The text as it is stored."""
        return _UNSTORABLE.sub(lambda m: f"\x10{ord(m[0]):04x}", value) if value else value

    def process_result_value(self, value: Any | None, dialect: Any) -> str | None:
        """The text as it was given."""
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), value) if value and "\x10" in value else value


def fold(name: str) -> str:
    """A name without case, accents and punctuation, each word after a blank: " cote d ivoire"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(f" {word}" for word in _NO_WORD.split(plain.casefold()) if word)


def hashed(key: str) -> int:
    """A number for a key, as wide as a column of integers."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def bounded(number: int | None) -> int | None:
    """The number, or the greatest that a column can hold."""
    return number if number is None else min(number, MAX_INTEGER)
