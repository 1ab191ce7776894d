"""Which words of a report name a place, and what stands around them that tells where it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.knowledge.files import read_toml
from onrecord.knowledge.gazetteer import Entry, look_up

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_LONGEST = 5  # words of a name
_KNOWN = 15_000  # people: a place this large is one without a preposition's word for it
_ADMIN, _AREAS = frozenset({"A1", "A2"}), frozenset({"A1", "A2", "C", "S"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, by tokens of the parse (end exclusive), with its candidates.

    `admin` and `settled` say that a word beside it calls it an area or a settlement; `within` is the toponym that
    follows it as its container ("Paris, Texas"); `sure` is false where only another mention can tell that it is a place.
    """

    start: int
    end: int
    candidates: tuple[Entry, ...]
    admin: bool = False
    settled: bool = False
    sure: bool = True
    within: "Toponym | None" = None


@cache
def words(kind: str) -> frozenset[str]:
    """One list of `place_words.toml`."""
    return frozenset(read_toml("place_words.toml")[kind])


def toponyms(doc: Doc) -> tuple[Toponym, ...]:
    """Every mention of a place in order of the text, none overlapping another."""
    found = [name for start, end in _runs(doc) for name in _read_run(doc, start, end)]
    known = {doc[t.start : t.end].text for t in found if t.sure}
    kept = [t for t in found if t.sure or (doc[t.start : t.end].text in known and doc[t.start].ent_type_ != "PERSON")]
    return _with_containers(doc, kept)


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
            elif (doc[end].text in words("inside") or _hyphen(doc, end)) and end + 1 < size and _capital(doc[end + 1]):
                end += 2
            else:
                break
        yield i, end
        i = end


def _capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (len(text) > 3 and text[:3] in {"al-", "el-"}) or text == "al"


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text in {"-", "–"} and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _read_run(doc: Doc, start: int, end: int) -> Iterator[Toponym]:
    """The names in a run of capitalised words, the longest first at each word."""
    i = start
    while i < end:
        found = next((t for j in range(min(end, i + _LONGEST), i, -1) if (t := _name(doc, i, j))), None)
        if found is None and (stop := _entity_end(doc, i)):
            found = Toponym(i, stop, ())
        if found is not None:
            yield found
        i = max(found.end, i + 1) if found is not None else i + 1


def _entity_end(doc: Doc, i: int) -> int | None:
    """The end of the parser's place entity that begins here, of a name the gazetteer lacks."""
    token = doc[i]
    if token.ent_type_ not in _PLACE_LABELS or (
        i and doc[i - 1].ent_type_ == token.ent_type_ and token.ent_iob_ == "I"
    ):
        return None
    stop = i + 1
    while stop < len(doc) and doc[stop].ent_iob_ == "I" and doc[stop].ent_type_ == token.ent_type_:
        stop += 1
    return stop if doc[i:stop].text[0].isupper() and not _hyphen(doc, min(stop, len(doc) - 1)) else None


def _name(doc: Doc, i: int, j: int) -> Toponym | None:
    """The place that the words i..j name, if there are such places and the words stand like a place's name."""
    first, last = doc[i], doc[j - 1]
    if last.text in words("inside") or not last.text[0].isalpha() or (j - i == 1 and first.text in words("never")):
        return None
    text = doc[i:j].text
    if "\n" in text or (len(text) < 3 and text not in {"US", "UK"}):
        return _abbreviation(doc, i, j)
    after = doc[j].text if j < len(doc) else ""
    tail = j - i > 1 and last.lower_ in words("admin")
    candidates = look_up(text, tolerant=_place_entity(first) or _locative(doc, i))
    if not candidates and tail:
        candidates = tuple(c for c in look_up(doc[i : j - 1].text) if c.kind in _ADMIN)
    candidates = tuple(c for c in candidates if c.rank < 3 and not _chance(text, c))
    if not candidates:
        return _abbreviation(doc, i, j)
    admin = tail or after in words("admin") or _called(doc, i, "admin")
    settled = after in {"city", "town", "village"} or _called(doc, i, "settled")
    verdict = _stands_as_place(doc, i, j, candidates, beside=admin or settled)
    return Toponym(i, j, candidates, admin, settled, sure=verdict) if verdict is not None else None


def _chance(text: str, place: Entry) -> bool:
    """True for hamlets met by a spelling that is not their usual one, and for codes met by words."""
    if place.rank and place.kind == "P" and place.population < 2000 and " " not in text:
        return place.rank > 1 or place.population < 500
    return text.isupper() and len(text) < 4 and place.kind != "C"


def _abbreviation(doc: Doc, i: int, j: int) -> Toponym | None:
    """A state's abbreviation after a comma ("Paris, Tex.")."""
    if j - i != 1 or i < 2 or doc[i - 1].text != "," or not doc[i - 2].text[0].isupper():
        return None
    text = doc[i].text
    if not (text.endswith(".") or (text.isupper() and len(text) == 2)):
        return None
    found = tuple(c for c in look_up(text, tolerant=False) if c.kind == "A1")
    return Toponym(i, j, found, admin=True) if found else None


def _stands_as_place(doc: Doc, i: int, j: int, candidates: tuple[Entry, ...], *, beside: bool) -> bool | None:
    """True for a place's name, False where another mention must say so, None for a part of another name."""
    first, after = doc[i], doc[j].text if j < len(doc) else ""
    country = any(c.kind == "C" and c.rank < 2 for c in candidates)
    if (after in words("body") and not beside) or (i and doc[i - 1].text in words("title")):
        return None
    if _splits_name(doc, i, j):
        return None
    if _place_entity(first) or beside:
        return True
    if first.ent_type_ == "PERSON":
        alone = first.ent_iob_ == "B" and (j == len(doc) or doc[j].ent_iob_ != "I")
        return alone and (_preceded(doc, i, "certain") or _dateline(doc, i, j) or _list_of_places(doc, i))
    if country and first.ent_type_ != "ORG":
        return True
    if _locative(doc, i) or _dateline(doc, i, j) or _list_of_places(doc, i):
        return first.ent_type_ not in {"DATE", "NORP"}
    if first.ent_type_ == "ORG":
        return False
    return (
        any(c.population >= _KNOWN and c.rank == 0 for c in candidates)
        and first.ent_type_ in {"", "FAC"}
        and first.pos_ == "PROPN"
    )


def _place_entity(token: Token) -> bool:
    return token.ent_type_ in _PLACE_LABELS


def _splits_name(doc: Doc, i: int, j: int) -> bool:
    """True where the words go on as one person's or body's name ("Paris Hilton", "Jordan Smith")."""
    inside_before = i > 0 and doc[i].ent_iob_ == "I" and doc[i - 1].text[0].isupper()
    inside_after = j < len(doc) and doc[j].ent_iob_ == "I" and doc[j].text[0].isupper()
    if doc[i].ent_type_ in {"PERSON", "ORG", "WORK_OF_ART", "LAW", "PRODUCT", "FAC", "EVENT", "NORP"}:
        return inside_before or inside_after
    return _hyphen(doc, min(j, len(doc) - 1)) and j < len(doc)


def _preceded(doc: Doc, i: int, kind: str) -> bool:
    while i and doc[i - 1].lower_ in {"the", "of"}:
        i -= 1
    return i > 0 and doc[i - 1].lower_ in words(kind)


def _locative(doc: Doc, i: int) -> bool:
    return _preceded(doc, i, "locative")


def _called(doc: Doc, i: int, kind: str) -> bool:
    """True after "the town of", "the province of"."""
    return i > 1 and doc[i - 1].lower_ == "of" and doc[i - 2].lower_ in words(kind)


def _list_of_places(doc: Doc, i: int) -> bool:
    """True after a place and a comma or "and" ("Homs, Hama and Idlib")."""
    return i > 1 and doc[i - 1].text in {",", "and"} and _place_entity(doc[i - 2])


def _dateline(doc: Doc, i: int, j: int) -> bool:
    """True at the head of a paragraph before "(Agency)" or a dash."""
    head = i == 0 or doc[i - 1].is_space or (doc[i].is_sent_start is True and i < 3)
    return head and any(doc[k].text in {"(", "--", "—", "–", "[", "-"} for k in range(j, min(j + 4, len(doc))))


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
