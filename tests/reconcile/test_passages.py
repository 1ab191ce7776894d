"""Where tellings in copies of one text stand."""

import pytest

from onrecord.model import Report
from onrecord.reconcile.copies import copies_of
from onrecord.reconcile.passages import Passages, edges_of, runs_of
from tests import factories
from tests.reconcile.builders import FILLER, episode, told

LEAD = "KORDA (Agency) - Gunmen on motorcycles killed three clerks at a customs post on the river road before dawn."
END = "A patrol that gave chase killed two of the men in a dry well, the governor of the province said on Tuesday."
WIRE = f"{LEAD} {FILLER} {END}"
UPDATE = f"KORDA (Agency) - A border raid that killed five has shaken Korda, its governor said late. {FILLER} {END}"
LONGER = f"From our own reporter. Quiet nights on the river are over, traders say.\n\n{WIRE}\n\nElsewhere, it rained."


def _passages(*texts: str) -> Passages:
    return Passages(copies_of(factories.report(text=text, id=f"r-{n}") for n, text in enumerate(texts)))


@pytest.mark.parametrize(
    ("texts", "nth", "one"),
    [
        pytest.param((WIRE, WIRE), (0, 0), True, id="the same words"),
        pytest.param((WIRE, WIRE), (0, 1), False, id="two acts of one text"),
        pytest.param((WIRE, LONGER), (1, 1), True, id="inside a longer piece"),
        pytest.param((WIRE, LONGER), (1, 0), False, id="two acts, one text inside a longer piece"),
        pytest.param((WIRE, UPDATE), (1, 1), True, id="what was left as it was"),
        pytest.param((WIRE, UPDATE), (0, 0), None, id="what was written anew"),
        pytest.param((WIRE, UPDATE), (0, 1), False, id="what was written anew, and what the other has too"),
        pytest.param((WIRE, LEAD[17:]), (0, 0), None, id="no copies"),
    ],
)
def test_copies_tell_one_act_where_the_same_words_stand(
    texts: tuple[str, str], nth: tuple[int, int], one: bool | None
) -> None:
    left, right = (episode(told(t, report=f"r-{n}", nth=nth[n])) for n, t in enumerate(texts))
    passages = _passages(*texts)
    assert passages.one_act(left, right) is one
    assert passages.one_act(right, left) is one


def test_a_telling_in_several_places_is_known_by_any() -> None:
    both = episode(told(WIRE, report="r-0"), told(WIRE, report="r-0", nth=1, event="E2"))
    assert _passages(WIRE, UPDATE).one_act(both, episode(told(UPDATE, report="r-1", nth=1)))


def _report(text: str) -> Report:
    return factories.report(text=text)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("Gunmen killed a clerk.", {(1, "gunmen killed a clerk")}, id="a text shorter than a run"),
        pytest.param("Killed!", {(0, "killed")}, id="one word"),
        pytest.param(
            "1 2 3 4 5 6 7 8 9 10 11 12 13 killed", {(12, "2 3 4 5 6 7 8 9 10 11 12 13 killed")}, id="the end"
        ),
    ],
)
def test_runs_go_through_the_words_of_an_act(text: str, runs: set[tuple[int, str]]) -> None:
    words = "Killed" if "Killed" in text else "killed"
    assert runs_of(_report(text), factories.quote(text, words)) == runs


def test_an_excerpt_shares_an_edge_with_the_whole() -> None:
    excerpt = _report(WIRE[WIRE.index("killed") :])
    whole = set(edges_of(_report(WIRE), factories.quote(WIRE, "killed")))
    assert whole & set(edges_of(excerpt, factories.quote(excerpt.text, "killed")))
