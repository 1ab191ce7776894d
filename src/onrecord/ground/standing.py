"""Whether words that could be a place's name stand in their sentence as one."""

from collections.abc import Sequence
from enum import Enum
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.knowledge.countries import nationality_words
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.gazetteer import Entry
from onrecord.knowledge.spelling import fold

PLACE_LABELS = frozenset({"GPE", "LOC"})
BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270}
BEARINGS |= {"northwest": 315}  # degrees
_OTHER_LABELS = frozenset({"WORK_OF_ART", "LAW", "PRODUCT", "EVENT", "NORP"})
_DATELINE_ENDS = frozenset({"(", "--", "—", "–", "[", "-", ":", ","})
_LARGE = 100_000  # people: a place this large needs no preposition to be taken for one
_KNOWN = frozenset({"C", "S", "A1", "R", "W"})


class Standing(Enum):
    """PLACE: a place's name; PERHAPS: one if another mention is; NOT: part of another name, or a person's."""

    PLACE = "place"
    PERHAPS = "perhaps"
    NOT = "not"


@cache
def words(kind: str) -> frozenset[str]:
    """One list of `place_words.toml`."""
    return frozenset(read_toml("place_words.toml")[kind])


def standing(doc: Doc, start: int, end: int, candidates: Sequence[Entry], *, beside: bool) -> Standing:
    """How the words start..end stand; `beside` says that an admin or settlement word is next to them.

    Without candidates the gazetteer lacks the name, and only the sentence can tell.
    """
    first, after = doc[start], doc[end].text if end < len(doc) else ""
    known = any(c.kind in _KNOWN and c.rank < 2 for c in candidates)
    if (start and doc[start - 1].text in words("title")) or _only_article(doc, start, candidates):
        return Standing.NOT
    if _hyphen(doc, end):
        return Standing.PLACE if _compound(doc, end, candidates) else Standing.NOT
    if _headed(doc, start, end, candidates) or _belongs(doc, start, end, candidates):
        return Standing.PLACE
    if first.ent_type_ == "PERSON" and not beside:
        return _person(doc, start, end, candidates)
    if certain(doc, start) and not _runs_on(doc, start, end):
        return Standing.PLACE
    if _goes_on(doc, start, end) or (after in words("body") and not beside):
        return Standing.PERHAPS if first.ent_type_ in {"ORG", "FAC", "GPE", "LOC", ""} else Standing.NOT
    if beside or located(doc, start, end):
        area = beside and any(c.kind in {"A1", "A2"} and c.rank < 2 for c in candidates)
        mistaken = first.ent_type_ == "NORP" and fold(first.text) not in nationality_words()
        return Standing.PLACE if area or mistaken or first.ent_type_ not in _OTHER_LABELS else Standing.NOT
    if first.ent_type_ in PLACE_LABELS:
        return Standing.PLACE if known or (candidates and not _speaks(doc[end - 1])) else Standing.PERHAPS
    if first.ent_type_ == "ORG":
        return Standing.PLACE if known else Standing.PERHAPS
    large = known or any(c.population >= _LARGE and c.rank == 0 for c in candidates)
    sure = large and first.pos_ == "PROPN" and first.ent_type_ in {"", "FAC"}
    return Standing.PLACE if sure else Standing.NOT


def located(doc: Doc, start: int, end: int) -> bool:
    """True after a preposition of place, in a dateline, in a row of places, or done to as places are."""
    return _preceded(doc, start, "locative") or _placed(doc, start, end)


def certain(doc: Doc, start: int) -> bool:
    """True after a word that only places follow ("in", "near", "northern")."""
    return _preceded(doc, start, "certain")


def _placed(doc: Doc, start: int, end: int) -> bool:
    if _dateline(doc, start, end) or _in_row(doc, start) or _from_there(doc, start):
        return True
    return _taken(doc, end) or called(doc, start, "of_nouns")


def called(doc: Doc, start: int, kind: str) -> bool:
    """True after "the town of", "the province of"."""
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in words(kind)


def _person(doc: Doc, start: int, end: int, candidates: Sequence[Entry]) -> Standing:
    """What the parser took for a person is a place where a person cannot stand, or where no person has such a name."""
    alone = doc[start].ent_iob_ == "B" and (end == len(doc) or doc[end].ent_iob_ != "I")
    placed = certain(doc, start) or _placed(doc, start, end) or _no_person(doc, start, end, candidates)
    return Standing.PLACE if alone and placed else Standing.NOT


def _no_person(doc: Doc, start: int, end: int, candidates: Sequence[Entry]) -> bool:
    """True for names of states, provinces and capitals that persons seldom bear ("Tamil Nadu", "Azerbaijan")."""
    usual = [c for c in candidates if c.rank == 0]
    if end - start > 1:
        return any(c.kind in _KNOWN or c.population >= _LARGE for c in usual)
    capital = any(c.kind == "C" or c.feature == "P.PPLC" for c in usual)
    return capital and doc[start].text not in words("given_names")


def _compound(doc: Doc, hyphen: int, candidates: Sequence[Entry]) -> bool:
    """True before "-based" and the like, for any place, and before "-led" and the like for a known one."""
    after = doc[hyphen + 1].lower_ if hyphen + 1 < len(doc) else ""
    if after in {"based", "born", "area"}:
        return bool(candidates)
    known = any(c.kind in _KNOWN and c.rank < 2 for c in candidates)
    return known and after in words("hyphened")


def _headed(doc: Doc, start: int, end: int, candidates: Sequence[Entry]) -> bool:
    """True for a place in capitals that heads a piece of mixed-case copy ("BEIRUT (AP) — A bomb ...")."""
    if not doc[start:end].text.isupper() or len(doc[start].text) < 4 or not any(c.rank < 2 for c in candidates):
        return False
    if start and not (doc[start].is_sent_start or doc[start - 1].is_space or doc[start - 1].text in {".", "”", '"'}):
        return False
    after = doc[end].text if end < len(doc) else ""
    return after in _DATELINE_ENDS and not doc[end + 1 : end + 8].text.isupper()


def _belongs(doc: Doc, start: int, end: int, candidates: Sequence[Entry]) -> bool:
    """True before an office or house of a place ("Gdansk Police"), and before people of it ("a Gdansk man")."""
    if end == len(doc) or not any(c.rank < 2 for c in candidates) or doc[end - 1].whitespace_ != " ":
        return False
    begins = start == 0 or doc[start].ent_iob_ != "I" or doc[start - 1].lower_ in {"the", "a", "an"}
    if not begins or doc[end].text in words("civic") or doc[end].text in words("dwellers"):
        return begins
    state = any(c.kind in {"C", "S", "A1"} and c.rank == 0 for c in candidates)
    return state and doc[start].ent_type_ == "ORG" and _runs_on(doc, start, end) and doc[end].text not in words("body")


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """True where the entity goes on to either side with capitalised words ("Bank of Ireland", "Paris Club")."""
    if doc[start].ent_type_ in {"", *PLACE_LABELS}:
        return False
    before = start > 0 and doc[start].ent_iob_ == "I" and doc[start - 1].lower_ != "the"
    return before or _runs_on(doc, start, end)


def _runs_on(doc: Doc, start: int, end: int) -> bool:
    if end == len(doc) or doc[start].ent_type_ in {"", *PLACE_LABELS}:
        return False
    return doc[end].ent_iob_ == "I" and doc[end].text[0].isupper()


def _only_article(doc: Doc, start: int, candidates: Sequence[Entry]) -> bool:
    """True for towns named after words of the language, behind an article ("the Republic")."""
    behind = start > 0 and doc[start - 1].lower_ in {"the", "a", "an", "this", "his", "her", "our", "their"}
    return behind and bool(candidates) and all(c.kind in {"P", "A2"} and c.population < _LARGE for c in candidates)


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in words("speech")


def _hyphen(doc: Doc, i: int) -> bool:
    return 0 < i < len(doc) and doc[i].text in {"-", "–"} and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _preceded(doc: Doc, start: int, kind: str) -> bool:
    if start and doc[start - 1].lower_ == "the":
        start -= 1
    return start > 0 and doc[start - 1].lower_ in words(kind)


def _in_row(doc: Doc, start: int) -> bool:
    """True after a place, or a word such as "towns", and a comma or "and" ("Homs, Hama and Idlib")."""
    if start < 2 or doc[start - 1].text not in {",", "and", ":"}:
        return False
    before = doc[start - 2]
    return before.ent_type_ in PLACE_LABELS or (before.lower_ in words("settled") and doc[start - 1].text != "and")


def _from_there(doc: Doc, start: int) -> bool:
    """True after a person and "of", or an age and "of" ("Jan Kowalski of Gdansk", "Jan Kowalski, 41, of Gdansk")."""
    if start < 2 or doc[start - 1].lower_ != "of":
        return False
    before = doc[start - 2]
    return before.ent_type_ == "PERSON" or (before.text == "," and doc[start - 3].like_num)


def _taken(doc: Doc, end: int) -> bool:
    """True for the object of a verb that is done to places rather than persons ("retook X", "fled X")."""
    return doc[end - 1].dep_ == "dobj" and doc[end - 1].head.lemma_.lower() in words("taking")


def _dateline(doc: Doc, start: int, end: int) -> bool:
    """True at the head of a paragraph before "(Agency)" or a dash."""
    head = start == 0 or doc[start - 1].is_space or (doc[start].is_sent_start is True and start < 3)
    return head and any(doc[k].text in {"(", "--", "—", "–", "[", "-"} for k in range(end, min(end + 4, len(doc))))
