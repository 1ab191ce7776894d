"""Who did it and to whom."""

from collections.abc import Callable

import pytest

from onrecord.model import CodedEvent

Events = Callable[..., tuple[CodedEvent, ...]]


CASES = [
    pytest.param("Rebels shelled the town.", "shelled", ["Rebels"], ["the town"], id="active"),
    pytest.param("Two nurses were abducted by gunmen.", "abducted", ["gunmen"], ["Two nurses"], id="passive"),
    pytest.param("The army's attack on the village lasted hours.", "attack", ["The army"], ["the village"], id="owner"),
    pytest.param("The Israeli raid on the port ended.", "raid", ["Israeli"], ["the port"], id="nationality"),
    pytest.param("The attack was carried out by the Front.", "attack", ["the Front"], [], id="by, of a light verb"),
    pytest.param(
        "Clashes between police and students continued.", "Clashes", ["police", "students"], [], id="both sides"
    ),
    pytest.param("The rebels, who killed two guards, fled.", "killed", ["The rebels"], ["two guards"], id="relative"),
    pytest.param("Soldiers backing the mayor shot a priest.", "shot", ["Soldiers"], ["a priest"], id="participle"),
    pytest.param("The bishop urged the army to free the men.", "free", ["the army"], ["the men"], id="object control"),
    pytest.param(
        "The general vowed to crush the rebels.", "crush", ["The general"], ["the rebels"], id="subject control"
    ),
    pytest.param(
        "LIMA, 3 May -- Peruvian soldiers shelled a village on Monday.",
        "shelled",
        ["Peruvian soldiers"],
        ["a village"],
        id="after a dateline",
    ),
    pytest.param(
        "The union alleged that police had beaten two nurses.", "alleged", ["The union"], ["police"], id="alleged doer"
    ),
    pytest.param("Two helicopters bombed the camp.", "bombed", ["Two helicopters"], ["the camp"], id="crewed weapon"),
    pytest.param(
        "The governor urged shopkeepers to leave.", "urged", ["The governor"], ["shopkeepers"], id="people addressed"
    ),
    pytest.param("The army must stop its crackdown.", "crackdown", ["The army"], [], id="owner of a crackdown"),
    pytest.param("Chad and Niger accused Mali of cheating.", "accused", ["Chad", "Niger"], ["Mali"], id="conjunction"),
    pytest.param("The army denounced the French raid.", "denounced", ["The army"], ["French"], id="owner of the deed"),
    pytest.param("The minister's resignation came late.", "resignation", ["The minister"], [], id="own deed"),
    pytest.param("Three farmers died in the attack.", "died", [], ["Three farmers"], id="reversed"),
]


@pytest.mark.parametrize(("text", "anchor", "actor", "recipient"), CASES)
def test_the_sides_of_an_act_are_found(
    events: Events, text: str, anchor: str, actor: list[str], recipient: list[str]
) -> None:
    found = next(e for e in events(text) if anchor in {e.anchor.text, *(m.text for m in e.also)})
    assert [q.text for q in found.actor] == actor
    assert [q.text for q in found.recipient] == recipient


def test_a_place_before_a_noun_is_no_actor(events: Events) -> None:
    assert events("The Kabul attack shocked the city.")[0].actor == ()


def test_a_weapon_is_the_means_and_not_the_actor(events: Events) -> None:
    found = next(e for e in events("A roadside bomb killed four policemen.") if "killed" in e.anchor.text or e.also)
    assert found.actor == ()
    assert found.mode == "explosives"
