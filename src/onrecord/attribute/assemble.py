"""Findings -> Attribution: mentions brought together into sources, claims put in order and inside one another."""

import re
from collections.abc import Sequence

from onrecord.attribute.antecedents import PRONOUNS, human
from onrecord.attribute.bearers import is_body, is_document
from onrecord.attribute.channels import channel_of, channel_of_outlet, is_publisher
from onrecord.attribute.entities import Entities, Entity
from onrecord.attribute.findings import Finding
from onrecord.attribute.gathering import Draft, Way, gather, mention_of
from onrecord.attribute.quotations import Quotation, quotations
from onrecord.attribute.relays import Issuers, outlet, quoting
from onrecord.attribute.speakers import mention_span
from onrecord.knowledge.countries import country_of
from onrecord.knowledge.leaders import leader_of
from onrecord.knowledge.sectors import sector_of
from onrecord.model import Attitude, Attribution, Channel, Claim, Quote, QuoteKind, Source
from onrecord.parsed import Parsed
from onrecord.spans import Span, hull

_LONGEST_DESCRIPTION = 200  # characters; a longer mention is a misreading
_AND = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_DATELINE = 120  # characters in which an agency's dateline may stand
_CITING, _QUOTED = frozenset({"citing", "quoting"}), frozenset({"cited", "cites", "quoted", "quotes"})
_INSTITUTIONS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "IGO", "JRN", "NGO", "SPY", "REB", "PTY"})


def assemble(parsed: Parsed, findings: Sequence[Finding]) -> Attribution:
    """The sources and claims of a report, from findings made in whatever way."""
    text = parsed.text
    ordered = sorted(findings, key=lambda f: (f.content[0].start, -f.content[-1].end))
    outer = [_within(text, ordered, i) for i in range(len(ordered))]
    entities = Entities(parsed, [piece for f in ordered for piece in f.content])
    whose = _speakers(ordered, entities)
    issuers = Issuers.of(parsed.doc)
    ways = {
        i: _way(parsed, text, f, entities, issuers) for i, f in enumerate(ordered) if i in whose and f.cue is not None
    }
    sources, of_finding = gather(ordered, outer, whose, ways)
    made = {i: _source(parsed, text, sources[i], entities) for i in range(len(sources))}
    order = sorted(made, key=lambda i: made[i].mentions[0].span.start)
    ids = {i: f"S{n}" for n, i in enumerate(order, 1)}
    marks = quotations(text)
    claims = [
        Claim(
            id=f"C{n}",
            source=ids[of_finding[n - 1]] if n - 1 in of_finding else None,
            cue=parsed.quote(f.cue.start, f.cue.end) if f.cue else None,
            content=Quote.join(parsed.report.text, f.content),
            quote=_quote_kind(f, marks),
            attitude=f.attitude,
            within=f"C{o + 1}" if (o := outer[n - 1]) is not None else None,
            confidence=f.confidence,
        )
        for n, f in enumerate(ordered, 1)
    ]
    return Attribution(tuple(_numbered(made[i], ids, sources[i].relay, i) for i in order), tuple(claims))


def _numbered(source: Source, ids: dict[int, str], relay: int | None, own: int) -> Source:
    return Source(
        id=ids[own],
        name=source.name,
        mentions=source.mentions,
        description=source.description,
        sector=source.sector,
        country=source.country,
        named=source.named,
        channel=source.channel,
        relays=ids[relay] if relay is not None and relay != own else None,
    )


def _within(text: str, findings: Sequence[Finding], i: int) -> int | None:
    """The index of the smallest claim that holds this one, with its cue; who is cited lies within his citer's equal."""
    own, cue = hull(findings[i].content), findings[i].cue
    if cue is None:
        return None
    best: tuple[int, int] | None = None
    for j, other in enumerate(findings):
        around = hull(other.content)
        if j == i or not around.holds(own) or other.attitude is not Attitude.SAYS:
            continue
        equal = around == own and other.cue is not None and _cites(text, other.cue, cue)
        if equal or (around != own and any(piece.holds(cue) for piece in other.content)):
            best = min(best or (len(around), j), (len(around), j))
    return best[1] if best else None


def _cites(text: str, outer: Span, inner: Span) -> bool:
    """True if of two cues of one content the first is the citer's: "citing" gives the cited, "quoted" the citer."""
    first, second = (_kind_of(text, cue) for cue in (outer, inner))
    return (second == "citing" and first != "citing") or (first == "quoted" and second != "quoted")


def _kind_of(text: str, cue: Span) -> str:
    words = set(text[cue.start : cue.end].lower().split())
    return "citing" if words & _CITING else "quoted" if words & _QUOTED else ""


def _speakers(findings: Sequence[Finding], entities: Entities) -> dict[int, Entity]:
    """Who speaks in each finding that names somebody, found in order of the text."""
    named = (i for i, f in enumerate(findings) if f.source is not None)
    return {i: entities.of(mention_of(findings[i])) for i in sorted(named, key=lambda i: mention_of(findings[i]).start)}


def _way(parsed: Parsed, text: str, finding: Finding, entities: Entities, issuers: Issuers) -> Way:
    """The channel by which a claim came, and who passed it on: an outlet that is not the report's own, an issuer."""
    if finding.cue is None or finding.attitude is not Attitude.SAYS:
        return Way()
    cue = parsed.tokens(finding.cue)
    sentence, mention = cue[0].sent, mention_of(finding)
    beside = _outside(Span(sentence.start_char, sentence.end_char), finding)
    words = " ".join(text[s.start : s.end] for s in beside)
    channel = channel_of(cue[0].lemma_.lower(), text[mention.start : mention.end], words)
    told = outlet(cue, beside, parsed.report.publisher)
    if told is None:
        carrier = quoting(parsed.tokens(mention).root) or issuers.behind(parsed.doc, beside)
        return Way(channel, entities.of(mention_span(carrier)) if carrier is not None else None)
    by = mention_span(told)
    if by.overlaps(mention):
        return Way(channel)
    own = _own_agency(parsed, text, text[by.start : by.end])
    if channel is Channel.UNSPECIFIED:
        channel = Channel.INTERVIEW if own else channel_of_outlet(text[by.start : by.end])
    return Way(channel, None if own else entities.outlet(by))


def _own_agency(parsed: Parsed, text: str, name: str) -> bool:
    """True for the report's publisher, or the agency that its dateline names in brackets."""
    head = text[:_DATELINE]
    dateline = head[head.find("(") + 1 : head.find(")")] if "(" in head and ")" in head else None
    return is_publisher(name, parsed.report.publisher) or is_publisher(name, dateline)


def _outside(sentence: Span, finding: Finding) -> list[Span]:
    """The parts of a sentence that are not what is said."""
    parts, at = [], sentence.start
    for piece in sorted(finding.content):
        if at < min(piece.start, sentence.end):
            parts.append(Span(at, min(piece.start, sentence.end)))
        at = max(at, piece.end)
    if at < sentence.end:
        parts.append(Span(at, sentence.end))
    return parts


def _source(parsed: Parsed, text: str, source: Draft, entities: Entities) -> Source:
    entity = source.entity
    fullest = _fullest(text, entity.mentions)
    phrases = [_words(text, m) for m in _by_length([fullest, *entity.mentions, *entities.elsewhere(entity)])]
    name = _words(text, entity.name) if entity.name else None
    telling = next((p for p in phrases if sector_of(p) not in {None, "UNK"}), None)
    description = telling or _words(text, fullest)
    spans = sorted({*source.mentions, fullest})
    leader = leader_of(name) if name and telling is None else None
    sector = leader.sector if leader else sector_of(description) or _of_country(entity, name) or "UNK"
    return Source(
        id="",
        name=name,
        mentions=tuple(parsed.quote(s.start, s.end) for s in spans),
        description=description,
        sector=sector,
        country=leader.country if leader else country_of(description) or (country_of(name) if name else None),
        named=name is not None or _institution(parsed, fullest, entity, sector),
        channel=source.channel,
    )


def _words(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _by_length(spans: Sequence[Span]) -> list[Span]:
    """The spans that are no misreadings, the longest first, the first given before all."""
    rest = [s for s in spans[1:] if len(s) <= _LONGEST_DESCRIPTION]
    return [spans[0], *sorted(set(rest), key=lambda s: (-len(s), s.start))]


def _fullest(text: str, mentions: Sequence[Span]) -> Span:
    """The longest mention that is no pronoun and no misreading; the first of equals."""
    nouns = [m for m in mentions if text[m.start : m.end].lower() not in PRONOUNS] or mentions
    return max([m for m in nouns if len(m) <= _LONGEST_DESCRIPTION] or nouns, key=len)


def _of_country(entity: Entity, name: str | None) -> str | None:
    """A country or its capital that speaks is its government."""
    if name is None or entity.head.ent_type_ == "PERSON" or entity.head.pos_ != "PROPN":
        return None
    return "GOV" if all(country_of(part) is not None for part in _AND.split(name)) else None


def _institution(parsed: Parsed, mention: Span, entity: Entity, sector: str) -> bool:
    """True for one known body or its paper ("the Egyptian army", "a UN report"), which is as good as named."""
    tokens, head = parsed.tokens(mention), entity.head
    if not any(t.pos_ == "PROPN" or t.ent_type_ in {"NORP", "GPE", "ORG"} for t in tokens):
        return False
    if is_document(head.lemma_.lower()):
        return True
    if is_body(head.lower_) and head.tag_ == "NNS":
        return sector in _INSTITUTIONS and tokens[0].pos_ not in {"DET", "NUM"}
    single = head.tag_ == "NN" and not human(head) and sector in _INSTITUTIONS
    owned = any(c.dep_ == "poss" and c.ent_type_ in {"GPE", "NORP", "ORG"} for c in head.children)
    return single and (tokens[0].lower_ == "the" or owned)


def _quote_kind(finding: Finding, marks: Sequence[Quotation]) -> QuoteKind:
    """Direct if the content stands wholly between quotation marks, mixed if parts of it do."""
    total = sum(len(piece) for piece in finding.content)
    quoted = 0
    for piece in finding.content:
        for mark in marks:
            if mark.span.overlaps(piece):
                quoted += min(piece.end, mark.span.end) - max(piece.start, mark.span.start)
    if quoted >= 0.98 * total:
        return QuoteKind.DIRECT
    return QuoteKind.MIXED if quoted else QuoteKind.INDIRECT
