"""Nouns that carry words without being a person (documents, bodies, outlets), and offices that people hold."""

from functools import cache

from onrecord.knowledge.files import read_table


@cache
def _kinds() -> dict[str, frozenset[str]]:
    rows = read_table("bearers.tsv")
    return {kind: frozenset(r["word"] for r in rows if r["kind"] == kind) for kind in {r["kind"] for r in rows}}


def is_document(lemma: str) -> bool:
    """True for what is issued and speaks for who issued it: a statement, a letter, a video."""
    return lemma in _kinds()["document"]


def is_body(word: str) -> bool:
    """True for an institution, which is never "he" or "she"."""
    return word in _kinds()["body"]


def is_agency(name: str) -> bool:
    """True for the name of a news agency, in lower case."""
    return name in _kinds()["agency"]


def is_office(word: str) -> bool:
    """True for an office, in lower case, whose holder may be named after it ("the Mayor, Ada Moe")."""
    return word in _kinds()["office"]


def is_measure(lemma: str) -> bool:
    """True for what things are done by and nobody's word: "according to plan", "according to law"."""
    return lemma in _kinds()["measure"]


def is_broadcaster(name: str) -> bool:
    """True for a name, or a word of one, that tells a broadcaster, in lower case."""
    return name in _kinds()["broadcaster"]


def is_outlet(word: str) -> bool:
    """True for a kind of news organisation or programme ("the station", "a daily"), in lower case."""
    return word in _kinds()["outlet"]


def recordings() -> frozenset[str]:
    """What shows or plays somebody's words: a video, a tape."""
    return _kinds()["recording"]


def is_recording(lemma: str) -> bool:
    """True for what shows or plays somebody's words, in lower case."""
    return lemma in recordings()
