"""Which words of a report name a place, with the places that they could name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from onrecord.ground.standing import PLACE_LABELS, Standing, called, located, standing, words
from onrecord.knowledge.countries import by_name, nationality_words
from onrecord.knowledge.gazetteer import Entry, look_up
from onrecord.knowledge.groups import group_of
from onrecord.knowledge.spelling import fold

_LONGEST = 6  # words of a name
_ACRONYM = 4  # letters
_AREAS = frozenset({"A1", "A2", "C", "S"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, by tokens of the parse (end exclusive), with its candidates.

    `admin` and `settled` say that a word beside it calls it an area or a settlement; `within` is the toponym that
    follows it as its container ("Paris, Texas"); `sure` is false where only another mention tells that it is a place.
    """

    start: int
    end: int
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
    known = {doc[t.start : t.end].text for t in found if t.sure}
    return _with_containers(doc, [t for t in found if t.sure or doc[t.start : t.end].text in known])


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
    i, size = 0, len(doc)
    while i < size:
        if not _capital(doc[i]):
            i += 1
            continue
        end = i + 1
        while end < size:
            if _capital(doc[end]) and not doc[end].is_sent_start:
                end += 1
            elif doc[end].text in words("inside") and _joins(doc, end):
                end += 3
            elif (doc[end].text in words("inside") or doc[end].text in {"-", "–"}) and end + 1 < size:
                if not _capital(doc[end + 1]) or (doc[end].text in {"-", "–"} and doc[end - 1].whitespace_):
                    break
                end += 2
            else:
                break
        yield i, end
        i = end


def _joins(doc: Doc, i: int) -> bool:
    """True for an article bound to the next word ("ez-Zor")."""
    return i + 2 < len(doc) and doc[i + 1].text == "-" and not doc[i + 1].whitespace_ and _capital(doc[i + 2])


def _capital(token: Token) -> bool:
    text = token.text
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
    verdict = standing(doc, i, stop, (), beside=beside)
    return Toponym(i, stop, (), sure=verdict is Standing.PLACE) if verdict is not Standing.NOT else None


def _other_name(doc: Doc, i: int, j: int) -> bool:
    """True for acronyms, known groups and bodies that the parser took for places."""
    text = doc[i:j].text
    acronym = j - i == 1 and text.isupper() and len(text) < 7 and not doc[max(0, i - 6) : j + 6].text.isupper()
    return acronym or doc[j - 1].text in words("body") or group_of(text) is not None


def _name(doc: Doc, i: int, j: int) -> Toponym | None:
    """The place that the words i..j name, if there are such places and the words stand like a place's name."""
    first, last = doc[i], doc[j - 1]
    if last.text in words("inside") or not last.text[0].isalpha() or (j - i == 1 and first.text in words("never")):
        return None
    text = doc[i:j].text
    if j - i == 1 and first.lower_ in nationality_words() and first.lower_ not in by_name():
        return None
    if "\n" in text or (len(text) < 3 and text not in {"US", "UK"}) or (j - i == 1 and _behind_place(doc, i)):
        return None
    tail = j - i > 1 and last.lower_ in words("admin")
    candidates = _candidates(doc, i, j, tail=tail)
    if not candidates or _namesake(doc, i, j, candidates):
        return None
    after = doc[j].text if j < len(doc) else ""
    admin = tail or after in words("admin") or called(doc, i, "admin")
    settled = after in words("settled") or called(doc, i, "settled")
    verdict = standing(doc, i, j, candidates, beside=admin or settled)
    if verdict is Standing.NOT:
        return None
    return Toponym(i, j, candidates, admin, settled, sure=verdict is Standing.PLACE)


def _namesake(doc: Doc, i: int, j: int, candidates: tuple[Entry, ...]) -> bool:
    """True for a known group after which some town happens to be called, unless something is put in it."""
    towns = all(c.kind in {"P", "A2", "F"} for c in candidates)
    if not towns or group_of(doc[i:j].text) is None:
        return False
    return all(c.rank for c in candidates) or not located(doc, i, j)


def _candidates(doc: Doc, i: int, j: int, *, tail: bool) -> tuple[Entry, ...]:
    text = doc[i:j].text
    found = look_up(text, tolerant=doc[i].ent_type_ in PLACE_LABELS or located(doc, i, j))
    if tail and not any(c.rank < 2 for c in found):
        found = tuple(c for c in look_up(doc[i : j - 1].text) if c.kind in {"A1", "A2"}) or found
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
    dotted = text.endswith(".") or (i + 1 < len(doc) and doc[i + 1].text == "." and not doc[i].whitespace_)
    return (dotted or (text.isupper() and len(text) == 2)) and bool(_states(text))


def _states(text: str) -> tuple[Entry, ...]:
    return tuple(c for c in look_up(text, tolerant=False) if c.kind == "A1" and (c.rank == 3 or "." in text))


def _abbreviation(doc: Doc, i: int) -> Toponym | None:
    return Toponym(i, i + 1, _states(doc[i].text), admin=True) if _behind_place(doc, i) else None


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
