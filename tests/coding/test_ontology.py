"""The ontology is PLOVER's, whole, and says so when asked for what it does not know."""

import pytest

from onrecord.coding.ontology import QUADS, EventType, load_ontology
from onrecord.errors import StopRun, UnknownName
from onrecord.model import PLOVER_TYPES, Status


def test_the_ontology_holds_exactly_plovers_sixteen_types() -> None:
    assert {t.name for t in load_ontology().types} == PLOVER_TYPES


def test_each_type_has_a_meaning_a_quad_class_and_a_way_back_to_cameo() -> None:
    for kind in load_ontology().types:
        assert kind.meaning
        assert kind.quad in QUADS
        assert all(code.isdigit() and len(code) == 2 for code in kind.cameo)


@pytest.mark.parametrize(
    ("name", "status"),
    [("REQUEST", Status.DEMANDED), ("THREATEN", Status.THREATENED), ("AGREE", Status.INTENDED), ("ASSAULT", None)],
)
def test_a_type_says_what_becomes_of_the_act_it_is_about(name: str, status: Status | None) -> None:
    assert load_ontology().type(name).governs is status


def test_an_unknown_type_answers_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="ASSAULT"):
        load_ontology().type("FIGHT")


def test_a_mode_of_another_type_is_refused() -> None:
    assert load_ontology().mode("COERCE", "seize") == "seize"
    with pytest.raises(UnknownName, match="abduct"):
        load_ontology().mode("ASSAULT", "seize")


@pytest.mark.parametrize(("quad", "score", "error"), [("peace", 0.0, UnknownName), (QUADS[0], 11.0, StopRun)])
def test_a_type_that_makes_no_sense_cannot_be_made(quad: str, score: float, error: type[Exception]) -> None:
    with pytest.raises(error):
        EventType("X", "does x", quad, (), ("01",), score, ("obj",))
