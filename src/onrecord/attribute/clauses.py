"""What is said: the complements of a cue verb that carry its content, and where the reporter resumes."""

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.attribute.cues import Cue, is_frame, verb_cue
from onrecord.attribute.reading import Reading, spans_of
from onrecord.attribute.speakers import own_subject, relative, resumption
from onrecord.model import Attitude
from onrecord.spans import Span
from onrecord.syntax import agent

_EMPTY_OBJECTS = frozenset(
    ["it", "this", "that", "so", "something", "nothing", "anything", "little", "much", "more", "what", "himself"]
)  # and other pronouns
_QUALIFYING = frozenset({"if", "unless", "though", "although", "because"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def contents(reading: Reading, verb: Token, cue: Cue) -> tuple[Span, ...]:
    """The words that a cue verb attributes, () if its complements hold none."""
    after = [c for c in verb.children if c.i > verb.i]
    if agent(verb) is not None and (subject := own_subject(verb)) is not None:
        return _of_passive(reading, verb, cue, subject)
    for find in (_antecedent, _of_what, _object_and_more, _clause, _infinitive, _prepositional, _object):
        found = find(verb, cue, after)
        if found is not None:
            return spans_of([content_span(reading, verb, *found)])
    if cue.speaks:
        return _clause_before(reading, verb) or _clause_around(reading, verb)
    return ()


def _of_passive(reading: Reading, verb: Token, cue: Cue, subject: Token) -> tuple[Span, ...]:
    """Content of "X was told by Y that …", "X was accused by Y of …", "X was condemned by Y"."""
    after = [c for c in verb.children if c.i > verb.i]
    found = _clause(verb, cue, after)
    if found is None and "to" not in cue.object_frames:
        found = _infinitive(verb, cue, after)
    if found is not None:
        return spans_of([content_span(reading, verb, *found)])
    performer = agent(verb)
    attached = [c for c in performer.children if c.dep_ == "prep"] if performer is not None else []
    rest = [c for c in (*after, *attached) if _completes(c, cue.object_frames)]
    if subject.pos_ == "PRON" or not (rest or "np" in cue.frames):
        return ()
    pieces = [content_span(reading, verb, subject.left_edge, subject.right_edge)]
    pieces += [content_span(reading, verb, c.left_edge, c.right_edge) for c in rest]
    return spans_of(pieces)


def _object_and_more(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    """Object with complement: "accused X of Y", "urged X to act", "called X a threat"."""
    wanted = cue.object_frames
    if not wanted:
        return None
    target = next((c for c in after if c.dep_ in {"dobj", "dative"}), None)
    if target is None:
        clause = next((c for c in after if c.dep_ == "ccomp"), None)
        small = clause is not None and not any(k.dep_ == "mark" for k in clause.children)
        fits = wanted & {"to", "pred", "as"} and "that" not in cue.frames
        return (clause.left_edge, clause.right_edge) if clause is not None and small and fits else None
    rest = [c for c in after if c.i > target.i and _completes(c, wanted)]
    if rest:
        return target.left_edge, max((c.right_edge for c in rest), key=lambda t: t.i)
    inside = any(c.dep_ == "prep" and c.lower_ in wanted for c in target.subtree if c.i > target.i)
    inside = inside or ("pred" in wanted and any(c.tag_ in {"``", "''"} for c in target.subtree))
    return (target.left_edge, target.right_edge) if inside and "that" not in wanted else None


def _of_what(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    """What somebody makes of a thing that is not named: "what residents described as a raid"."""
    if "as" not in cue.object_frames or not any(c.lower_ == "what" for c in verb.children if c.i < verb.i):
        return None
    likened = next((c for c in after if c.dep_ == "prep" and c.lower_ == "as"), None)
    target = next((k for k in likened.children if k.dep_ in {"pobj", "pcomp"}), None) if likened is not None else None
    return (target.left_edge, target.right_edge) if target is not None else None


def _completes(child: Token, wanted: frozenset[str]) -> bool:
    if child.dep_ == "advcl" and "as" in wanted and any(k.lower_ == "as" for k in child.children):
        return True
    if child.dep_ in {"prep", "dative"}:
        return child.lower_ in wanted or (child.lower_ == "to" and "to-pp" in wanted)
    if child.dep_ in {"oprd", "attr", "acomp"}:
        return "pred" in wanted
    if child.dep_ in {"xcomp", "ccomp", "advcl"} and any(k.lower_ == "to" and k.dep_ == "aux" for k in child.children):
        return "to" in wanted
    return child.dep_ == "ccomp" and bool(wanted & {"that", "pred"})


def _clause(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    if not cue.frames & {"that", "wh", "that-quote"}:
        return None
    small = "small" in cue.frames
    clauses = [c for c in after if c.dep_ in {"ccomp", "xcomp"} and (_finite(c) or (small and own_subject(c)))]
    clauses = clauses or [c for c in after if c.dep_ == "prep" for c in _of_document(c)]
    if not clauses:
        return None
    clauses += [c for c in after if c.i > clauses[-1].i and _qualifies(c)]
    first = min((t for t in clauses[0].subtree if t.i > verb.i), key=lambda t: t.i)
    return first, max((c.right_edge for c in clauses), key=lambda t: t.i)


def _qualifies(clause: Token) -> bool:
    """True for a clause that limits what is said, though the parse hangs it on the cue ("if …", "though …")."""
    marks = {c.lower_ for c in clause.children if c.dep_ == "mark"} if clause.dep_ == "advcl" else set()
    return bool(marks & _QUALIFYING) and verb_cue(clause) is None


def _of_document(prep: Token) -> list[Token]:
    """The clause that the parse hangs on the document: "said in a statement that …"."""
    nouns = [c for c in prep.children if c.dep_ == "pobj"]
    clauses = (c for n in nouns for c in n.children if c.dep_ in {"relcl", "acl", "ccomp"} and c.i > n.i)
    return [c for c in clauses if c.left_edge.lower_ == "that" and own_subject(c) not in {None, c.left_edge}]


def _finite(token: Token) -> bool:
    if token.tag_ in _FINITE or any(c.tag_ in _FINITE or c.dep_ == "mark" for c in token.children):
        return True
    return own_subject(token) is not None and token.tag_ not in {"VBG", "VBN", "JJ"}


def _infinitive(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    for child in after:
        if child.dep_ not in {"xcomp", "ccomp"}:
            continue
        to = any(k.lower_ == "to" and k.dep_ == "aux" for k in child.children)
        if ("to" in cue.frames and to) or ("ing" in cue.frames and child.tag_ == "VBG"):
            return child.left_edge, child.right_edge
    return None


def _prepositional(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    for child in after:
        word = "to-pp" if child.lower_ == "to" else child.lower_
        if child.dep_ not in {"prep", "dative", "prt"} or word not in cue.prepositions | (cue.frames & {"to-pp"}):
            continue
        target = next((k for k in child.children if k.dep_ in {"pobj", "pcomp"}), None)
        if target is None or target.lower_ in _EMPTY_OBJECTS:
            continue
        more = [c.right_edge for c in after if c.i > child.i and (_qualifies(c) or _adds(c, cue))]
        if target.pos_ == "PRON" and not more:
            continue
        return target.left_edge, max([target.right_edge, *more], key=lambda t: t.i)
    return None


def _adds(child: Token, cue: Cue) -> bool:
    """True for what goes with the object of "called on X to …", "referred to X as …"."""
    as_what = cue.kind == "describe" and child.dep_ == "prep" and child.lower_ == "as"
    return as_what or (child.dep_ in {"xcomp", "advcl"} and _to(child))


def _to(token: Token) -> bool:
    return any(k.lower_ == "to" and k.dep_ == "aux" for k in token.children)


def _antecedent(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    """The noun before a relative clause that says it of that noun: "the attack, which X blames on Y"."""
    if verb.dep_ != "relcl" or (not cue.frames & {"np", "ing"} and not cue.object_frames):
        return None
    below = [c for c in verb.children if c.dep_ == "xcomp"]
    objects = [c for v in (verb, *below) for c in v.children if c.dep_ == "dobj"]
    subject = own_subject(verb)
    if subject is None or relative(subject) or not objects or not all(relative(c) for c in objects):
        return None
    noun, edge = verb.head, verb.left_edge
    if edge.i == 0 or edge.i <= noun.i:
        return None
    if verb.doc[edge.i - 1].text == ",":
        noun = _topmost(noun)
    return noun.left_edge, verb.doc[edge.i - 1]


def _topmost(noun: Token) -> Token:
    """The noun that a noun's phrase belongs to: "the bombing" for the bridge in "the bombing of a bridge"."""
    while True:
        if noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
            noun = noun.head.head
        elif (
            noun.dep_ in {"pobj", "dobj"}
            and (verb := noun.head if noun.dep_ == "dobj" else noun.head.head).dep_ == "acl"
        ):
            noun = verb.head
        else:
            return noun


def _object(verb: Token, cue: Cue, after: list[Token]) -> tuple[Token, Token] | None:
    if "np" not in cue.frames:
        return None
    target = next((c for c in after if c.dep_ in {"dobj", "attr"}), None)
    if target is None or (
        (target.lower_ in _EMPTY_OBJECTS or target.pos_ == "PRON") and target.left_edge.i == target.right_edge.i
    ):
        return None
    if relative(target):
        return None
    return target.left_edge, target.right_edge


def content_span(reading: Reading, verb: Token, first: Token, last: Token) -> Span | None:
    """From one token to another, cut where the reporter sets in again, drawn out to the end of a quotation it opens."""
    doc = reading.doc
    left, right = first.i, last.i
    while left < right and (_only_joins(doc[left]) or doc[left].text in {",", ":"}):
        left += 1
    if left <= verb.i <= right:
        left, right = (verb.i + 1, right) if first.i > verb.i else (left, verb.i - 1)
    right = min(right, _resumes(reading, verb, left, right) - 1)
    if right < left:
        return None
    start, end = doc[left].idx, doc[right].idx + len(doc[right].text)
    return reading.trim(*_quotation_bound(reading, verb, start, end))


def _only_joins(token: Token) -> bool:
    """True for the "that" before a clause, which the parse may take for its object."""
    return token.lower_ == "that" and (token.dep_ == "mark" or token.tag_ == "IN")


def _quotation_bound(reading: Reading, verb: Token, start: int, end: int) -> tuple[int, int]:
    outer = reading.quote_at(verb.idx)
    if outer is not None:
        return start, min(end, outer.inner.end)
    opened = reading.quote_at(end - 1)
    if opened is not None and opened.span.start < end and opened.inner.end > end and opened.span.start >= start - 1:
        end = opened.inner.end
    return start, end


def _resumes(reading: Reading, verb: Token, left: int, right: int) -> int:
    """The index at which the reporter's own words go on, one past `right` if they do not."""
    doc = reading.doc
    outer = reading.quote_at(verb.idx)
    for i in range(left + 1, right + 1):
        token = doc[i]
        if token.is_space and "\n" in token.text:
            return i
        cut = _cut_at(token)
        cut = _parallel(verb, token) if cut is None else cut
        if cut is not None and cut > left and (outer is not None or not reading.quoted(doc[cut])):
            return cut
    return right + 1


def _parallel(verb: Token, token: Token) -> int | None:
    """The conjunction before a second cue in the form of the first: "threatening to march and accusing him"."""
    if token.dep_ != "conj" or token.tag_ != verb.tag_ or token.head.tag_ == token.tag_ or not token.i:
        return None
    cue, before = verb_cue(token), token.doc[token.i - 1]
    before = token.doc[token.i - 2] if before.pos_ == "ADV" and token.i > 1 else before
    if cue is None or cue.attitude is not Attitude.SAYS or own_subject(token) is not None or before.dep_ != "cc":
        return None
    return before.i


def _cut_at(token: Token) -> int | None:
    """Where to cut if this token begins words of the reporter's: at the comma or conjunction before it."""
    i, doc = token.i, token.doc
    if token.lower_ == "according" and i + 1 < len(doc) and doc[i + 1].lower_ == "to":
        return i
    comma = doc[i - 1].text == ","
    if token.tag_ in {"WDT", "WP", "WP$"} and token.lower_ != "what":
        return _before_relative(token, comma=comma)
    if comma and token.lower_ in {"a", "an"} and i > 1 and doc[i - 2].text in {"”", "''", '"'}:
        return i - 1
    if comma and token.lower_ in {"a", "an"} and token.dep_ == "det" and token.head.dep_ == "appos":
        return i - 1 if doc[min(token.head.right_edge.i + 1, len(doc) - 1)].text in {".", "”", '"'} else None
    if token.pos_ not in {"VERB", "AUX"} or token.tag_ not in {"VBG", "VBD", "VBZ", "VBP"}:
        return None
    return resumption(token)


def _before_relative(pronoun: Token, *, comma: bool) -> int | None:
    """Where a relative clause of the reporter's begins: after a comma, with a preposition, around a cue."""
    before = pronoun.doc[pronoun.i - 1]
    if comma:
        return pronoun.i - 1
    if before.dep_ == "prep" and before.head.i >= pronoun.i:
        return before.i
    verb = pronoun.head if pronoun.head.pos_ in {"VERB", "AUX"} else None
    subject = own_subject(verb) if verb is not None and verb_cue(verb) is not None else None
    return pronoun.i if subject is not None and subject != pronoun and subject.pos_ != "PRON" else None


def before_apposition(reading: Reading, verb: Token) -> tuple[Token, tuple[Span, ...]] | None:
    """Speaker and content of "P, the mayor, Ada Moe, said." where the parse takes the speaker for part of P."""
    doc, last = reading.doc, verb.i - 1
    if (verb.i + 1 < len(doc) and doc[verb.i + 1].text != ".") or own_subject(verb) is not None:
        return None
    while last > 0 and doc[last].text == ",":
        last -= 1
    name = doc[last]
    names = [name] if name.dep_ == "appos" else []
    while names and (more := _appositions_before(names[-1])):
        names.append(more)
    if not names or doc[names[-1].left_edge.i - 1].text != ",":
        return None
    first = names[-1].left_edge.i
    start = min((c.left_edge.i for c in verb.children), default=first)
    content = spans_of([reading.trim(doc[start].idx, doc[first - 1].idx)]) if start < first else ()
    return (names[-1], content) if content else None


def _appositions_before(name: Token) -> Token | None:
    """An apposition to the same noun that stands directly before this one."""
    edge = name.left_edge.i - 1
    if name.doc[edge].text != "," or name.head.i >= edge:
        return None
    return next((c for c in name.head.children if c.dep_ == "appos" and c.right_edge.i in {edge, edge - 1}), None)


def raised(reading: Reading, verb: Token) -> tuple[Span, ...]:
    """The content of "X seems to …", "X is expected to …": X and what X seems or is expected to do."""
    subject = own_subject(verb)
    rest = next((c for c in verb.children if c.i > verb.i and c.dep_ in {"xcomp", "oprd", "acomp", "prep"}), None)
    if subject is None or rest is None:
        return ()
    ahead = content_span(reading, verb, subject.left_edge, subject.right_edge)
    return spans_of([ahead, content_span(reading, verb, rest.left_edge, rest.right_edge)])


def _clause_before(reading: Reading, verb: Token) -> tuple[Span, ...]:
    """A clause that stands before its cue: "The road was mined, the army said"."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i), None)
    if clause is None:
        return ()
    subject = own_subject(verb)
    limit = min(verb.i, subject.left_edge.i) if subject is not None and subject.i > clause.i else verb.i
    inside = [t.i for t in clause.subtree]
    before = [i for i in inside if i < limit]
    behind = [i for i in inside if i > verb.right_edge.i]
    if before:
        before = [i for i in before if i >= _after_frame(reading, before[0], clause)]
    pieces = [_piece(reading, part) for part in (before, behind) if part]
    return spans_of(pieces)


def _after_frame(reading: Reading, first: int, clause: Token) -> int:
    """Where a fronted clause begins behind the reporter's own opening ("Marking a new turn, …", "Significantly, …")."""
    doc = reading.doc
    opening = doc[first]
    adverb = opening.dep_ == "advmod" and doc[first + 1].text == ","
    last = opening.right_edge.i if opening.tag_ == "VBG" and opening.dep_ == "advcl" else first
    if not (adverb or last > first) or not is_frame(opening) or opening.head != clause or reading.quoted(opening):
        return first
    return last + 2 if last + 2 < clause.i and doc[last + 1].text == "," else first


def _clause_around(reading: Reading, verb: Token) -> tuple[Span, ...]:
    """The clause into which a cue is put in: "The road, the army said, was mined"."""
    if verb.dep_ not in {"ccomp", "parataxis", "advcl", "conj", "relcl"} or own_subject(verb) is None:
        return ()
    doc, edges = reading.doc, list(_own_clause(verb))
    left, right = min(edges), max(edges)
    opened = left > 0 and doc[left - 1].text in {",", "–", "—", "--", "”", '"', "("}
    ended = (
        right + 1 >= len(doc)
        or doc[right + 1].text in {",", ".", "–", "—", "--", ")", "“", '"'}
        or doc[right + 1].is_space
    )
    if not (opened and ended):
        return ()
    whole = [t.i for t in verb.head.subtree]
    before = [i for i in whole if i < left]
    behind = [i for i in whole if i > right] if doc[min(right + 1, len(doc) - 1)].text != "." else []
    return spans_of(_piece(reading, part) for part in (before, behind) if part)


def _own_clause(verb: Token) -> Iterator[int]:
    """The tokens of the cue, its subject and its short adjuncts."""
    yield verb.i
    for child in verb.children:
        if child.dep_ not in {"punct", "ccomp", "conj", "cc", "parataxis"}:
            yield from (child.left_edge.i, child.right_edge.i)


def _piece(reading: Reading, inside: list[int]) -> Span | None:
    doc = reading.doc
    last = doc[max(inside)]
    return reading.trim(doc[min(inside)].idx, last.idx + len(last.text))
