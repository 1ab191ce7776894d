"""The shipped model finds who says what, and hands it on in the guidelines' sense."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribute.findings import Finding
from onrecord.attribute.neural import Tuning, find
from onrecord.model import Attitude
from onrecord.network.model import Model
from onrecord.parsed import Parsed


def found_in(parsed: Parsed, network: Model) -> tuple[Finding, ...]:
    return find(parsed, network.read(parsed.text), Tuning.of(network.manifest))


CASES = [
    pytest.param(
        "The governor said the bridge would open on Monday.",
        ("The governor", "said", "the bridge would open on Monday"),
        id="indirect speech",
    ),
    pytest.param(
        "“We lost everything in the fire,” said Amina Dol, a teacher.",
        ("Amina Dol", "said", "We lost everything in the fire"),
        id="a quotation before its cue, without its marks",
    ),
    pytest.param(
        "Three people were arrested, according to the police.",
        ("the police", "according to", "Three people were arrested"),
        id="a preposition",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_source_cue_and_content_are_found(
    text: str, expected: tuple[str, str, str], parse: Callable[[str], Parsed], network: Model
) -> None:
    found = found_in(parse(text), network)[0]
    assert found.source is not None
    assert found.cue is not None
    spans = (found.source, found.cue, found.content[0])
    source, cue, content = (text[s.start : s.end] for s in spans)
    assert source.startswith(expected[0])
    assert (cue, content) == expected[1:]


def test_upper_case_copy_is_read_too(parse: Callable[[str], Parsed], network: Model) -> None:
    text = "THE ARMY SAID ON FRIDAY THAT FOUR REBELS HAD BEEN KILLED NEAR THE RIVER."
    (found,) = found_in(parse(text), network)
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "THE ARMY"
    assert "FOUR REBELS HAD BEEN KILLED" in text[found.content[0].start : found.content[0].end]


def test_a_wish_is_no_claim(parse: Callable[[str], Parsed], network: Model) -> None:
    found = found_in(parse("The minister hopes that the talks will bring peace to the valley."), network)
    assert all(f.attitude is not Attitude.SAYS for f in found)


def test_a_text_without_words_has_no_attributions(parse: Callable[[str], Parsed], network: Model) -> None:
    assert found_in(parse(" \n "), network) == ()


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.sampled_from("aT . “”\"'\nsaid,"), max_size=80))
def test_findings_lie_in_the_text_and_are_sure_to_a_degree(
    text: str, parse: Callable[[str], Parsed], network: Model
) -> None:
    for finding in found_in(parse(text), network):
        assert all(piece.end <= len(text) for piece in finding.content)
        assert 0 <= finding.confidence <= 1
