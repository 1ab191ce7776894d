"""Which words of a report name a place, with the places that they could name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.attrs import ORTH
from spacy.tokens import Doc

from onrecord.ground.standing import PLACE_LABELS, Standing, called, certain, located, standing, words
from onrecord.knowledge.countries import by_name, nationality_words
from onrecord.knowledge.gazetteer import Entry, look_up
from onrecord.knowledge.groups import group_of
from onrecord.knowledge.spelling import fold

_LONGEST = 6  # words of a name
_ACRONYM = 4  # letters
_LOOSE = 2  # the rank of a name met by its sound alone
_CAPITAL = frozenset({"D.C.", "DC"})  # part of the name before it ("Washington, D.C.")
_DASHES = frozenset({"-", "–"})
_AREAS = frozenset({"A1", "A2", "C", "S"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, by tokens of the parse (end exclusive) and as text, with its candidates.

    `admin` and `settled` say that a word beside it calls it an area or a settlement; `within` is the toponym that
    follows it as its container ("Paris, Texas"); `sure` is false where only another mention tells that it is a place.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Entry, ...]
    admin: bool = False
    settled: bool = False
    sure: bool = True
    within: "Toponym | None" = None


def toponyms(doc: Doc) -> tuple[Toponym, ...]:
    """Every mention of a place in order of the text, none overlapping another."""
    persons = _surnames(doc)
    found = [name for start, end in _runs(doc) for name in _read_run(doc, start, end)]
    found = [t for t in found if not _is_person(doc, t, persons)]
    known = {t.text for t in found if t.sure}
    return _with_containers(doc, [t for t in found if t.sure or t.text in known])


def _surnames(doc: Doc) -> frozenset[str]:
    """Last words of the full names of persons."""
    people = (e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1)
    return frozenset(e[-2].text if e[-1].text in {"'s", "’s"} else e[-1].text for e in people)


def _is_person(doc: Doc, toponym: Toponym, persons: frozenset[str]) -> bool:
    """True for the surname of someone whom the report names in full, unless it stands as a place alone can."""
    if toponym.end - toponym.start > 1 or doc[toponym.start].text not in persons:
        return False
    country = any(c.kind == "C" for c in toponym.candidates)
    return not (country or toponym.admin or toponym.settled or located(doc, toponym.start, toponym.end))


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, joined by small words inside names ("Puerto de la Cruz")."""
    strings = doc.vocab.strings
    texts = [strings[n] for n in doc.to_array(ORTH).tolist()]  # spaCy makes a token anew at each look
    capital = [_capital(text) for text in texts] + [False]
    i, size = 0, len(texts)
    while i < size:
        if not capital[i]:
            i += 1
            continue
        end = i + 1
        while end < size:
            step = 1 if capital[end] and not doc[end].is_sent_start else _joint(doc, texts, capital, end)
            if not step:
                break
            end += step
        yield i, end
        i = end


def _joint(doc: Doc, texts: Sequence[str], capital: Sequence[bool], i: int) -> int:
    """How many words a name goes on by a small word, hyphen or comma inside it; 0 where it ends."""
    text = texts[i]
    dash = text in _DASHES
    if text == ",":
        return 2 if texts[i + 1 : i + 2] and texts[i + 1] in _CAPITAL else 0
    if not dash and text not in words("inside"):
        return 0
    if not dash and i + 2 < len(texts) and texts[i + 1] == "-" and capital[i + 2] and not doc[i + 1].whitespace_:
        return 3  # an article bound to the next word ("ez-Zor")
    return 2 if capital[i + 1] and not (dash and doc[i - 1].whitespace_) else 0


@lru_cache(maxsize=16384)
def _capital(text: str) -> bool:
    return text[0].isupper() or (len(text) > 3 and text[:3] in {"al-", "el-"}) or text == "al"


def _read_run(doc: Doc, start: int, end: int) -> Iterator[Toponym]:
    """The names in a run of capitalised words, the longest first at each word."""
    i = start
    while i < end:
        found = next((t for j in range(min(end, i + _LONGEST), i, -1) if (t := _name(doc, i, j))), None)
        found = found or _abbreviation(doc, i) or _unlisted(doc, i)
        if found is not None:
            yield found
        i = max(found.end, i + 1) if found is not None else i + 1


def _unlisted(doc: Doc, i: int) -> Toponym | None:
    """The parser's place entity that begins here, of a name that the gazetteer lacks."""
    beside = called(doc, i, "settled") or called(doc, i, "admin")
    if not (beside or doc[i].ent_type_ in PLACE_LABELS) or doc[i].ent_iob_ == "I" or doc[i].lower_ == "the":
        return None
    stop = i + 1
    while stop < len(doc) and doc[stop].ent_iob_ == "I":
        stop += 1
    if doc[stop - 1].text in {"'s", "’s"}:
        stop -= 1
    if _other_name(doc, i, stop):
        return None
    if stop == i + 1 and (doc[i].text in words("never") or not (beside or certain(doc, i))):
        return None  # the parser takes many a firm or person of one odd name for a place
    verdict = standing(doc, i, stop, (), beside=beside)
    return (
        Toponym(i, stop, doc[i:stop].text, (), sure=verdict is Standing.PLACE) if verdict is not Standing.NOT else None
    )


def _other_name(doc: Doc, i: int, j: int) -> bool:
    """True for acronyms, known groups and bodies that the parser took for places."""
    text = doc[i:j].text
    acronym = j - i == 1 and text.isupper() and len(text) < 7 and not doc[max(0, i - 6) : j + 6].text.isupper()
    return acronym or doc[j - 1].text in words("body") or group_of(text) is not None


def _name(doc: Doc, i: int, j: int) -> Toponym | None:
    """The place that the words i..j name, if there are such places and the words stand like a place's name."""
    text = doc[i:j].text
    if _no_name(doc, i, j, text):
        return None
    tail = j - i > 1 and doc[j - 1].lower_ in words("admin")
    candidates = _candidates(doc, i, j, text, tail=tail)
    if not candidates or _namesake(doc, i, j, candidates) or _saintly(doc, i, j):
        return None
    after = doc[j].text if j < len(doc) else ""
    admin = tail or after in words("admin") or called(doc, i, "admin")
    settled = after in words("settled") or called(doc, i, "settled")
    verdict = standing(doc, i, j, candidates, beside=admin or settled)
    if verdict is Standing.NOT:
        return None
    return Toponym(i, j, text, candidates, admin, settled, sure=verdict is Standing.PLACE)


def _no_name(doc: Doc, i: int, j: int, text: str) -> bool:
    """True for words that by themselves, whatever stands around them, name no place."""
    last = doc[j - 1].text
    if last in words("inside") or not last[0].isalpha() or "\n" in text:
        return True
    if j - i > 1:
        return text[:4].lower() == "the " and doc[i + 1].text in words("never")
    folded = text.lower()
    if text in words("never") or (folded in nationality_words() and folded not in by_name()):
        return True
    return (len(text) < 3 and text not in {"US", "UK"}) or _behind_place(doc, i)


def _namesake(doc: Doc, i: int, j: int, candidates: tuple[Entry, ...]) -> bool:
    """True for a known group after which some town happens to be called, unless something is put in it."""
    towns = all(c.kind in {"P", "A2", "F"} for c in candidates)
    if not towns or group_of(doc[i:j].text) is None:
        return False
    return all(c.rank for c in candidates) or not located(doc, i, j)


def _saintly(doc: Doc, i: int, j: int) -> bool:
    """True for the patron of a house or feast ("St. Anna's Church"), unless something is put in the place."""
    owner = j < len(doc) and doc[j].text in {"'s", "’s"}
    return owner and doc[i].text in {"St.", "St", "Saint"} and doc[i].ent_type_ not in PLACE_LABELS


def _candidates(doc: Doc, i: int, j: int, text: str, *, tail: bool) -> tuple[Entry, ...]:
    found = look_up(text)
    if any(c.rank == _LOOSE for c in found) and not (doc[i].ent_type_ in PLACE_LABELS or located(doc, i, j)):
        found = tuple(c for c in found if c.rank != _LOOSE)
    if tail:
        areas = tuple(c for c in (*found, *look_up(doc[i : j - 1].text)) if c.kind in {"A1", "A2"} and c.rank < _LOOSE)
        found = tuple(dict.fromkeys(areas)) or found
    worst = 1 if doc[i].ent_type_ == "NORP" else 2
    return tuple(c for c in found if c.rank <= worst and not _chance(text, c))


def _chance(text: str, place: Entry) -> bool:
    """True for hamlets met by a spelling that is not their usual one, and for codes met by words."""
    if place.rank and place.kind == "P" and place.population < 2000 and " " not in text:
        return place.rank > 1 or place.population < 500
    if len(text) <= _ACRONYM and place.kind in _AREAS and not text.isupper() and "." not in text:
        return not fold(place.name).startswith(fold(text)[:3])  # "Act", "Car" are no acronyms
    return text.isupper() and len(text) < 4 and place.kind != "C"


def _behind_place(doc: Doc, i: int) -> bool:
    """True for a state's abbreviation after a place and a comma ("Paris, Tex.")."""
    if i < 2 or doc[i - 1].text != "," or not doc[i - 2].text[0].isupper():
        return False
    text = doc[i].text
    if doc[i - 2].text == "Washington" and text.replace(".", "") == "DC":
        return False
    if text in words("title"):
        return False
    dotted = text.endswith(".") or (i + 1 < len(doc) and doc[i + 1].text == "." and not doc[i].whitespace_)
    return (dotted or (text.isupper() and len(text) == 2)) and bool(_states(text))


def _states(text: str) -> tuple[Entry, ...]:
    return tuple(c for c in look_up(text, tolerant=False) if c.kind == "A1" and (c.rank == 3 or "." in text))


def _abbreviation(doc: Doc, i: int) -> Toponym | None:
    return Toponym(i, i + 1, doc[i].text, _states(doc[i].text), admin=True) if _behind_place(doc, i) else None


def _with_containers(doc: Doc, found: list[Toponym]) -> tuple[Toponym, ...]:
    """Each toponym with the one that holds it, where that follows a comma or stands in brackets."""
    linked: list[Toponym] = []
    following: Toponym | None = None
    for toponym in reversed(found):
        near = following is not None and following.start == toponym.end + 1 and doc[toponym.end].text in {",", "("}
        holder = following if near and following and any(c.kind in _AREAS for c in following.candidates) else None
        following = replace(toponym, within=holder)
        linked.append(following)
    return tuple(reversed(linked))
