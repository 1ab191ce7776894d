from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.attribute import Finding, assemble, attribute
from onrecord.model import Attitude, Channel, QuoteKind
from onrecord.parsed import Parsed
from onrecord.spans import Span

Parse = Callable[..., Parsed]


def test_a_pronoun_is_the_speaker_before_it(parse: Parse) -> None:
    found = attribute(parse("Colonel Amina Desta said the road was mined. She said nobody should use it."))
    assert len(found.sources) == 1
    assert found.sources[0].name == "Amina Desta"
    assert {c.source for c in found.claims} == {"S1"}


def test_a_surname_is_the_full_name_before_it(parse: Parse) -> None:
    found = attribute(parse("Olav Brandt, the mayor of Tarvo, said the town was calm. Brandt said shops were open."))
    assert [(s.name, s.sector, s.named) for s in found.sources] == [("Olav Brandt", "GOV", True)]


def test_two_bodies_are_two_sources(parse: Parse) -> None:
    found = attribute(parse("The army said ten rebels had died. Residents said two farmers had died."))
    assert [s.sector for s in found.sources] == ["MIL", "CVL"]
    assert not found.sources[1].named


def test_a_claim_inside_a_claim_is_relayed(parse: Parse) -> None:
    found = attribute(parse("State television said that the minister had said that the border was closed."))
    inner, outer = found.claims[1], found.claims[0]
    assert inner.within == outer.id
    assert next(s for s in found.sources if s.id == inner.source).relays == outer.source


CHANNELS = [
    pytest.param("The army said in a statement that the road was open.", Channel.STATEMENT, id="statement"),
    pytest.param("The mayor told reporters that the road was open.", Channel.PRESS_CONFERENCE, id="reporters"),
    pytest.param("The mayor told Reuters by phone that the road was open.", Channel.INTERVIEW, id="phone"),
    pytest.param("The mayor said on Twitter that the road was open.", Channel.SOCIAL_MEDIA, id="social media"),
    pytest.param("The mayor said that the road was open.", Channel.UNSPECIFIED, id="not told"),
]


@pytest.mark.parametrize(("text", "channel"), CHANNELS)
def test_the_words_beside_the_cue_tell_the_channel(parse: Parse, text: str, channel: Channel) -> None:
    assert attribute(parse(text)).sources[0].channel is channel


KINDS = [
    pytest.param("“The road is open,” the mayor said.", QuoteKind.DIRECT, id="direct"),
    pytest.param("The mayor said the road was open.", QuoteKind.INDIRECT, id="indirect"),
    pytest.param("The mayor said the road was “open to all traffic”.", QuoteKind.MIXED, id="mixed"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_claim_tells_how_it_is_quoted(parse: Parse, text: str, kind: QuoteKind) -> None:
    assert [c.quote for c in attribute(parse(text)).claims] == [kind]


def test_findings_may_come_from_anywhere(parse: Parse) -> None:
    parsed = parse("The army said the road was open.")
    finding = Finding(Span(0, 8), Span(9, 13), (Span(14, 31),), Attitude.SAYS, 0.5)
    found = assemble(parsed, [finding])
    assert [(c.content.text, c.confidence) for c in found.claims] == [("the road was open", 0.5)]


def test_a_finding_without_a_source_is_a_claim_without_one(parse: Parse) -> None:
    parsed = parse("The road was open.")
    found = assemble(parsed, [Finding(None, None, (Span(0, 17),), Attitude.SAYS, 0.5)])
    assert [c.source for c in found.claims] == [None]
    assert found.sources == ()


WORDS = [
    "The army",
    "said",
    "that",
    "“",
    "”",
    ",",
    ".",
    '"',
    "he",
    "according to",
    "rebels",
    "who",
    "\n\n",
    "denied",
    "it",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_whatever_the_text_ids_and_spans_hold(parse: Parse, words: list[str]) -> None:
    parsed = parse(" ".join(words))
    found = attribute(parsed)
    known, claims = {s.id for s in found.sources}, {c.id for c in found.claims}
    for claim in found.claims:
        assert claim.content.holds_in(parsed.report.text)
        assert claim.source is None or claim.source in known
        assert claim.within is None or claim.within in claims - {claim.id}
    assert all(s.mentions and (s.relays is None or s.relays in known - {s.id}) for s in found.sources)
