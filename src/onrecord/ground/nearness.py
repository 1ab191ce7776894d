"""How near a mention stands to an event: edges of the dependency tree, and whether in the same voice."""

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Attribution, CodedEvent, Quote
from onrecord.parsed import Parsed
from onrecord.spans import Span

REACH = 8.0  # cost beyond which a mention of the sentence mostly belongs to another act
_OTHER_VOICE = 3.0  # cost of standing outside the claim that asserts the event ("told reporters in Geneva")


@dataclass(frozen=True, slots=True)
class Nearness:
    """Measures distances between the mentions and events of one report."""

    parsed: Parsed
    attribution: Attribution

    def cost(self, mention: Quote, event: CodedEvent) -> float:
        """Edges from the event's mentions to this one, more where it stands in another voice; REACH if out of reach."""
        target = self.root(mention.span)
        near = [q for q in (event.anchor, *event.also) if self.root(q.span).sent.start == target.sent.start]
        if not near:
            return REACH
        edges = min(tree_distance(self.root(q.span), target) for q in near)
        return edges + (0.0 if self._in_its_voice(mention, event) else _OTHER_VOICE)

    def root(self, span: Span) -> Token:
        """The token that heads the words of a span."""
        root: Token = self.parsed.tokens(span).root
        return root

    def sentences_back(self, mention: Quote, start: int) -> int:
        """How many sentences begin after a mention and up to the character `start`."""
        return sum(mention.span.start < s.start_char <= start for s in self.parsed.doc.sents)

    def _in_its_voice(self, mention: Quote, event: CodedEvent) -> bool:
        contents = [c.content for c in self.attribution.claims if c.id in event.claims]
        return not contents or any(content.covers(mention.span) for content in contents)


def tree_distance(a: Token, b: Token) -> int:
    """Edges between two tokens of one sentence's dependency tree."""
    above = {t.i: n for n, t in enumerate((a, *a.ancestors))}
    n = 0
    for n, token in enumerate((b, *b.ancestors)):
        if token.i in above:
            return n + above[token.i]
    return len(above) + n + 1
