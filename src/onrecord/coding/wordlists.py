"""The small lists of words that the rules of coding name."""

from functools import cache

from onrecord.errors import UnknownName
from onrecord.knowledge.files import read_toml


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list of `coding_words.toml`.

    Raises:
        UnknownName: there is no such list.
    """
    lists = read_toml("coding_words.toml")
    if name not in lists:
        raise UnknownName("word list", name, lists)
    return frozenset(str(lists[name]).split())
