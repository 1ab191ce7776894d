"""A report as the task sees it: words that may name an incident, and phrases that may fill a slot."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from bench.muc4.linear import load_groups
from bench.muc4.meaning import SIZE, Floats
from bench.muc4.words import load_words
from onrecord.model import Actor, CodedReport, Event
from onrecord.parsed import Parsed
from onrecord.spans import Span

_PEOPLE_OF = frozenset(
    ["member", "group", "band", "column", "unit", "squad", "commando", "number", "leader", "command", "gang"]
)
_LEFT_OUT = frozenset(["DET", "PRON", "PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "SYM"])
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may name an incident: its token, sentence, kind and features."""

    token: int
    sentence: int
    kind: str
    lemma: str
    features: tuple[str, ...]
    event: Event | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may fill a slot.

    `text` is the fill in the report's words, `name` the proper name of a person inside it, `trigger` the index of the
    act it hangs on.
    """

    head: int
    sentence: int
    start: int
    end: int
    text: str
    name: str | None
    lemma: str
    features: tuple[str, ...]
    trigger: int | None
    actor: Actor | None
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A coded report with its triggers and mentions in the order of the text, and a vector for each token."""

    parsed: Parsed
    coded: CodedReport
    triggers: tuple[Trigger, ...]
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    vectors: Floats

    def meaning(self, start: int, end: int) -> Floats:
        """The mean vector of the tokens that these characters touch."""
        span = self.parsed.tokens(Span(start, end))
        found: Floats = self.vectors[span.start : span.end].mean(axis=0)
        return found

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds this character."""
        return max(bisect_right(self.starts, offset) - 1, 0)


class _Reader:
    def __init__(self, parsed: Parsed, coded: CodedReport, groups: Groups) -> None:
        self.parsed, self.coded, self.doc = parsed, coded, parsed.doc
        self.groups = {(s.start, s.end): s for s in _named(parsed, groups)}
        self.sentence_of = {t.i: n for n, s in enumerate(self.doc.sents) for t in s}
        self.event_at = self._events()
        self.roles = self._roles()
        self.actors = {a.mention.span.end: a for a in coded.actors}

    def _events(self) -> dict[int, Event]:
        found: dict[int, Event] = {}
        for event in self.coded.events:
            for quote in (event.anchor, *event.also):
                for token in self.parsed.tokens(quote.span):
                    found.setdefault(token.i, event)
        return found

    def _roles(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}

        def add(end: int, role: str) -> None:
            found.setdefault(end, []).append(role)

        for e in self.coded.events:
            kind = f"{e.type}:{e.mode}" if e.type == "ASSAULT" else e.type
            for role, sides in (("actor", e.actor), ("recipient", e.recipient)):
                for side in sides:
                    add(side.mention.span.end, f"{role}:{kind}")
                    if e.type == "ASSAULT":
                        add(side.mention.span.end, f"{role}:ASSAULT")
                        add(side.mention.span.end, f"{role}:{e.status.value}:{e.polarity}")
            for quote in e.instrument:
                add(quote.span.end, "instrument")
            for toll in e.tolls:
                add(toll.mention.span.end, f"toll:{toll.outcome.value}")
        return found

    def triggers(self) -> Iterator[Trigger]:
        acts = load_words().acts
        for token in self.doc:
            lemma = token.lemma_.lower()
            kind = acts.get(lemma)
            if kind and token.pos_ in ("NOUN", "VERB", "ADJ", "PROPN", "AUX"):
                event = self.event_at.get(token.i)
                yield Trigger(
                    token.i, self.sentence_of[token.i], kind, lemma, tuple(self._trigger_features(token, event)), event
                )

    def _trigger_features(self, token: Token, event: Event | None) -> Iterator[str]:
        n = self.sentence_of[token.i]
        lemma = token.lemma_.lower()
        yield f"t:{lemma}"
        yield f"t:{lemma}:{token.pos_}"
        yield f"tag:{token.tag_}"
        yield f"dep:{token.dep_}"
        yield f"sent:{min(n // 2, 6)}"
        yield f"t:{lemma}:head:{_word(token.head)}"
        yield from (f"s:{word}" for word in sorted(content_words(token.sent)))
        for child in token.children:
            yield f"child:{child.dep_}:{_word(child)}"
            yield f"t:{lemma}:child:{child.dep_}"
            if child.dep_ in ("prep", "agent"):
                for inner in child.children:
                    yield f"pp:{child.lower_}:{_word(inner)}"
        if event is None:
            yield "no event"
            return
        yield f"event:{event.type}"
        yield f"event:{event.type}:{event.mode}"
        yield f"status:{event.status.value}:{event.polarity}"
        yield f"sides:{bool(event.actor)}:{bool(event.recipient)}"
        yield f"claims:{bool(event.claims)}:{event.hedged}"
        for a in event.actor:
            yield f"actor:{a.sector}"
        for a in event.recipient:
            yield f"recipient:{a.sector}"
        for a in event.actor:
            for b in event.recipient:
                yield f"pair:{a.sector}:{b.sector}"
        for toll in event.tolls:
            yield f"toll:{toll.outcome.value}"
        place = getattr(event.place, "country", None)
        yield f"country:{place in load_words().countries}"
        yield f"placed:{getattr(event.place, 'precision', None)}"
        start, end = getattr(event.time, "start", None), getattr(event.time, "end", None)
        day = self.coded.report.published
        if start and day:
            days = (day - start).days
            yield f"ago:{next((n for n in (0, 1, 2, 7, 31, 62, 365) if days <= n), 'long')}"
            yield f"long:{end is not None and (end - start).days > 31}"
        else:
            yield "ago:?"

    def mentions(self, triggers: tuple[Trigger, ...]) -> Iterator[Mention]:
        by_sentence: dict[int, list[int]] = {}
        for index, t in enumerate(triggers):
            by_sentence.setdefault(t.sentence, []).append(index)
        for span in self._spans():
            head = span.root
            n = self.sentence_of[head.i]
            near = by_sentence.get(n, [])
            trigger = min(near, key=lambda i: self._distance(head, self.doc[triggers[i].token]), default=None)
            text, name = self._texts(span)
            if not text:
                continue
            yield Mention(
                head.i,
                n,
                span.start_char,
                span.end_char,
                text,
                name,
                _word(head),
                tuple(self._mention_features(span, head, name, trigger, triggers, near)),
                trigger,
                self.actors.get(span.end_char),
                self._gloss(head),
            )

    def _spans(self) -> Iterator[DocSpan]:
        """The phrases of the text, and the groups that are named inside of phrases ("FMLN guerrillas": FMLN)."""
        seen = set()
        for span in _phrases(self.doc):
            seen.add((span.start, span.end))
            yield span
        inner = {(e.start, e.end): e for e in self.doc.ents if e.label_ in ("ORG", "NORP")} | self.groups
        for actor in self.coded.actors:
            if actor.id.startswith("group:"):
                span = self.parsed.tokens(actor.mention.span)
                inner.setdefault((span.start, span.end), span)
        yield from (span for where, span in sorted(inner.items()) if where not in seen)

    def _texts(self, span: DocSpan) -> tuple[str, str | None]:
        """The fill in the report's own letters, and the person's name at its end."""
        words = list(span)
        while words and (words[0].pos_ in _LEFT_OUT or words[0].like_num):
            words.pop(0)
        while words and words[-1].pos_ in ("PUNCT", "SPACE"):
            words.pop()
        if not words:
            return "", None
        start, end = words[0].idx, words[-1].idx + len(words[-1])
        text = " ".join(self.parsed.report.text[start:end].split())
        persons = [e for e in span.ents if e.label_ == "PERSON" and e.end_char >= end - 1]
        if not persons:
            return text, None
        person = persons[-1]
        return text, " ".join(self.parsed.report.text[person.start_char : person.end_char].split())

    def _gloss(self, head: Token) -> str:
        """What an apposition says that somebody is ("X, the governor of Y": governor)."""
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "NOUN" and child.i > head.i:
                left = [t for t in child.lefts if t.dep_ in ("compound", "amod", "nmod", "poss")]
                start = min((t.i for t in left if t.pos_ != "PRON"), default=child.i)
                span = self.doc[start : child.i + 1]
                return " ".join(self.parsed.report.text[span.start_char : span.end_char].split())
        return ""

    def _distance(self, head: Token, trigger: Token) -> int:
        return len(_path(head, trigger) or ()) or 20 + abs(head.i - trigger.i)

    def _mention_features(
        self,
        span: DocSpan,
        head: Token,
        name: str | None,
        trigger: int | None,
        triggers: tuple[Trigger, ...],
        near: list[int],
    ) -> Iterator[str]:
        word, kinds = _word(head), {triggers[i].kind for i in near}
        gov, link = _governor(head)
        yield f"h:{word}"
        yield f"tag:{head.tag_}"
        yield f"ent:{head.ent_type_}"
        yield f"link:{link}"
        yield f"gov:{_word(gov)}:{link}"
        yield f"h:{word}:link:{link}"
        yield f"named:{name is not None}"
        yield f"sent:{min(self.sentence_of[head.i] // 2, 6)}"
        yield f"len:{min(len(span), 5)}"
        for token in span:
            if token.i != head.i:
                yield f"m:{_word(token)}"
        for child in head.children:
            if child.dep_ in ("appos", "relcl", "acl"):
                yield f"{child.dep_}:{_word(child)}"
        yield f"numbered:{any(t.like_num for t in span)}"
        for end in (span.end_char, head.idx + len(head)):
            for role in self.roles.get(end, ()):
                yield f"role:{role}"
        if (span.start, span.end) in self.groups or any(head.i == s.end - 1 for s in self.groups.values()):
            name_of = " ".join(span.text.upper().split())
            yield from ("known group", f"group:{name_of}", f"known group:{link}")
        actor = self.actors.get(span.end_char)
        if actor:
            yield f"sector:{actor.sector}"
            yield f"group:{actor.id.startswith('group:')}"
            yield f"sector:{actor.sector}:{link}"
        for kind in kinds or {"none"}:
            yield f"near:{kind}"
            yield f"near:{kind}:h:{word}"
            yield f"near:{kind}:link:{link}"
        if trigger is None:
            yield "far"
            return
        t = triggers[trigger]
        path = _path(head, self.doc[t.token])
        steps = "/".join(path) if path and len(path) <= 5 else "long"
        yield f"path:{steps}"
        yield f"path:{steps}:{t.lemma}"
        yield f"path:{steps}:{t.kind}"
        yield f"act:{t.lemma}:h:{word}"
        yield f"act:{t.lemma}"


def _phrases(doc: Doc) -> Iterator[DocSpan]:
    covered: set[int] = set()
    for chunk in doc.noun_chunks:
        if chunk.root.pos_ == "PRON":
            continue
        covered.update(range(chunk.start, chunk.end))
        yield _with_of(doc, chunk)
    for ent in doc.ents:
        if ent.label_ in ("PERSON", "ORG", "NORP", "FAC") and ent.root.i not in covered:
            yield doc[ent.start : ent.end]


def _named(parsed: Parsed, groups: Groups) -> Iterator[DocSpan]:
    """Where the text names one of these groups, the longer name before the shorter one inside it."""
    if not groups:
        return
    longest = sorted((name for names in groups for name in names), key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    for found in re.finditer(rf"\b(?:{names})\b", parsed.report.text, re.IGNORECASE):
        span = parsed.doc.char_span(found.start(), found.end(), alignment_mode="expand")
        if span is not None:
            yield span


def content_words(span: DocSpan) -> set[str]:
    """The lemmas of a stretch of text that are no names and no grammar."""
    return {t.lemma_.lower() for t in span if t.pos_ in ("NOUN", "VERB", "ADJ", "ADV") and not t.ent_type_}


def _with_of(doc: Doc, chunk: DocSpan) -> DocSpan:
    """ "Members of the front": the group whose members they are belongs to the phrase."""
    head = chunk.root
    if head.lemma_.lower() in _PEOPLE_OF:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i == chunk.end:
                inner = next(iter(child.children), None)
                if inner is not None:
                    return doc[chunk.start : max(inner.i, *(t.i for t in inner.lefts), inner.i) + 1]
    return chunk


def _word(token: Token) -> str:
    """A word as a feature: common words by lemma, proper nouns only as what they name."""
    if token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "GPE", "LOC", "ORG", "NORP"):
        return token.ent_type_ or "PROPN"
    return "0" if token.like_num else token.lemma_.lower()


def _governor(head: Token) -> tuple[Token, str]:
    link = []
    token = head
    for _ in range(4):
        link.append(token.dep_ if token.dep_ != "prep" else token.lower_)
        token, last = token.head, token
        if token.pos_ in ("NOUN", "VERB", "PROPN", "AUX", "ADJ") and last.dep_ not in ("conj", "appos"):
            break
        if token.head is token:
            break
    return token, ">".join(link)


def _path(a: Token, b: Token) -> tuple[str, ...] | None:
    if a.i == b.i:
        return ("self",)
    up = {t.i: k for k, t in enumerate((a, *a.ancestors))}
    chain_b = (b, *b.ancestors)
    meet = next((k for k, t in enumerate(chain_b) if t.i in up), None)
    if meet is None:
        return None
    chain_a = (a, *a.ancestors)[: up[chain_b[meet].i]]
    return (*(f"^{_step(t)}" for t in chain_a), *(f"v{_step(t)}" for t in reversed(chain_b[:meet])))


def _step(token: Token) -> str:
    return token.lower_ if token.dep_ in ("prep", "agent") and re.fullmatch(r"[a-z]+", token.lower_) else token.dep_


def read(parsed: Parsed, coded: CodedReport, groups: Groups | None = None, vectors: Floats | None = None) -> Reading:
    """What the task needs of a coded report.

    `groups` are the names to look for, those of the trained file if None; `vectors` tell what each token means.
    """
    reader = _Reader(parsed, coded, load_groups() if groups is None else groups)
    triggers = tuple(reader.triggers())
    starts = tuple(s.start_char for s in parsed.doc.sents)
    if vectors is None:
        vectors = np.zeros((len(parsed.doc), SIZE), dtype=np.float32)
    return Reading(parsed, coded, triggers, tuple(reader.mentions(triggers)), starts, vectors)
