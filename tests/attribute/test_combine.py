"""Two finders' findings brought together."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribute import Finding, attribute, by_network
from onrecord.attribute.combine import combine
from onrecord.model import Attitude
from onrecord.network.model import Model
from onrecord.parsed import Parsed
from onrecord.spans import Span


def finding(cue: tuple[int, int] | None, *content: tuple[int, int], source: tuple[int, int] | None = None) -> Finding:
    pieces = tuple(Span(*c) for c in content)
    return Finding(
        Span(*source) if source else None, Span(*cue) if cue else None, pieces, Attitude.SAYS, confidence=0.5
    )


def test_what_only_the_rules_see_is_added() -> None:
    first, second = finding((10, 14), (15, 40)), finding((60, 64), (65, 90))
    assert combine("", [first], [second]) == (first, second)


CASES = [
    pytest.param(finding((10, 14), (15, 40)), finding((10, 14), (15, 22)), id="one cue"),
    pytest.param(finding((10, 14), (15, 40)), finding((10, 14), (20, 60)), id="contents that cross"),
    pytest.param(finding((10, 14), (15, 40)), finding((50, 55), (16, 41)), id="much the same content"),
    pytest.param(finding((10, 14), (15, 40)), finding(None, (20, 30)), id="a run-on inside a content"),
]


@pytest.mark.parametrize(("first", "second"), CASES)
def test_an_attribution_is_told_once_and_as_the_model_tells_it(first: Finding, second: Finding) -> None:
    assert combine("", [first], [second]) == (first,)


def test_an_attribution_nested_in_another_stays() -> None:
    outer, inner = finding((5, 9), (10, 60)), finding((14, 18), (19, 60))
    assert combine("", [outer], [inner]) == (outer, inner)


def test_where_both_read_one_cue_the_rules_tell_who_speaks() -> None:
    learned, ruled = finding((10, 14), (15, 40), source=(5, 9)), finding((10, 14), (15, 22), source=(0, 9))
    assert combine("", [learned], [ruled]) == (finding((10, 14), (15, 40), source=(0, 9)),)


def test_content_that_goes_on_past_the_models_is_the_rules() -> None:
    learned, ruled = finding((10, 14), (15, 40)), finding((10, 14), (15, 90))
    assert combine("", [learned], [ruled]) == (ruled,)


@given(st.lists(st.integers(0, 80), min_size=1, max_size=8))
def test_combining_with_itself_changes_nothing(starts: list[int]) -> None:
    found = combine("", [], [finding((s, s + 3), (s + 4, s + 20)) for s in sorted(set(starts))])
    assert combine("", found, found) == found


@pytest.mark.parametrize("learned", [False, True])
def test_every_finder_reads_a_plain_attribution(parse: Callable[..., Parsed], network: Model, learned: bool) -> None:
    parsed = parse("The mayor said on Monday that rebels had burned the bridge. Traders reopened the market.")
    found = attribute(parsed, by_network(network.manifest), network.read(parsed.text)) if learned else attribute(parsed)
    assert [c.content.text for c in found.claims] == ["rebels had burned the bridge"]
