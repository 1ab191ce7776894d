"""How near a mention stands to an event: edges of the dependency tree, and whether in the same voice."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from onrecord.model import Attribution, CodedEvent, Quote
from onrecord.parsed import Parsed
from onrecord.spans import Span

CONTENT = frozenset({"NOUN", "PROPN", "VERB"})  # words by which one sentence is known to speak of what another does
REACH = 8.0  # cost beyond which a mention of the sentence mostly belongs to another act
_OTHER_VOICE = 3.0  # cost of standing outside the claim that asserts the event ("told reporters in Geneva")


@dataclass(frozen=True)  # no slots, which would leave cached properties no room
class Nearness:
    """Measures distances between the mentions and events of one report."""

    parsed: Parsed
    attribution: Attribution

    def cost(self, mention: Quote, event: CodedEvent) -> float:
        """Edges from the event's mentions to this one, more where it stands in another voice; REACH if out of reach."""
        here = self.sentence(mention.span)
        near = [q for q in (event.anchor, *event.also) if self.sentence(q.span) == here]
        if not near:
            return REACH
        target = self.root(mention.span)
        edges = min(tree_distance(self.root(q.span), target) for q in near)
        return edges + (0.0 if self._in_its_voice(mention, event) else _OTHER_VOICE)

    def root(self, span: Span) -> Token:
        """The token that heads the words of a span."""
        if span not in self._roots:
            self._roots[span] = self.parsed.tokens(span).root
        return self._roots[span]

    def sentence(self, span: Span) -> int:
        """The number of the sentence that holds the head of a span."""
        if span not in self._sentences:
            self._sentences[span] = bisect_right(self._starts, self.root(span).idx) - 1
        return self._sentences[span]

    def sentences_back(self, after: int, start: int) -> int:
        """How many sentences begin after the character `after` and up to `start`."""
        return max(0, bisect_right(self._starts, start) - bisect_right(self._starts, after))

    @cached_property
    def lemmas(self) -> Mapping[int, frozenset[str]]:
        """The lemmas of each sentence's words of content, by the number of the sentence."""
        sentences = enumerate(self.parsed.doc.sents)
        return {n: frozenset(t.lemma_.lower() for t in s if t.pos_ in CONTENT) for n, s in sentences}

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start_char for sentence in self.parsed.doc.sents]

    @cached_property
    def _roots(self) -> dict[Span, Token]:
        return {}

    @cached_property
    def _sentences(self) -> dict[Span, int]:
        return {}

    def _in_its_voice(self, mention: Quote, event: CodedEvent) -> bool:
        contents = [self._contents[c] for c in event.claims]
        return not contents or any(content.covers(mention.span) for content in contents)

    @cached_property
    def _contents(self) -> dict[str, Quote]:
        return {claim.id: claim.content for claim in self.attribution.claims}


def tree_distance(a: Token, b: Token) -> int:
    """Edges between two tokens of one sentence's dependency tree."""
    above = {t.i: n for n, t in enumerate((a, *a.ancestors))}
    n = 0
    for n, token in enumerate((b, *b.ancestors)):
        if token.i in above:
            return n + above[token.i]
    return len(above) + n + 1
