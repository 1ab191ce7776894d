"""Who acts, suffers and speaks in a report: mentions of persons, bodies and kinds of people, each with one identity."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from onrecord.ground.nations import nation_tokens, state_tokens
from onrecord.ids import stable_id
from onrecord.knowledge.bonds import branch_of, has_branches, name_in
from onrecord.knowledge.countries import by_name, countries, countries_in, country_of, nationality_words
from onrecord.knowledge.files import read_toml
from onrecord.knowledge.groups import Group, group_of, groups, may_name
from onrecord.knowledge.leaders import leader_of
from onrecord.knowledge.sectors import sector_of
from onrecord.knowledge.spelling import fold
from onrecord.model import Actor, Place, Quote, Unresolved
from onrecord.parsed import Parsed

_NAMED = frozenset({"PERSON", "ORG"})
_DOERS = frozenset({"nsubj", "nsubjpass", "conj", "poss", "pobj"})
_FACING = frozenset({"by", "against", "with", "between", "from", "for"})
_ALWAYS_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_AT_HOME = _ALWAYS_STATE | {"CVL", "REB", "OPP", "PRM", "UAF", "LAB", "EDU", "MED", "SOC", "PTY", "ELI", "CRM"}
_INSIDE = frozenset({"settlement", "near", "admin2", "admin1"})  # places that tell where a report is set
_DOMINANT = 0.34  # share of a report's country words that makes one country its scene
_ALONE = 0.6  # the share from which on an office told without its state is that country's ("President Arrane")
_LEADING = re.compile(r"^(?:the|a|an|some|several|many|most|two|three|dozens of|hundreds of)\s+", re.IGNORECASE)
_SPONSOR = re.compile(r"\b[\w.]+[-‐–](?:backed|allied|aligned|funded|trained|sponsored|supported|affiliated|linked)\b")
_LED = re.compile(r"[-‐–]led\b")
_POSSESSIVE = re.compile(r"[’']s?$")
_PLACING = frozenset({"in", "of", "from"})
_BEHIND = _PLACING | {"at", "near"}
_PERSONAL = frozenset({"he", "she", "they", "we", "i", "him", "her", "them", "us"})


@dataclass(frozen=True, slots=True)
class _Person:
    """What a report tells of a named person in all its mentions."""

    name: str
    sector: str | None = None
    country: str | None = None


class Actors:
    """The actors of one report.

    Known groups and the arms of states have the same `id` in every report; others have one that follows from the
    report and their fullest name.  What a phrase leaves unsaid comes from its chain of mentions, then, for kinds of
    people and forces, from the country that the report is mostly about.
    """

    def __init__(self, parsed: Parsed, places: Iterable[Place | Unresolved] = ()) -> None:
        self._parsed = parsed
        self._scenery = tuple(p for p in places if isinstance(p, Place) and p.precision in _INSIDE)
        day = parsed.report.published
        self._year = day.year if day else None
        self._scenes: dict[int, str | None] = {}
        self._memory: dict[tuple[int, int], Actor] = {}

    def ground(self, quote: Quote) -> Actor:
        """The actor that a quoted phrase stands for."""
        key = (quote.span.start, quote.span.end)
        if key not in self._memory:
            self._memory[key] = self._ground(quote)
        return self._memory[key]

    def stranger(self, quote: Quote) -> Actor:
        """An actor of this phrase alone, whatever it might mean by its context."""
        name = _LEADING.sub("", self._words_of(quote))
        return Actor(quote, self._own_id(name, quote.span.start), name, None, None)

    def mentions(self) -> tuple[Actor, ...]:
        """Every mention of an actor, in order of the text."""
        spans = dict.fromkeys((s.start, s.end) for s in self._spans())
        doc = self._parsed.doc
        return tuple(self.ground(self._parsed.quote_of(doc[start:end])) for start, end in sorted(spans))

    @cached_property
    def _home(self) -> str | None:
        """The country that the report is mostly about, if there is one."""
        return self._dominant(_DOMINANT)

    def _dominant(self, share: float) -> str | None:
        """The country that at least this share of the report's country words speak of."""
        words = self._words_for_countries
        if not words:
            return None
        (first, count), *_ = words.most_common(1)
        return first if count / sum(words.values()) >= share else None

    @cached_property
    def _words_for_countries(self) -> Counter[str]:
        """How often the report speaks of each country: by words for it, and twice by each town or province it names.

        Foreign states speak in a report, but its towns are where it is set; capitals are left out, for they stand for
        governments as often as for places.
        """
        words = _country_words(self._parsed.doc[:], self._parsed.entities)
        for place in self._scenery:
            if place.country in countries() and place.name not in countries()[place.country].capitals:
                words[place.country] += 2
        return words

    def _scene(self, quote: Quote, sector: str | None) -> str | None:
        """Whose army, police or government is meant: the one state of its sentence, else the report's."""
        if sector in _ALWAYS_STATE:
            here = self._one_country(self._parsed.tokens(quote.span).root.sent)
            if here is not None:
                return here
        return self._home

    def _served(self, quote: Quote, sector: str | None) -> str | None:
        """The state that a person in office serves where no word says it: the only one that is spoken of, or nearly."""
        if sector not in _ALWAYS_STATE | {"PTY", "OPP"}:
            return None
        return self._dominant(_ALONE) or self._one_country(self._parsed.tokens(quote.span).root.sent)

    def _one_country(self, sentence: DocSpan) -> str | None:
        """The one state that a sentence names."""
        if sentence.start not in self._scenes:
            words = _country_words(sentence, self._parsed.entities)
            self._scenes[sentence.start] = next(iter(words)) if len(words) == 1 else None
        return self._scenes[sentence.start]

    @cached_property
    def _people(self) -> dict[str, _Person]:
        """Persons by each word of their names, folded; the fullest name wins, and the first office that is told."""
        people: dict[str, _Person] = {}
        for entity in self._parsed.entities:
            if entity.label_ != "PERSON":
                continue
            name = " ".join(_POSSESSIVE.sub("", entity.text.strip()).split())
            words = [word for word in fold(name).split(" ") if len(word) > 2]
            known = next((people[word] for word in reversed(words) if word in people), None)
            sector, country = _office(entity)
            leader = leader_of(name)
            if leader is not None:
                sector, country = sector or leader.sector, country or leader.country
            if known is not None:
                name = max(name, known.name, key=len)
                sector, country = known.sector or sector, known.country or country
            people.update(dict.fromkeys(words, _Person(name, sector, country)))
        return people

    def _person(self, quote: Quote, text: str) -> _Person | None:
        """The named person that a mention, or the fullest mention it resolves to, is about."""
        tokens = self._parsed.tokens(quote.span)
        capital = text.split(" ")[-1][:1].isupper()
        if tokens.root.ent_type_ == "PERSON" or (capital and fold(text.split(" ")[-1]) in self._people):
            return self._people.get(fold(_POSSESSIVE.sub("", text)).split(" ")[-1])
        return None

    def _ground(self, quote: Quote) -> Actor:
        own = self._words_of(quote)
        named = self._is_name(quote, own) or self._group(own) is not None
        text = own if named else self._words_of(self._parsed.resolve(quote)) or own
        group = self._group(text)
        if group is not None and _is_group(text, group):
            meant = self._branch(group, quote)
            return Actor(quote, meant.id, name_in(meant.id, self._year) or meant.name, meant.sector, meant.country)
        state = _state(text)
        if state is not None:
            return Actor(quote, f"state:{state}", countries()[state].name, "GOV", state)
        person = self._person(quote, text)
        sector = sector_of(own) or sector_of(text) or (person and person.sector) or (group.sector if group else None)
        country = self._country(quote, text, sector, group) or (person.country if person else None)
        if person is not None:
            country = country or self._served(quote, sector)
            return Actor(quote, self._own_id(person.name), person.name, sector, country)
        return _arm(quote, text, sector, country) or self._other(quote, text, sector, country)

    def _group(self, text: str) -> Group | None:
        return group_of(text, country_of(text) or self._home, self._year) if may_name(text) else None

    def _branch(self, group: Group, quote: Quote) -> Group:
        """The branch that a group's name means by the place it is put in ("ISIS in Sinai"), else the group."""
        if not has_branches(group.id):
            return group
        span = self._parsed.tokens(quote.span)
        after = (child for child in span.root.children if child.i > span.root.i)
        end = max((t.right_edge.i for t in after if t.lower_ in _PLACING), default=span.end - 1)
        branch = branch_of(group.id, span.doc[span.start : max(end + 1, span.end)].text, self._year)
        return groups()[branch] if branch else group

    def _words_of(self, quote: Quote) -> str:
        """A quote's words in mixed case, on one line, without quotation marks and possessive ending."""
        return _plain(self._parsed.text[quote.span.start : quote.span.end])

    def _is_name(self, quote: Quote, text: str) -> bool:
        """True for a name: its last word begins with a capital, and not because a sentence begins there."""
        if not text or not text.split(" ")[-1][:1].isupper():
            return False
        return " " in text or self._parsed.tokens(quote.span)[0].pos_ == "PROPN"

    def _other(self, quote: Quote, text: str, sector: str | None, country: str | None) -> Actor:
        """An actor known only from this report; a pronoun that resolves to nobody is a stranger at each mention."""
        name = _LEADING.sub("", text)
        if text.lower() in _PERSONAL:
            return Actor(quote, self._own_id(text, quote.span.start), name, None, None)
        if sector is None and country and fold(name.split(" ")[-1]) in nationality_words():
            sector = "CVL"
        return Actor(quote, self._own_id(name), name, sector, country)

    def _own_id(self, name: str, start: int | None = None) -> str:
        return stable_id("actor", self._parsed.report.id, fold(name), start)

    def _country(self, quote: Quote, text: str, sector: str | None, group: Group | None) -> str | None:
        own = self._words_of(quote)
        said = country_of(_unled(own)) or country_of(_unled(text)) or (group.country if group else None)
        if said or sector not in _AT_HOME or countries_in(text) or (text == own and self._is_name(quote, own)):
            return said
        return self._placed(quote) or self._scene(quote, sector)

    def _placed(self, quote: Quote) -> str | None:
        """The country that the words behind a phrase put it in ("security forces in Guinea")."""
        span = self._parsed.tokens(quote.span)
        behind = [c for c in span.root.children if c.i >= span.end and c.lower_ in _BEHIND and c.dep_ == "prep"]
        homes = {home for c in behind for home in countries_in(span.doc[c.i : c.right_edge.i + 1].text)}
        return homes.pop() if len(homes) == 1 else None

    def _spans(self) -> Iterator[DocSpan]:
        doc = self._parsed.doc
        for chunk in doc.noun_chunks:
            if (span := _trimmed(chunk)) is not None and self.acts(span):
                yield span
        for entity in self._parsed.entities:
            root = entity.root
            people = entity.label_ == "NORP" and root.pos_ in {"NOUN", "PROPN"} and root.dep_ in _DOERS
            if people or (entity.label_ in _NAMED and entity.text[0].isalpha() and not root.like_num):
                yield entity

    def acts(self, span: DocSpan) -> bool:
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
        return (head.pos_ == "PROPN" and group_of(text) is not None) or _headed(text)


def _country_words(span: DocSpan, entities: Iterable[DocSpan]) -> Counter[str]:
    """How often a stretch of text speaks of each country; `entities` are those of the whole report."""
    at = {t.i: nationality_words()[t.lower_] for t in nation_tokens(span) if not _of_media(t)}
    at |= {t.i: by_name()[t.lower_].iso3 for t in state_tokens(span)}
    words = Counter(at.values())
    for entity in entities:
        inside = span.start <= entity.start and entity.end <= span.end
        if inside and entity.label_ == "GPE" and (len(entity) > 1 or "." in entity.text or entity.text.isupper()):
            words.update(countries_in(entity.text) if at.keys().isdisjoint(range(entity.start, entity.end)) else ())
    return words


def _of_media(nation: Token) -> bool:
    """True where a nation is told of a news organisation only ("the Russian daily Vesti")."""
    after = nation.doc[min(nation.i + 1, len(nation.doc) - 1)]
    return bool({after.lower_, nation.head.lemma_.lower()} & _words("media"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_toml("actor_words.toml")[kind])


@cache
def _arms() -> dict[str, str]:
    """The sector of each word for a force or organ of a state."""
    arms: dict[str, dict[str, Any]] = read_toml("actor_words.toml")["arms"]
    return {word: sector for sector, arm in arms.items() for word in arm["words"]}


def _headed(text: str) -> bool:
    """True if the head word itself says a sector ("villagers"), rather than a modifier alone ("police station")."""
    last = sector_of(_last_word(text))
    return last is not None and last != "UNK"


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
    return _POSSESSIVE.sub("", " ".join(text.split())).strip(" ,.;:\"“”'‘’")


def _unled(text: str) -> str:
    """A phrase without who only backs it ("US-backed rebels"), and with who leads it in a word of its own."""
    return _LED.sub(" led", _SPONSOR.sub("", text))


def _core(text: str) -> str:
    """A phrase up to what only places or describes its head."""
    return re.split(r",|\s(?:in|at|near|from|who|that|which|against|with|to)\s", text, maxsplit=1)[0]


def _last_word(text: str) -> str:
    return _core(text).split(" ")[-1].lower()


def _is_group(text: str, group: Group) -> bool:
    """True if a phrase means the whole group: its name, alone or with a word such as "militants" or "movement"."""
    rest = _core(text)
    for name in sorted((group.name, *group.aliases), key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest, re.IGNORECASE)
        if found:
            tail = rest[found.end() :].split()
            return all(
                _POSSESSIVE.sub("", word.lower()) in _words("collective") or word.startswith("(") for word in tail
            )
    return len(rest.split()) <= len(group.name.split()) + 2


def _state(text: str) -> str | None:
    """The country of a phrase that is a state's bare name or seat."""
    found = country_of(text)
    if found is None or (not text[:1].isupper() and not text.startswith("the ")):
        return None
    bare = fold(_LEADING.sub("", text))
    country = countries()[found]
    names = {fold(_LEADING.sub("", n)) for n in (*country.names, *country.capitals, *country.seats)}
    return found if bare in names else None


def _arm(quote: Quote, text: str, sector: str | None, country: str | None) -> Actor | None:
    """The force or organ of a state that a phrase means as a whole ("the army", "Fredonian troops")."""
    own = _arms().get(_last_word(text))
    if own is None or country is None or sector not in _ALWAYS_STATE:
        return None
    sector = own if own != "GOV" else sector
    label = read_toml("actor_words.toml")["arms"].get(sector or "", {}).get("label", "government")
    state = countries()[country]
    nation = state.adjectives[0] if state.adjectives else state.name
    return Actor(quote, f"state:{country}:{sector}", f"{nation} {label}", sector, country)


def _office(person: DocSpan) -> tuple[str | None, str | None]:
    """The sector and country that a person's titles or appositions tell."""
    root = person.root
    phrases = [person.doc[root.left_edge.i : root.i + 1].text]
    phrases += [person.doc[c.left_edge.i : c.right_edge.i + 1].text for c in root.children if c.dep_ == "appos"]
    if root.dep_ == "appos":
        phrases.append(person.doc[root.head.left_edge.i : root.head.i + 1].text)
    sectors = (sector_of(phrase) for phrase in phrases)
    homes = (country_of(phrase) for phrase in phrases)
    return next(filter(None, sectors), None), next(filter(None, homes), None)
