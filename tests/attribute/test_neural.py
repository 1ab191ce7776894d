"""The shipped model finds who says what, and hands it on in the guidelines' sense."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribute.neural import Model, find, load
from onrecord.model import Attitude
from onrecord.parsed import Parsed


@pytest.fixture(scope="module")
def model() -> Model:
    """The model that comes with the package."""
    return load()


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
    text: str, expected: tuple[str, str, str], parse: Callable[[str], Parsed], model: Model
) -> None:
    found = find(parse(text), model)[0]
    assert found.source is not None
    assert found.cue is not None
    spans = (found.source, found.cue, found.content[0])
    source, cue, content = (text[s.start : s.end] for s in spans)
    assert source.startswith(expected[0])
    assert (cue, content) == expected[1:]


def test_upper_case_copy_is_read_too(parse: Callable[[str], Parsed], model: Model) -> None:
    text = "THE ARMY SAID ON FRIDAY THAT FOUR REBELS HAD BEEN KILLED NEAR THE RIVER."
    (found,) = find(parse(text), model)
    assert found.source is not None
    assert text[found.source.start : found.source.end] == "THE ARMY"
    assert "FOUR REBELS HAD BEEN KILLED" in text[found.content[0].start : found.content[0].end]


def test_a_wish_is_no_claim(parse: Callable[[str], Parsed], model: Model) -> None:
    found = find(parse("The minister hopes that the talks will bring peace to the valley."), model)
    assert all(f.attitude is not Attitude.SAYS for f in found)


def test_a_text_without_words_has_no_attributions(parse: Callable[[str], Parsed], model: Model) -> None:
    assert find(parse(" \n "), model) == ()


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.sampled_from("aT . “”\"'\nsaid,"), max_size=80))
def test_findings_lie_in_the_text_and_are_sure_to_a_degree(
    text: str, parse: Callable[[str], Parsed], model: Model
) -> None:
    for finding in find(parse(text), model):
        assert all(piece.end <= len(text) for piece in finding.content)
        assert 0 <= finding.confidence <= 1


def test_the_manifest_tells_what_the_weights_are(model: Model) -> None:
    assert model.manifest["encoder"]["licence"] == "Apache-2.0"
    assert set(model.manifest["sha256 of files"]) == {"encoder.onnx", "linker.onnx", "tokenizer.json"}
