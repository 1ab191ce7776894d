"""How actors stand to one another by a report's words."""

from collections.abc import Callable

import pytest

from onrecord.ground.actors import Actors
from onrecord.ground.relations import find_relations
from onrecord.ground.times import find_times
from onrecord.model import Attribution, Relation
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]


def _found(parsed: Parsed) -> tuple[Relation, ...]:
    return find_relations(parsed, Attribution(), Actors(parsed), find_times(parsed))


@pytest.mark.parametrize(
    ("text", "subject", "kind", "object"),
    [
        pytest.param(
            "Boko Haram, which has sworn loyalty to Islamic State, struck.",
            "Boko Haram",
            "pledged-to",
            "Islamic State",
            id="pledge in a relative clause",
        ),
        pytest.param(
            "Al-Shabaab, an affiliate of al-Qaeda, claimed it.", "Al-Shabaab", "allied-with", "Al-Qaeda", id="affiliate"
        ),
        pytest.param(
            "The al-Qaeda affiliate al-Shabaab claimed it.",
            "Al-Shabaab",
            "allied-with",
            "Al-Qaeda",
            id="affiliate as a title",
        ),
        pytest.param(
            "Hamas's armed wing, the Qassam Brigades, fired rockets.",
            "Izz ad-Din al-Qassam Brigades",
            "part-of",
            "Hamas",
            id="armed wing",
        ),
        pytest.param(
            "Hamas leader Adnan Odeh spoke on Monday.", "Adnan Odeh", "leads", "Hamas", id="leader as a title"
        ),
        pytest.param("The Taliban, led by Karim Sahak, refused.", "Karim Sahak", "leads", "Taliban", id="led by"),
        pytest.param(
            "The group broke away from the Sudan Liberation Movement.",
            "group",
            "split-from",
            "Sudan Liberation Movement",
            id="broke away",
        ),
        pytest.param(
            "Iran-backed Houthi rebels attacked Marib.", "Houthis", "allied-with", "Iran", id="hyphenated sponsor"
        ),
        pytest.param(
            "Fighters loyal to Omar Saleh took the airport.",
            "Fighters",
            "allied-with",
            "Omar Saleh",
            id="loyal to a person",
        ),
        pytest.param(
            "Yusuf Garba, an Islamic State member, was arrested.",
            "Yusuf Garba",
            "member-of",
            "Islamic State",
            id="member",
        ),
        pytest.param(
            "A Hezbollah commander, Ali Moussa, survived.",
            "Ali Moussa",
            "member-of",
            "Hezbollah",
            id="one of many commanders",
        ),
        pytest.param("Turkey, a rival of Egypt, sent aid.", "Turkey", "opposed-to", "Egypt", id="rival states"),
    ],
)
def test_a_relation_is_read_from_its_wording(parse: Parse, text: str, subject: str, kind: str, object: str) -> None:
    assert [(r.subject.name, r.kind.value, r.object.name) for r in _found(parse(text))] == [(subject, kind, object)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The column led the attack on the town.", id="leading an act"),
        pytest.param("The army joined the search for survivors.", id="joining a search"),
        pytest.param("Former FARC commander Pedro Ruiz spoke.", id="a thing of the past"),
        pytest.param("Suspected Hamas member Adnan Odeh was held.", id="only suspected"),
        pytest.param("The company is backed by investors.", id="no actors"),
        pytest.param("It opposed the plan.", id="opposing a plan"),
    ],
)
def test_words_that_tell_of_no_relation_yield_none(parse: Parse, text: str) -> None:
    assert _found(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "status", "polarity"),
    [
        pytest.param("Salafists in Derna plan to pledge allegiance to ISIS.", "intended", True, id="planned"),
        pytest.param("The Taliban are not allied with ISIS.", "occurred", False, id="negated"),
        pytest.param("The group denied it was affiliated with al-Qaeda.", "occurred", False, id="denied"),
        pytest.param("The brigade pledged allegiance to ISIS.", "occurred", True, id="done"),
    ],
)
def test_a_relation_keeps_its_status_and_polarity(parse: Parse, text: str, status: str, polarity: bool) -> None:
    (relation,) = _found(parse(text))
    assert (relation.status.value, relation.polarity) == (status, polarity)


def test_a_relation_has_the_time_that_its_verb_has(parse: Parse) -> None:
    (relation,) = _found(parse("The brigade pledged allegiance to Islamic State in 2014.", published="2016-02-01"))
    assert getattr(relation.time, "value", None) == "2014"


def test_a_relation_said_twice_is_one_record(parse: Parse) -> None:
    text = "The Taliban, led by Karim Sahak, refused. Karim Sahak, the leader of the Taliban, left."
    assert [r.id for r in _found(parse(text))] == ["R1"]


def test_sponsored_forces_are_not_their_sponsors(parse: Parse) -> None:
    parsed = parse("Chad is tense. Forces loyal to the Fanti Front took Abou.")
    assert all(not r.subject.id.startswith("state:") for r in _found(parsed))
