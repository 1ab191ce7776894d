"""Places told by description: "the capital", "the province", "Syrian territory", "the north", "the border".

They stand for places that the report names elsewhere.  They are no names, so they are not among the report's places;
an event may be put at one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from onrecord.ground.nations import nation_tokens
from onrecord.ground.standing import BEARINGS, words
from onrecord.knowledge.countries import by_name, countries, nationality_words
from onrecord.knowledge.gazetteer import border_of, look_up, part_of
from onrecord.model import Place
from onrecord.parsed import Parsed
from onrecord.syntax import tokens_in

_KINDS = (
    *("described_country", "described_capital", "described_settled", "described_admin", "described_area"),
    *("land", "border", "compass"),
)
_SETTLED, _ADMIN = frozenset({"settlement", "near"}), frozenset({"admin1", "admin2", "region"})
_POINTERS = frozenset({"the", "this", "that", "our", "their", "its"})


def described_places(parsed: Parsed, places: Sequence[Place]) -> tuple[Place, ...]:
    """Every description of a place in the report that the places it names, or a nationality word, make plain."""
    named = tuple(iso3 for iso3, _ in countries_named(parsed.doc, places).most_common())
    found = (_described(parsed, token, places, named) for token in tokens_in(parsed.doc, _noun_words(), lemma=True))
    return tuple(place for place in found if place is not None)


def countries_named(doc: Doc, places: Sequence[Place]) -> Counter[str]:
    """How often a report speaks of each country: by the places in it, its own name, and its nationality words."""
    named = Counter(p.country for p in places if p.country)
    named.update(nationality_words()[token.lower_] for token in nation_tokens(doc))
    return named


def main_country(doc: Doc, places: Sequence[Place]) -> str | None:
    """The country that a report speaks of most."""
    return next((iso3 for iso3, _ in countries_named(doc, places).most_common(1)), None)


def nationality_of(token: Token) -> str | None:
    """The country of a nationality word among a noun's modifiers ("Syrian territory")."""
    nations = nationality_words()
    left = (child for child in token.lefts if child.text[0].isupper())
    return next((iso3 for child in left if (iso3 := nations.get(child.lower_))), None)


@cache
def country_place(iso3: str) -> Place | None:
    """A state as a place that follows from context."""
    country = countries().get(iso3)
    if country is None:
        return None
    return Place(
        None, country.name, country.lat, country.lon, iso3, country.geonameid, feature="A.PCLI", precision="country"
    )


@cache
def _capital(iso3: str) -> Place | None:
    for name in countries()[iso3].capitals if iso3 in countries() else ():
        for e in look_up(name, tolerant=False):
            if e.country == iso3 and e.kind == "P":
                return Place(None, e.name, e.lat, e.lon, iso3, e.geonameid, e.admin1, e.feature)
    return None


@cache
def _noun_words() -> frozenset[str]:
    return frozenset(_nouns())


@cache
def _nouns() -> Mapping[str, str]:
    return {word: kind for kind in _KINDS for word in words(kind)}


def _described(parsed: Parsed, noun: Token, places: Sequence[Place], named: Sequence[str]) -> Place | None:
    kind = _nouns()[noun.lemma_]
    if noun.pos_ not in {"NOUN", "ADV"} or (noun.tag_ == "NNS" and kind != "border"):
        return None
    first = next(iter(noun.lefts), noun)
    if kind == "border":
        place = _border(noun, named)
        return _with_mention(parsed, place, first.i, noun.i + 1) if place else None
    nation = nationality_of(noun)
    pointed = any(child.lower_ in _POINTERS for child in noun.lefts)
    if _named(noun) or not (nation or pointed):
        return None
    if kind == "compass":
        place = _part(_direction(noun), nation or next(iter(named), None))
    else:
        place = _meant(kind, nation, next(iter(named), None), [p for p in places if _start(p) < noun.idx])
    return _with_mention(parsed, place, first.i, noun.i + 1) if place else None


def _direction(noun: Token) -> str:
    """The word for a direction that ends with a noun ("north-east"), without a hyphen."""
    hyphened = noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ in BEARINGS
    return (noun.nbor(-2).lower_ if hyphened else "") + noun.lemma_.replace("-", "")


def _part(direction: str, state: str | None) -> Place | None:
    """A part of a state ("the north-east")."""
    known = part_of(state, BEARINGS[direction]) if state else None
    whole = country_place(state) if state else None
    if known is None or whole is None:
        return None
    return Place(None, f"{direction} of {whole.name}", known[0], known[1], state, precision="region")


def _border(noun: Token, named: Sequence[str]) -> Place | None:
    """The border that the words beside "border" and the countries of the report make plain."""
    beside = _countries_beside(noun)
    pairs = [(one, other) for i, one in enumerate(beside) for other in beside[i + 1 :]]
    pairs += [(one, other) for one in beside for other in named if one != other]
    if named and not beside:
        pairs += [(named[0], other) for other in named[1:]]
    for one, other in pairs:
        point = border_of(one, other)
        if point is not None:
            name = "–".join(place.name for iso3 in (one, other) if (place := country_place(iso3)))
            return Place(None, f"{name} border", point[0], point[1], None, precision="region")
    return None


def _countries_beside(noun: Token) -> Sequence[str]:
    """The countries in the phrase of a noun ("the Syrian–Iraqi border", "its border with Chad")."""
    around = noun.doc[max(noun.sent.start, noun.i - 4) : min(noun.sent.end, noun.i + 6)]
    nations, names = nationality_words(), by_name()
    found: list[str] = []
    goes_on = noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ in {"with", "between"}
    for token in around:
        if (token.i < noun.i or goes_on) and token.text[0].isupper():
            country = names.get(token.lower_)
            found += [iso3] if (iso3 := nations.get(token.lower_) or (country.iso3 if country else None)) else []
    return list(dict.fromkeys(found))


def _meant(kind: str, nation: str | None, state: str | None, before: Sequence[Place]) -> Place | None:
    country = nation or state
    if kind == "described_capital":
        return _capital(country) if country else None
    if kind == "described_country" or nation:
        return country_place(country) if country and (kind != "land" or nation) else None
    if kind == "described_settled":
        return _last(before, _SETTLED)
    if kind == "described_admin":
        return _last(before, _ADMIN)
    return _last(before, _SETTLED | _ADMIN) if kind == "described_area" else None


def _last(before: Sequence[Place], precisions: frozenset[str]) -> Place | None:
    return next((p for p in reversed(before) if p.precision in precisions), None)


def _start(place: Place) -> int:
    return place.mention.span.start if place.mention else 0


def _named(noun: Token) -> bool:
    """True where a name follows ("the city of X", "the capital, X") or the noun is part of one."""
    following = noun.doc[noun.i + 1 : noun.i + 3]
    return any(t.text[:1].isupper() and t.pos_ == "PROPN" for t in following) or (noun.text[0].isupper() and noun.i > 0)


def _with_mention(parsed: Parsed, place: Place, start: int, end: int) -> Place:
    return replace(place, mention=parsed.quote_of(parsed.doc[start:end]))


def adjectives(doc: Doc) -> Iterator[tuple[Token, Place]]:
    """Nationality words, each with the state it stands for."""
    for token in nation_tokens(doc):
        if (place := country_place(nationality_words()[token.lower_])) is not None:
            yield token, place
