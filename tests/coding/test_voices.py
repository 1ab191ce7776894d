"""On whose word an act rests."""

from collections.abc import Callable

from onrecord.coding.voices import speaker_of
from onrecord.model import Attitude, Attribution, Claim, CodedEvent, Quote, QuoteKind, Source
from onrecord.spans import Span

Events = Callable[..., tuple[CodedEvent, ...]]


TEXT = "The army said the mayor had admitted that police killed two men. Rebels fled."


def _quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote.cut(TEXT, start, start + len(words))


def _source(id: str, words: str) -> Source:
    return Source(id, None, (_quote(words),), words, "UNK", None, named=False)


def _claim(id: str, source: str, words: str, attitude: Attitude = Attitude.SAYS, within: str | None = None) -> Claim:
    return Claim(id, source, None, _quote(words), QuoteKind.INDIRECT, attitude, within)


ARMY, MAYOR = _source("S1", "The army"), _source("S2", "the mayor")
OUTER = _claim("C1", "S1", "the mayor had admitted that police killed two men")
INNER = _claim("C2", "S2", "police killed two men", within="C1")
KILLED = _quote("killed").span


def test_the_innermost_of_nested_claims_asserts_the_act() -> None:
    assert Attribution((ARMY, MAYOR), (OUTER, INNER)).claims_on(KILLED) == (INNER,)


def test_what_no_claim_holds_is_the_reports_own_word() -> None:
    assert Attribution((ARMY,), (OUTER,)).claims_on(_quote("fled").span) == ()


def test_a_belief_asserts_nothing() -> None:
    believed = _claim("C1", "S1", "police killed two men", Attitude.BELIEVES)
    assert Attribution((ARMY,), (believed,)).claims_on(KILLED) == ()


def test_the_speaker_is_the_first_mention_of_the_source() -> None:
    assert speaker_of((OUTER, INNER), Attribution((ARMY, MAYOR), (OUTER, INNER))) == MAYOR.mentions[0]
    assert speaker_of((), Attribution()) is None


def test_an_event_carries_the_ids_of_its_claims(events: Events) -> None:
    found = events(TEXT, Attribution((ARMY, MAYOR), (OUTER, INNER)))
    assert {e.anchor.text: e.claims for e in found} == {"killed": ("C2",), "fled": ()}


def test_what_somebody_must_do_is_a_request_and_a_demanded_act(events: Events) -> None:
    text = "The bishop said the army must free the hostages."
    content = Quote.cut(text, text.index("the army"), len(text) - 1)
    source = Source("S1", None, (Quote.cut(text, 0, 10),), "a bishop", "REL", None, named=False)
    found = events(text, Attribution((source,), (Claim("C1", "S1", None, content, QuoteKind.INDIRECT),)))
    assert [(e.type, e.status.value, [a.text for a in e.actor]) for e in found] == [
        ("REQUEST", "occurred", ["The bishop"]),
        ("RETREAT", "demanded", ["the army"]),
    ]
    assert found[0].anchor.span == Span(text.index("must"), text.index("must") + 4)
