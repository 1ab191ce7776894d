"""Attributions by rule over the parse: who says what in quotations, indirect speech and cue nouns."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from onrecord.attribute.bearers import is_body, is_document
from onrecord.attribute.clauses import before_apposition, contents, raised
from onrecord.attribute.cues import Cue, noun_cue, verb_cue
from onrecord.attribute.direct import direct, run_on
from onrecord.attribute.findings import Finding
from onrecord.attribute.headlines import headlines
from onrecord.attribute.nouns import according, nominal
from onrecord.attribute.reading import Reading
from onrecord.attribute.speakers import addresses_reader, asked_for, mention_span, own_subject, relative, speaker
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Attitude
from onrecord.parsed import Parsed
from onrecord.spans import Span
from onrecord.syntax import agent, noun_phrase, passive, tokens_in

_NOT_YET = frozenset(["will", "would", "may", "might", "could", "should", "shall", "'ll", "must", "can"])
_IT = frozenset({"it", "this", "that"})
_CITING, _QUOTING = frozenset({"citing", "quoting"}), frozenset({"quote", "cite"})
_NEAR = 200  # characters from a claim to the denial that takes it up
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "once"})
_SPEAKING = frozenset(["comment", "say", "speak", "talk", "discuss", "answer", "respond", "confirm", "tell", "give"])


def find(parsed: Parsed) -> tuple[Finding, ...]:
    """The attributions of a report, in order of their content."""
    reading = Reading.of(parsed)
    quoted = direct(reading)
    used = {d.verb for d in quoted}
    found = [d.finding for d in quoted]
    found += _new(_verbal(reading, used), found)
    found += _cited(reading, found)
    found = _instead(found, list(_quoted(reading, found)))
    found += _new(_denied(reading, found), found)
    found += _new(according(reading), found)
    found += _new(nominal(reading), found)
    found += _new(headlines(reading), found)
    found += run_on(reading, found)
    return tuple(sorted(found, key=lambda f: (f.content[0].start, -f.content[-1].end)))


def _new(candidates: Iterable[Finding], known: list[Finding]) -> list[Finding]:
    """The candidates that do not repeat a known finding's cue."""
    cues = {f.cue for f in known}
    return [f for f in candidates if f.cue not in cues]


def _instead(found: list[Finding], better: list[Finding]) -> list[Finding]:
    """The findings with some read anew, by their cues."""
    cues = {f.cue for f in better}
    return [*(f for f in found if f.cue not in cues), *better]


def _cited(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Whom a claim cites: "Citing officials, the paper said …" gives the paper's words to the officials too."""
    by_cue = {f.cue.start: f for f in found if f.cue is not None}
    for token in tokens_in(reading.doc, _CITING):
        if token.dep_ not in {"advcl", "prep", "acl", "conj"}:
            continue
        cited = next((c for c in token.children if c.dep_ == "dobj"), None)
        above = next((by_cue[a.idx] for a in token.ancestors if a.idx in by_cue), None)
        if cited is not None and above is not None and above.attitude is Attitude.SAYS and _can_speak(reading, cited):
            cue = Span(token.idx, token.idx + len(token.text))
            yield Finding(mention_span(cited, outside=token), cue, above.content, Attitude.SAYS, 0.7)


def _quoted(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Who quotes what a source says: "X quoted her as saying …", "she was quoted by X as saying …"."""
    for token in tokens_in(reading.doc, _QUOTING, lemma=True):
        if token.pos_ != "VERB" or token.tag_ == "VBG":
            continue
        quoting, cited = agent(token) or _active(token), _cited_by(token)
        if quoting is None or cited is None or addresses_reader(quoting) or not _can_speak(reading, quoting):
            continue
        start, end = token.sent.start_char, token.sent.end_char
        near = (f for f in found if f.cue and start <= f.cue.start < end and f.cue.start != token.idx)
        said = (f for f in near if f.source and f.source.start <= cited.idx < f.source.end)
        told = next((f for f in said if f.attitude is Attitude.SAYS), None)
        if told is not None:
            cue = Span(token.idx, token.idx + len(token.text))
            yield Finding(mention_span(quoting, outside=token), cue, told.content, Attitude.SAYS, 0.65)


def _active(verb: Token) -> Token | None:
    return None if passive(verb) else own_subject(verb)


def _cited_by(verb: Token) -> Token | None:
    """Who is quoted: the object, the subject of a passive, or the noun before a participle."""
    if verb.dep_ == "acl":
        return verb.head
    wanted = "nsubjpass" if passive(verb) else "dobj"
    return next((c for c in verb.children if c.dep_ == wanted), None)


def _denied(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Who denies what has just been said: "Officials say it fell, but the rebels deny it"."""
    for token in reading.doc:
        cue = verb_cue(token) if token.pos_ == "VERB" else None
        if cue is None or cue.kind != "deny" or not any(c.dep_ == "dobj" and c.lower_ in _IT for c in token.children):
            continue
        source = speaker(token)
        before = [f for f in found if f.content[-1].end <= token.idx and f.attitude is Attitude.SAYS]
        last = max(before, key=lambda f: f.content[-1].end, default=None)
        if source is None or last is None or token.idx - last.content[-1].end > _NEAR or addresses_reader(source):
            continue
        yield Finding(mention_span(source, outside=token), _cue_span(token, cue), last.content, Attitude.SAYS, 0.6)


def _verbal(reading: Reading, used: set[int | None]) -> Iterator[Finding]:
    for token in reading.doc:
        if token.i in used or not (token.pos_ in {"VERB", "AUX"} or _mistagged(token)):
            continue
        cue = verb_cue(token)
        if cue is None or cue.frames <= {"quote"} or (token.lower_ in {"citing", "quoting"} and token.dep_ == "advcl"):
            continue
        finding = _of_verb(reading, token, cue)
        if finding is not None:
            yield finding


def _mistagged(token: Token) -> bool:
    """True for a verb that the tagger takes for a noun ("Moscow claims it has won")."""
    deps = {c.dep_ for c in token.children} if token.pos_ == "NOUN" and token.dep_ == "ROOT" else set()
    return "nsubj" in deps and "ccomp" in deps


def _of_verb(reading: Reading, verb: Token, cue: Cue) -> Finding | None:
    attitude = _attitude(verb, cue)
    if "raising" in cue.frames and (cue.frames == {"raising"} or passive(verb)):
        return _impersonal(reading, verb, cue)
    source = speaker(verb)
    if source is None and cue.speaks and (found := before_apposition(reading, verb)) is not None:
        return _by_apposition(verb, cue, *found)
    if attitude is None or source is None or addresses_reader(source) or _goes_without(verb):
        return None
    if source.i == verb.i or (reading.quoted(verb) and (relative(source) or cue.attitude is not Attitude.SAYS)):
        return None
    content = contents(reading, verb, cue)
    if not content:
        return None
    mention = mention_span(source, outside=verb)
    reach = min((p.start for p in content if p.overlaps(mention)), default=mention.end)
    if reach <= mention.start:
        return None
    mention = reading.trim(mention.start, reach) or mention
    if cue.attitude is Attitude.SAYS and not _can_speak(reading, source):
        attitude = Attitude.PERCEIVES
    confidence = 0.85 if "that" in cue.frames else 0.7
    return Finding(mention, _cue_span(verb, cue), content, _believed(attitude, cue, verb, source), confidence)


def _by_apposition(verb: Token, cue: Cue, first: Token, content: tuple[Span, ...]) -> Finding:
    start = first.left_edge.idx
    before = verb.doc[verb.i - 1] if verb.nbor(-1).text != "," else verb.doc[verb.i - 2]
    mention = Span(start, before.idx + len(before.text))
    return Finding(mention, _cue_span(verb, cue), content, cue.attitude, 0.6)


def _impersonal(reading: Reading, verb: Token, cue: Cue) -> Finding | None:
    """What seems or is expected, with nobody to whom it does: never a claim."""
    content = raised(reading, verb)
    if not content or reading.quoted(verb):
        return None
    return Finding(None, _cue_span(verb, cue), content, cue.attitude, 0.5)


def _attitude(verb: Token, cue: Cue) -> Attitude | None:
    """With what attitude the verb gives its content in this tense; None if it is denied or only asked for."""
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    negated = bool(words & {"not", "n't", "never", "n’t"})
    if negated and not words & {"could", "can"}:
        return None
    if words & _NOT_YET and not negated:
        return Attitude.INTENDS
    if asked_for(verb) or any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in verb.children):
        return Attitude.INTENDS
    if verb.lemma_ == "refuse" and (verb.tag_ == "VBG" or verb.dep_ == "relcl" or _keeps_silent(verb)):
        return Attitude.INTENDS
    return cue.attitude


def _goes_without(verb: Token) -> bool:
    """True for speech that is not made ("without saying …")."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "without"


def _keeps_silent(verb: Token) -> bool:
    return any(c.dep_ == "xcomp" and c.lemma_ in _SPEAKING for c in verb.children)


def _believed(attitude: Attitude, cue: Cue, verb: Token, source: Token) -> Attitude:
    """Officials' beliefs are a formula of attribution, their claims; so are those that follow on what somebody says."""
    if attitude is not Attitude.BELIEVES or cue.kind != "belief":
        return attitude
    before = verb_cue(verb.head) if verb.dep_ == "conj" else None
    several = source.tag_ in {"NNS", "NNPS"} or source.lower_ == "they"
    return Attitude.SAYS if several or (before is not None and before.attitude is Attitude.SAYS) else attitude


def _can_speak(reading: Reading, source: Token) -> bool:
    """True for people, bodies and documents; false for a thing that only suggests or shows."""
    lemma = source.lemma_.lower()
    if (
        source.pos_ != "NOUN"
        or source.ent_type_
        or is_document(lemma)
        or is_body(lemma)
        or noun_cue(source) is not None
    ):
        return True
    bare = not any(c.dep_ in {"det", "amod", "poss", "nummod"} for c in source.children)
    if source.is_title and source.tag_ == "NN" and bare:
        return True
    phrase = noun_phrase(source)
    return sector_of(reading.text[phrase.start_char : phrase.end_char]) is not None


def _cue_span(verb: Token, cue: Cue) -> Span:
    end = verb.idx + len(verb.text)
    for child in verb.children:
        if child.i == verb.i + 1 and (child.dep_ == "prt" or child.lower_ in cue.prepositions):
            end = child.idx + len(child.text)
    return Span(verb.idx, end)
