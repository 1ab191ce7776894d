"""Who acts, suffers and speaks in a report: mentions of persons, bodies and kinds of people, each with one identity."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from onrecord.ids import stable_id
from onrecord.knowledge.countries import countries, countries_in, country_of, nationality_words
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.groups import Group, group_of
from onrecord.knowledge.sectors import sector_of
from onrecord.knowledge.spelling import fold
from onrecord.model import Actor, Quote
from onrecord.parsed import Parsed

_NAMED = frozenset({"PERSON", "ORG"})
_DOERS = frozenset({"nsubj", "nsubjpass", "conj", "poss", "pobj"})
_FACING = frozenset({"by", "against", "with", "between", "from", "for"})
_ALWAYS_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_AT_HOME = _ALWAYS_STATE | {"CVL", "REB", "OPP", "PRM", "UAF", "LAB", "EDU", "MED", "SOC", "PTY", "ELI", "CRM"}
_DOMINANT = 0.34  # share of a report's country words that makes one country its scene
_LEADING = re.compile(r"^(?:the|a|an|some|several|many|most|two|three|dozens of|hundreds of)\s+", re.IGNORECASE)
_NAME_HEAD = re.compile(r"[’']s?$")


class Actors:
    """The actors of one report.

    Known groups and the arms of states have the same `id` in every report; others have one that follows from the
    report and their fullest name.  What a phrase leaves unsaid comes from its chain of mentions, then, for kinds of
    people and forces, from the country that the report is mostly about.
    """

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._memory: dict[tuple[int, int], Actor] = {}

    def ground(self, quote: Quote) -> Actor:
        """The actor that a quoted phrase stands for."""
        key = (quote.span.start, quote.span.end)
        if key not in self._memory:
            self._memory[key] = self._ground(quote)
        return self._memory[key]

    def mentions(self) -> tuple[Actor, ...]:
        """Every mention of an actor, in order of the text."""
        spans = dict.fromkeys((s.start, s.end) for s in self._spans())
        doc = self._parsed.doc
        return tuple(self.ground(self._parsed.quote_of(doc[start:end])) for start, end in sorted(spans))

    @cached_property
    def _home(self) -> str | None:
        """The country that the report is mostly about, if there is one."""
        nations = nationality_words()
        words = Counter(iso3 for t in self._parsed.doc if t.text[0].isupper() and (iso3 := nations.get(t.lower_)))
        for entity in self._parsed.doc.ents:
            if entity.label_ == "GPE":
                words.update(countries_in(entity.text))
        if not words:
            return None
        (first, count), *_ = words.most_common(1)
        return first if count / sum(words.values()) >= _DOMINANT else None

    @cached_property
    def _people(self) -> dict[str, str]:
        """The fullest name of each person by their surname, folded."""
        fullest: dict[str, str] = {}
        for entity in self._parsed.doc.ents:
            if entity.label_ == "PERSON":
                name = _NAME_HEAD.sub("", self._parsed.quote_of(entity).text.strip())
                surname = fold(name).split(" ")[-1]
                fullest[surname] = max(fullest.get(surname, ""), " ".join(name.split()), key=len)
        return fullest

    def _ground(self, quote: Quote) -> Actor:
        resolved = self._parsed.resolve(quote)
        own = _plain(quote.text)
        text = own if group_of(own, self._home) or _proper(own) else _plain(resolved.text)
        group = group_of(_core(text), self._home)
        if group is not None and _is_group(text, group):
            return Actor(quote, group.id, group.name, group.sector, group.country)
        state = _state(text)
        if state is not None:
            return Actor(quote, f"state:{state}", countries()[state].name, "GOV", state)
        sector = sector_of(own) or sector_of(text) or (group.sector if group else None)
        country = self._country(own, text, sector, group)
        if sector in _ALWAYS_STATE and country and _last_word(text) in _words("arms"):
            name = f"{countries()[country].name}: {_last_phrase(text)}"
            return Actor(quote, f"state:{country}:{sector}", name, sector, country)
        name = self._name(quote, text)
        return Actor(quote, stable_id("actor", self._parsed.report.id, fold(name)), name, sector, country)

    def _country(self, own: str, text: str, sector: str | None, group: Group | None) -> str | None:
        said = country_of(own) or country_of(text) or (group.country if group else None)
        if said or sector not in _AT_HOME or countries_in(text) or _proper(text):
            return said
        return self._home

    def _name(self, quote: Quote, text: str) -> str:
        """A person's fullest name in the report, or the phrase without its article."""
        for entity in self._parsed.tokens(quote.span).ents:
            if entity.label_ == "PERSON":
                surname = fold(_NAME_HEAD.sub("", entity.text)).split(" ")[-1]
                return self._people.get(surname, entity.text)
        words = text.split(" ")
        person = self._people.get(fold(words[-1])) if words and words[-1][:1].isupper() else None
        return person or _LEADING.sub("", text)

    def _spans(self) -> Iterator[DocSpan]:
        doc = self._parsed.doc
        for chunk in doc.noun_chunks:
            if (span := _trimmed(chunk)) is not None and self._acts(span):
                yield span
        for entity in doc.ents:
            if entity.label_ in _NAMED and entity.text[0].isalpha() and not entity.root.like_num:
                yield entity
            elif entity.label_ == "NORP" and entity.root.pos_ in {"NOUN", "PROPN"} and entity.root.dep_ in _DOERS:
                yield entity

    def _acts(self, span: DocSpan) -> bool:
        """True for phrases whose head is a person, a body, a kind of people, or a state that acts."""
        head = span.root
        if head.pos_ == "PRON":
            return head.lower_ in _words("pronouns")
        if head.ent_type_ in _NAMED or head.ent_type_ == "NORP":
            return True
        if head.ent_type_ == "GPE":
            return _acting(head)
        if head.pos_ not in {"NOUN", "PROPN"}:
            return False
        if head.lower_ in _words("people") or head.lemma_.lower() in _words("people"):
            return True
        text = span.text
        return group_of(text) is not None and head.pos_ == "PROPN" or _headed(text)


def _words(kind: str) -> frozenset[str]:
    return _lists()[kind]


def _lists() -> dict[str, frozenset[str]]:
    if not _CACHE:
        table = read_toml("actor_words.toml")
        _CACHE.update({kind: frozenset(words) for kind, words in table.items() if isinstance(words, list)})
    return _CACHE


_CACHE: dict[str, frozenset[str]] = {}


def _headed(text: str) -> bool:
    """True if the head word itself says a sector ("villagers"), rather than a modifier alone ("police station")."""
    last = _last_word(text)
    return sector_of(last) is not None and sector_of(text) is not None


def _trimmed(chunk: DocSpan) -> DocSpan | None:
    """A noun chunk without blanks and quotation marks at its ends."""
    start, end = chunk.start, chunk.end
    while start < end and (chunk.doc[start].is_space or chunk.doc[start].is_punct):
        start += 1
    while start < end and (chunk.doc[end - 1].is_space or chunk.doc[end - 1].is_punct):
        end -= 1
    return chunk.doc[start:end] if start < end else None


def _acting(head: Token) -> bool:
    """True for a state's name that stands as a doer or one done to, rather than as a place."""
    if country_of(head.doc[head.left_edge.i : head.i + 1].text) is None:
        return False
    if head.dep_ == "pobj":
        return head.head.lower_ in _FACING
    return head.dep_ in _DOERS or head.dep_ == "dobj"


def _plain(text: str) -> str:
    return _NAME_HEAD.sub("", " ".join(text.split())).strip(" ,.;:\"“”'‘’")


def _core(text: str) -> str:
    """A phrase up to what only places or describes its head."""
    return re.split(r",|\s(?:in|at|near|from|who|that|which|against|with|to)\s", text, maxsplit=1)[0]


def _proper(text: str) -> bool:
    """True for a name: its last word begins with a capital."""
    words = text.split(" ")
    return bool(words) and words[-1][:1].isupper() and not text.isupper()


def _last_phrase(text: str) -> str:
    return " ".join(word for word in _LEADING.sub("", _core(text)).split(" ") if fold(word) not in nationality_words())


def _last_word(text: str) -> str:
    return _core(text).split(" ")[-1].lower()


def _is_group(text: str, group: Group) -> bool:
    """True if a phrase means the whole group: its name, alone or with a word such as "militants" or "movement"."""
    rest = _core(text)
    for name in sorted((group.name, *group.aliases), key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest, re.IGNORECASE)
        if found:
            tail = rest[found.end() :].split()
            return all(word.lower().strip("’'s") in _words("collective") or word.startswith("(") for word in tail)
    return len(rest.split()) <= len(group.name.split()) + 2


def _state(text: str) -> str | None:
    """The country of a phrase that is a state's bare name or seat."""
    found = country_of(text)
    if found is None or not text[:1].isupper() and not text.startswith("the "):
        return None
    bare = fold(_LEADING.sub("", text))
    country = countries()[found]
    names = {fold(_LEADING.sub("", n)) for n in (*country.names, *country.capitals, *country.seats)}
    return found if bare in names else None
