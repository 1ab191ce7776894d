"""Who is who among the speakers of a report: mentions brought together into one person, body or document."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.attribute.antecedents import PRONOUNS, WHO, fits, gender, human, subjects_before
from onrecord.attribute.bearers import is_document, is_office
from onrecord.attribute.relays import names_outlet
from onrecord.attribute.speakers import mention_span
from onrecord.parsed import Chain, Parsed
from onrecord.spans import Span, hull

_DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "same"])
_POINTING = frozenset(["his", "her", "its", "their"])
_NEAR = 500  # characters over which a person may be called anew by what he is
_TITLES = re.compile(r"^(?:mr|mrs|ms|dr|sir|lord|lady|prof|gen|col|sen|rep|rev|st)\.?$", re.IGNORECASE)
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})


@dataclass(slots=True)
class Entity:
    """One speaker with the mentions found so far, in order of being found."""

    mentions: list[Span]
    head: Token
    name: Span | None
    words: set[str] = field(default_factory=set)
    chain: Chain | None = None
    gender: str | None = None
    several: bool = False  # "X and Y", which is neither X nor Y


class Entities:
    """The speakers of one report; `of` finds or makes the one that a mention stands for."""

    def __init__(self, parsed: Parsed, said: Sequence[Span]) -> None:
        self._parsed = parsed
        self._said = said
        self._named_tokens: dict[str, list[Token]] | None = None
        self._found: list[Entity] = []
        self._of_head: dict[int, Entity] = {}

    def of(self, mention: Span) -> Entity:
        """The speaker whom a mention stands for."""
        head = head_of(self._parsed, mention)
        entity = self._known(mention, head)
        if entity is None:
            entity = self._new(mention, head)
        entity.gender = entity.gender or gender(self._parsed.tokens(mention)[0].text)
        if mention not in entity.mentions:
            entity.mentions.append(mention)
        if entity.name is None and head.lower_ not in PRONOUNS:
            entity.name = name_of(head, mention)
            entity.words |= naming(self._parsed, entity.name)
        self._of_head[head.i] = entity
        self._found.remove(entity)
        self._found.append(entity)
        return entity

    def outlet(self, mention: Span) -> Entity:
        """The news organisation that a mention stands for; "the paper" is the outlet named last before it."""
        head = head_of(self._parsed, mention)
        if head.pos_ != "NOUN" or name_of(head, mention) is not None or not _definite(self._parsed, mention):
            return self.of(mention)
        before = ((m.start, e) for e in self._found for m in e.mentions if m.start < mention.start)
        news = (x for x in before if x[1].head.i != head.i and x[1].name is not None and names_outlet(x[1].head))
        last = max(news, key=lambda x: x[0], default=None)
        return last[1] if last is not None else self.of(mention)

    def elsewhere(self, entity: Entity) -> list[Span]:
        """The phrases that name a person anywhere in the report, with title and apposition."""
        if entity.name is None or entity.head.ent_type_ in _PLACES:
            return []
        if self._named_tokens is None:
            self._named_tokens = defaultdict(list)
            for token in self._parsed.doc:
                if token.pos_ == "PROPN":
                    self._named_tokens[_plain(token.lower_)].append(token)
        last = _plain(self._parsed.tokens(entity.name)[-1].lower_)
        heads = (t.head if t.dep_ == "appos" and t.head.tag_ == "NN" else t for t in self._named_tokens[last])
        return [mention_span(h) for h in heads if h.dep_ not in {"compound", "nmod"}]

    def _known(self, mention: Span, head: Token) -> Entity | None:
        word = head.lower_
        if head.i in self._of_head:
            return self._of_head[head.i]
        if word in WHO and head.i == head.left_edge.i:
            return self._relative(head)
        if word in PRONOUNS and mention.end - mention.start == len(head.text):
            return self._pronoun(head) or self._in_chain(mention)
        if several(head, mention):
            return self._named(head, mention)
        return self._named(head) or self._described(mention, head) or self._in_chain(mention)

    def _in_chain(self, mention: Span) -> Entity | None:
        chain = self._parsed.chain_of(mention)
        at = head_of(self._parsed, mention).idx
        if chain is None or not any(m.start <= at < m.end for m in chain.mentions):
            return None
        alone = [e for e in reversed(self._found) if not e.several or head_of(self._parsed, mention).tag_ == "PRP"]
        known = next((e for e in alone if e.chain is chain or e.chain == chain), None)
        if known is not None:
            return known
        other = next((e for e in alone if any(m in chain.mentions for m in e.mentions)), None)
        if other is not None:
            return other
        name = head_of(self._parsed, chain.name)
        if name.lower_ in PRONOUNS:
            return None
        entity = self._named(name) or self._new(mention_span(name), name)
        entity.chain = entity.chain or chain
        return entity

    def _relative(self, head: Token) -> Entity | None:
        clause = head.head
        while clause.dep_ not in {"relcl", "ROOT"}:
            clause = clause.head
        if clause.dep_ != "relcl" or clause.head.i > head.i:
            return None
        noun = clause.head
        return self._of_token(noun)

    def _of_token(self, noun: Token) -> Entity:
        mention = mention_span(noun)
        known = self._named(noun) or self._described(mention, noun) or self._in_chain(mention)
        if known is None:
            return self._new(mention, noun)
        if mention not in known.mentions:
            known.mentions.append(mention)
        return known

    def _pronoun(self, head: Token) -> Entity | None:
        """The nearest fitting subject before a pronoun, others' words left out; else the last fitting speaker."""
        may_be, sex = fits(head.lower_), gender(head.text)
        for token in subjects_before(head):
            if self._said_elsewhere(token, head):
                continue
            entity = self._holding(token)
            if entity is None and token.pos_ != "PRON" and may_be(token):
                return self._of_token(token)
            if entity is not None and may_be(entity.head) and (sex is None or entity.gender in {None, sex}):
                return entity
        return next((e for e in reversed(self._found) if may_be(e.head)), self._found[-1] if self._found else None)

    def _said_elsewhere(self, token: Token, pronoun: Token) -> bool:
        """True for a word inside what somebody says, where the pronoun is not."""
        return any(s.start <= token.idx < s.end and not s.start <= pronoun.idx < s.end for s in self._said)

    def _holding(self, token: Token) -> Entity | None:
        at = token.idx
        return next((e for e in reversed(self._found) if any(m.start <= at < m.end for m in e.mentions)), None)

    def _named(self, head: Token, mention: Span | None = None) -> Entity | None:
        """The speaker of that name; of several coordinated ones only the very same."""
        words = self._words(head, mention)
        if not words and head.text[0].isupper() and head.pos_ == "NOUN" and not head.is_sent_start:
            words = {_plain(head.lower_)}
        if not words:
            return None
        joint = mention is not None and several(head, mention)
        for entity in reversed(self._found):
            if entity.several == joint and entity.words and _same_name(words, entity.words, joint=joint):
                return entity
        return None if joint else self._in_part(head)

    def _in_part(self, head: Token) -> Entity | None:
        """The one person of whose name this is a part ("Abu X" for "Abu X Al-Y", a first name alone)."""
        name = name_of(head)
        words = words_of(self._parsed, name) if name is not None else []
        if not words or (len(words) == 1 and head.ent_type_ not in {"PERSON", ""}):
            return None
        found = [e for e in self._found if e.name and not e.several and _part(words, words_of(self._parsed, e.name))]
        return found[0] if len(found) == 1 and found[0].head.ent_type_ in {"PERSON", ""} else None

    def _words(self, head: Token, mention: Span | None) -> set[str]:
        words = naming(self._parsed, name_of(head))
        if mention is not None and several(head, mention):
            for other in head.conjuncts:
                words |= naming(self._parsed, name_of(other))
        return words

    def _described(self, mention: Span, head: Token) -> Entity | None:
        """An earlier speaker taken up by "the spokesman", "the statement", or by the same possessor's same noun."""
        first = self._parsed.tokens(mention)[0].lower_
        if head.pos_ == "PROPN" and not is_office(head.lower_):
            return None
        lemma = head.lemma_.lower()
        owner = _owner(head)
        if owner is not None:
            same = (e for e in reversed(self._found) if e.head.lemma_.lower() == lemma and _owner(e.head) == owner)
            if (known := next(same, None)) is not None:
                return known
        if first not in _DEFINITE and not self._opens_line(mention, head):
            return self._repeated(mention, head)
        for entity in reversed(self._found):
            if entity.head.lemma_.lower() == lemma and _agrees(entity.head, head) and not entity.several:
                return entity
        for entity in reversed(self._found):
            if any(t.lemma_.lower() == lemma for m in entity.mentions for t in self._parsed.tokens(m)):
                return entity
        if is_document(lemma) and first in {"the", "this"}:
            last = next((e for e in reversed(self._found) if not self._quoted(e.mentions[-1])), None)
            return last if last is not None and mention.start - last.mentions[-1].end < 700 else None
        return self._redescribed(mention, head) if first not in _POINTING else None

    def _redescribed(self, mention: Span, head: Token) -> Entity | None:
        """The person named shortly before, now called by what he is ("the tycoon", "the diplomat")."""
        if head.tag_ != "NN" or is_office(head.lower_) or not human(head) or several(head, mention):
            return None
        outside = (e for e in reversed(self._found) if not self._quoted(e.mentions[-1]))
        last = next(outside, None)
        if last is None or last.name is None or last.several:
            return None
        if head_of(self._parsed, last.name).ent_type_ != "PERSON":
            return None
        near = 0 < mention.start - last.mentions[-1].end < _NEAR
        return last if near else None

    def _opens_line(self, mention: Span, head: Token) -> bool:
        """True for a bare singular at a line's beginning, where copy often has lost its article."""
        tokens = self._parsed.tokens(mention)
        before = self._parsed.doc[tokens[0].i - 1].text_with_ws if tokens[0].i else "\n"
        return "\n" in before and head.tag_ == "NN" and human(head)

    def _quoted(self, mention: Span) -> bool:
        return any(s.holds(mention) for s in self._said)

    def _repeated(self, mention: Span, head: Token) -> Entity | None:
        """Earlier speakers whom the same bare plural names again ("witnesses", "security officials")."""
        words = self._plural(mention, head)
        if not words:
            return None
        for entity in reversed(self._found):
            known = self._plural(entity.mentions[0], entity.head)
            if known and not entity.several and (words == known or (len(words) > 1 and known[-len(words) :] == words)):
                return entity
        return None

    def _plural(self, mention: Span, head: Token) -> list[str]:
        """The words of a short bare plural up to its head; none for any other mention."""
        tokens = self._parsed.tokens(mention)
        if head.tag_ != "NNS" or head.i != tokens[-1].i or tokens[0].pos_ in {"DET", "NUM", "PRON"}:
            return []
        words = [t.lower_ for t in tokens]
        return [] if "other" in words else words

    def _new(self, mention: Span, head: Token) -> Entity:
        name = name_of(head, mention)
        entity = Entity(mentions=[mention], head=head, name=name, words=self._words(head, mention))
        entity.chain = self._parsed.chain_of(mention)
        entity.several = several(head, mention)
        self._found.append(entity)
        self._of_head[head.i] = entity
        return entity


def _definite(parsed: Parsed, mention: Span) -> bool:
    return parsed.tokens(mention)[0].lower_ in {"the", "that", "this"}


def several(head: Token, mention: Span) -> bool:
    """True for a mention of coordinated speakers, who make one source together."""
    return any(c.idx < mention.end for c in head.conjuncts if c.i > head.i and c.dep_ == "conj")


def name_of(head: Token, mention: Span | None = None) -> Span | None:
    """The proper name in a mention: of its head, or of its apposition; never a title ("the Mayor")."""
    named = [t for t in (head, *(c for c in head.children if c.dep_ == "appos")) if _is_name(t)]
    if mention is not None and several(head, mention) and named:
        last = [c for c in head.conjuncts if c.idx < mention.end and _is_name(c)][-1:]
        return hull(_proper(t) for t in (named[0], *last))
    if named and named[0].ent_type_ != "PERSON" and is_office(named[0].lower_):
        people = (t for t in head.subtree if t.ent_type_ == "PERSON" and t.dep_ in {"appos", "pobj", "conj", "nmod"})
        person = next((t for t in people if mention is None or t.idx < mention.end), None)
        return _proper(person) if person is not None else None
    name = _proper(named[0]) if named else None
    return name if name is not None and any(head.doc[i].text[0].isupper() for i in _within(head.doc, name)) else None


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in {"PERSON", "ORG", "GPE"}


def _owner(head: Token) -> str | None:
    """Whose: the last word of a possessor's name."""
    owners = (c for c in head.children if c.pos_ == "PROPN" and any(k.tag_ == "POS" for k in c.children))
    return next((_plain(c.lower_) for c in owners), None)


def _same_name(words: set[str], known: set[str], *, joint: bool) -> bool:
    if joint:
        return words == known
    return words <= known or known <= words or _initials(words, known) or _initials(known, words)


def _part(words: list[str], known: list[str]) -> bool:
    """True if one name is a part of the other at its beginning ("Abu X" of "Abu X Al-Y")."""
    short, long = sorted((words, known), key=len)
    return 0 < len(short) < len(long) and long[: len(short)] == short


def _within(doc: Doc, name: Span) -> range:
    tokens = doc.char_span(name.start, name.end, alignment_mode="expand")
    return range(tokens.start, tokens.end) if tokens is not None else range(0)


def head_of(parsed: Parsed, mention: Span) -> Token:
    """The word of a mention on which the others hang."""
    return parsed.tokens(mention).root


def _proper(token: Token) -> Span:
    """The run of capitalised words around a name's head, its titles left out."""
    doc = token.doc
    left, right = token.i, token.i
    while left > 0 and (
        (doc[left - 1].pos_ == "PROPN" and doc[left - 1].head.i in range(left, right + 1))
        or (token.ent_type_ in _NAMES and doc[left].ent_iob_ == "I" and doc[left].ent_type_ == token.ent_type_)
    ):
        left -= 1
    while right + 1 < len(doc) and doc[right + 1].ent_iob_ == "I" and doc[right + 1].ent_type_ == token.ent_type_:
        right += 1
    if token.ent_type_ == "PERSON":
        while left < token.i and doc[left].ent_type_ != "PERSON":
            left += 1
    while right > token.i and (doc[right].text in {"'s", "’s", "'", "’", "."} or doc[right].pos_ in {"VERB", "AUX"}):
        right -= 1
    while left < right and (doc[left].pos_ == "DET" or _TITLES.match(doc[left].text)):
        left += 1
    return Span(doc[left].idx, doc[right].idx + len(doc[right].text))


def naming(parsed: Parsed, name: Span | None) -> set[str]:
    """The words by which a name is known again: the last of a person's, all of a body's."""
    if name is None:
        return set()
    words = words_of(parsed, name)
    return {words[-1]} if words and parsed.tokens(name).root.ent_type_ == "PERSON" else set(words)


def words_of(parsed: Parsed, name: Span) -> list[str]:
    """The words of a name, without small words and accents."""
    tokens = parsed.tokens(name)
    return [_plain(t.lower_) for t in tokens if t.text[0].isalnum() and t.pos_ not in {"DET", "ADP"}]


def _plain(word: str) -> str:
    """A word without its accents, which reports write or leave out."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).replace("ı", "i")


def _initials(short: set[str], long: set[str]) -> bool:
    """True if one name is the abbreviation of the other by its letters, in any order."""
    if len(short) != 1 or len(long) < 2:
        return False
    (word,) = short
    return 2 < len(word) <= 6 and sorted(word.replace(".", "")) == sorted(w[0] for w in long)


def _agrees(one: Token, other: Token) -> bool:
    return (one.tag_ in {"NNS", "NNPS"}) == (other.tag_ in {"NNS", "NNPS"})
