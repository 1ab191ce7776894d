"""Counted people: number expressions with the noun phrase that they count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.ground.numbers import Quantity, find_quantities
from onrecord.ground.tolls.lexicon import is_person, noun_meaning, state_meaning
from onrecord.knowledge.files import read_toml
from onrecord.parsed import Parsed
from onrecord.spans import Span
from onrecord.syntax import tokens_in

_MAX_PHRASE = 9  # tokens from the number to its noun; longer runs were parse errors
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "NUM", "SYM"})
_LINKS = frozenset(
    {"'s", "’s", "-", "–", "/", "own", "other", "more", "of", "the", "its", "his", "their", "her", "and"}
)
_ARTICLES = frozenset({"a", "an", "another", "no"})
_NOBODY = frozenset({"nobody", "none"})
_NOT_COUNTS = frozenset(
    {
        "%",
        "percent",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "years",
        "year",
        "°",
        "million",
        "o'clock",
        "a.m.",
        "p.m.",
        "y.o",
        "y.o.",
        "y/o",
        "yo",
        "yr",
        "yrs",
    }
)
_AGES = frozenset({"ages", "aged"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_DAY = 31
_TWO = frozenset({"couple", "duo"})
_YEAR_OLD = ["-", "year", "-", "old"]
_ROUGHLY = frozenset({"about", "around", "some", "just", "only", "barely", "nearly", "almost"})
_SEVERAL = frozenset({"family", "crew", "group", "team", "couple", "staff", "personnel"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as the text gives it: its tokens, from start to end, its head noun or number, its bounds."""

    start: int
    end: int
    head: Token
    low: int | None
    high: int | None
    approx: bool
    of: str
    people: bool | None
    span: Span
    none: bool = False
    bare: bool = False


def find_counts(parsed: Parsed) -> tuple[Count, ...]:
    """Every counted noun phrase that may be people, in order: by number, by "a" or "another", by "no"."""
    found = {count.start: count for count in _articles(parsed)}
    covered: set[int] = set()
    for count in _numbers(parsed):
        found[count.start] = count
        covered.update(range(count.start, count.end))
    kept = [c for c in found.values() if c.start not in covered or c.start == found[c.start].start]
    return tuple(sorted(_disjoint(kept), key=lambda c: c.start))


def _disjoint(counts: list[Count]) -> Iterator[Count]:
    """Without those by an article that begin before a counted noun of their own ("a group of 12 men")."""
    for count in counts:
        inner = any(count.start < other.start < count.end for other in counts)
        if not (inner and not count.bare and _is_article(count)):
            yield count


def _is_article(count: Count) -> bool:
    return count.head.doc[count.start].lower_ in _ARTICLES


def _numbers(parsed: Parsed) -> Iterator[Count]:
    doc = parsed.doc
    for quantity in find_quantities(parsed.text):
        tokens = parsed.tokens(quantity.span)
        core = doc.char_span(quantity.core.start, quantity.core.end)
        if core is None or _no_count(core.start, core.end, doc):
            continue
        yield _count(parsed, tokens.start, core, quantity)


def _no_count(start: int, end: int, doc: Doc) -> bool:
    """True for ages, dates, sums of money, measures and "no one"."""
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].lower_ if end < len(doc) else ""
    beyond = doc[end + 1].lower_ if end + 1 < len(doc) else ""
    if after in _NOT_COUNTS or (after == "-" and beyond in ("year", "day", "hour", "month")):
        return True
    if _is_day(start, doc) or _is_year(start, end, doc) or _is_age(start, end, doc) or _is_in_brackets(start, end, doc):
        return True
    if _is_age_of(start, end, doc) or _singles_out(start, end, doc):
        return True
    if before in ("aged", "$", "£", "€", "no", "article", "number", "no.", "age") or doc[end - 1].lower_ == "zero":
        return True
    return doc[start].ent_type_ in ("MONEY", "PERCENT", "TIME") or (
        doc[start].ent_type_ == "DATE" and doc[start].shape_ == "dddd"
    )


def _is_day(start: int, doc: Doc) -> bool:
    """True for the day of a month ("the Sept. 12 killing"), but not after "in" ("In May 12 people died")."""
    before = doc[start - 1].lower_.rstrip(".") if start else ""
    if (
        before not in read_toml("times.toml")["months"]
        or not doc[start].text.isdigit()
        or int(doc[start].text) > _LAST_DAY
    ):
        return False
    return doc[start - 1].text[:1].isupper() and not (start > 1 and doc[start - 2].lower_ in ("in", "since", "last"))


def _is_age(start: int, end: int, doc: Doc) -> bool:
    """True for "Ilan Roe, 64 were found dead", "his son, 7, died", "both 24 and of Oskar", "ages 24, 25, and 41"."""
    if start < 2 or (end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "ADJ")):
        return False
    first = start
    while first > 1 and (doc[first - 1].lower_ in (",", "and") or doc[first - 1].pos_ == "NUM"):
        first -= 1
    if doc[first - 1].lower_ in _AGES:
        return True
    if doc[start - 1].lower_ == "both":
        return doc[start - 2].lower_ == ","
    whose = doc[start - 2]
    if doc[start - 1].lower_ != "," or whose.tag_ in ("NNS", "NNPS"):
        return False
    in_commas = end < len(doc) and doc[end].lower_ == ","
    return whose.ent_type_ == "PERSON" or (in_commas and bool(is_person(whose)))


def _is_age_of(start: int, end: int, doc: Doc) -> bool:
    """True for "a girl of four", "a man of about 20" and "a mother of three", but not for "a family of four"."""
    while start > 2 and doc[start - 1].lower_ in _ROUGHLY:
        start -= 1
    if start < 2 or doc[start - 1].lower_ != "of" or (end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN", "ADJ")):
        return False
    whose = doc[start - 2]
    return whose.tag_ == "NN" and bool(is_person(whose)) and whose.lemma_.lower() not in _SEVERAL


def _singles_out(start: int, end: int, doc: Doc) -> bool:
    """True for "the only one" and "all but seven": not so many people to whom it happened."""
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    return before == ["all", "but"] or (doc[start:end].text.lower() == "one" and before[-1:] in (["the"], ["only"]))


def _is_year(start: int, end: int, doc: Doc) -> bool:
    """True for a bare number that can be a year of these two centuries."""
    bare = end >= len(doc) or doc[end].pos_ not in ("NOUN", "PROPN", "ADJ")
    return bare and bool(_YEAR.fullmatch(doc[start].text))


def _is_in_brackets(start: int, end: int, doc: Doc) -> bool:
    """True for an age in brackets ("Ilan Roe (16)") and the number of a channel ("(KXYZ 10)")."""
    if end >= len(doc) or doc[end].lower_ != ")" or start < 2:
        return False
    before = doc[start - 1]
    return (before.lower_ == "(" and doc[start - 2].pos_ == "PROPN") or before.pos_ == "PROPN"


def _count(parsed: Parsed, start: int, core: DocSpan, quantity: Quantity) -> Count:
    doc = parsed.doc
    begin, number = core.start, doc[core.end - 1]
    end, head = _phrase(doc, core.end)
    if head is None:
        whole = parsed.tokens(quantity.span)
        head, end = number, max(core.end, whole.end)
        return _make(parsed, (start, end), head, quantity, "people", None, bare=True)
    words = parsed.report.text[doc[core.end].idx : head.idx + len(head)]
    return _make(parsed, (min(start, begin), head.i + 1), head, quantity, _of(words), is_person(head))


def _of(words: str) -> str:
    flat = " ".join(words.split())
    for lead in ("of ", "the ", "other ", "more "):
        flat = flat.removeprefix(lead)
    return flat


def _make(
    parsed: Parsed,
    at: tuple[int, int],
    head: Token,
    quantity: Quantity,
    of: str,
    people: bool | None,
    *,
    bare: bool = False,
) -> Count:
    doc = parsed.doc
    last = doc[at[1] - 1]
    span = Span(doc[at[0]].idx, last.idx + len(last))
    return Count(at[0], at[1], head, quantity.low, quantity.high, quantity.approx, of, people, span, bare=bare)


def _phrase(doc: Doc, at: int) -> tuple[int, Token | None]:
    """The counted noun after a number: the last noun of the run of modifiers and nouns that begins there."""
    head: Token | None = None
    i = at
    while i < min(len(doc), at + _MAX_PHRASE):
        token = doc[i]
        if token.is_space:
            i += 1
            continue
        if token.lower_ == "of" and i == at:
            i += 1
            continue
        if head is None and [t.lower_ for t in doc[i + 1 : i + 5]] == _YEAR_OLD:
            i += 5
            at += 5
            continue
        if _goes_on(token, i == at, head):
            if token.pos_ in ("NOUN", "PROPN") or token.lower_ in ("others", "people", "dead", "wounded", "injured"):
                head = token
            i += 1
            continue
        if (
            token.lower_ in _LINKS
            and token.lower_ not in ("of", "and")
            and (head is None or token.lower_ in ("'s", "’s", "-", "–", "/"))
        ):
            i += 1
            continue
        break
    if head is not None and head.i > at and state_meaning(head) and head.tag_ in ("VBN", "VBD", "JJ", "NN", "NNS"):
        earlier = doc[head.i - 1]
        if earlier.pos_ in ("NOUN", "PROPN") and earlier.i >= at:
            head = earlier
    return i, head


def _goes_on(token: Token, first: bool, head: Token | None) -> bool:
    """Whether a token still belongs to the counted phrase."""
    if token.lower_ in ("others", "other"):
        return head is None
    if state_meaning(token) is not None and not (token.tag_ == "NN" and noun_meaning(token, "weak")):
        follows = token.nbor() if token.i + 1 < len(token.doc) else None
        return (
            head is None
            and follows is not None
            and follows.pos_ in ("NOUN", "PROPN", "ADJ")
            and not state_meaning(follows)
        )
    if head is not None and token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.tag_ in ("VBN", "VBG", "VBD"):
        follows = token.nbor() if token.i + 1 < len(token.doc) else None
        return (
            head is None
            and follows is not None
            and follows.pos_ in ("NOUN", "PROPN", "ADJ")
            and token.dep_ in ("amod", "compound", "nmod")
        )
    if token.pos_ == "ADV":
        return head is None and token.lower_ not in (
            "also",
            "later",
            "reportedly",
            "when",
            "where",
            "there",
            "allegedly",
            "instantly",
        )
    return token.pos_ in _INSIDE


def _articles(parsed: Parsed) -> Iterator[Count]:
    doc = parsed.doc
    one, two, zero = (Quantity(Span(0, 1), Span(0, 1), n, n) for n in (1, 2, 0))
    for token in tokens_in(doc, _ARTICLES | _NOBODY):
        word = token.lower_
        if word in _ARTICLES:
            head = _phrase(doc, token.i + 1)[1]
            if head is None:
                if word == "another":
                    yield _make(parsed, (token.i, token.i + 1), token, one, "people", None, bare=True)
                elif word == "no" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "one":
                    yield _none(parsed, token.i, token.i + 2, doc[token.i + 1], zero)
                continue
            person = is_person(head)
            if word == "no":
                if head.lower_ == "one" or person or noun_meaning(head, "noun"):
                    yield _none(parsed, token.i, head.i + 1, head, zero)
            elif person and head.tag_ not in ("NNS", "NNPS") and noun_meaning(head, "noun") is None:
                words = parsed.report.text[doc[token.i + 1].idx : head.idx + len(head)]
                several = head.lower_ in _TWO and not (head.i + 1 < len(doc) and doc[head.i + 1].lower_ == "of")
                yield _make(parsed, (token.i, head.i + 1), head, two if several else one, _of(words), person)
        else:
            yield _none(parsed, token.i, token.i + 1, token, zero)


def _none(parsed: Parsed, start: int, end: int, head: Token, zero: Quantity) -> Count:
    doc = parsed.doc
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last))
    return Count(start, end, head, zero.low, zero.high, False, "people", True, span, none=True)
