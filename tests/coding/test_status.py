"""How real an act is, by mood, tense, and what governs it."""

from collections.abc import Callable

import pytest

from onrecord.model import CodedEvent, Status

Events = Callable[..., tuple[CodedEvent, ...]]


CASES = [
    pytest.param("Rebels shelled the town.", "shelled", Status.OCCURRED, True, id="past"),
    pytest.param("Soldiers are shelling the town.", "shelling", Status.ONGOING, True, id="progressive"),
    pytest.param("The army will shell the town.", "shell", Status.INTENDED, True, id="future"),
    pytest.param("The group plans to attack the port.", "attack", Status.INTENDED, True, id="plan"),
    pytest.param("The group plans to continue attacking the port.", "attacking", Status.INTENDED, True, id="chain"),
    pytest.param("Troops tried to storm the embassy.", "storm", Status.ATTEMPTED, True, id="try"),
    pytest.param("Police foiled a plot to bomb the airport.", "bomb", Status.ATTEMPTED, True, id="foiled"),
    pytest.param("The army failed to retake the town.", "retake", Status.OCCURRED, False, id="failed"),
    pytest.param("The front threatened to bomb the bridge.", "bomb", Status.THREATENED, True, id="threat"),
    pytest.param("They demanded that the army release them.", "release", Status.DEMANDED, True, id="demand"),
    pytest.param(
        "The union called for the governor to be arrested.", "arrested", Status.DEMANDED, True, id="passive infinitive"
    ),
    pytest.param("Residents fear that troops will attack Kolda.", "attack", Status.HYPOTHETICAL, True, id="fear"),
    pytest.param("Rebels could attack the capital.", "attack", Status.HYPOTHETICAL, True, id="possibility"),
    pytest.param("The possibility of an attack worries us.", "attack", Status.HYPOTHETICAL, True, id="possible noun"),
    pytest.param(
        "The hostages would be freed if the army withdrew.", "freed", Status.HYPOTHETICAL, True, id="conditional"
    ),
    pytest.param("The army did not shell the hospital.", "shell", Status.OCCURRED, False, id="not"),
    pytest.param("He denied that troops had killed civilians.", "killed", Status.OCCURRED, False, id="denied"),
    pytest.param("There was no attack on the convoy.", "attack", Status.OCCURRED, False, id="no"),
    pytest.param("They refused to free the hostages.", "free", Status.INTENDED, False, id="refused"),
    pytest.param("Troops used drones to attack the port.", "attack", Status.OCCURRED, True, id="purpose reached"),
    pytest.param("The army was not withdrawn until May.", "withdrawn", Status.OCCURRED, True, id="not until"),
    pytest.param(
        "The plan includes the release of hostages.", "release", Status.INTENDED, True, id="what a plan holds"
    ),
    pytest.param("No clashes occurred on Monday.", "clashes", Status.OCCURRED, False, id="no, before a subject"),
    pytest.param("The office had received no request.", "request", Status.OCCURRED, False, id="no, under a light verb"),
    pytest.param("Have any reporters been detained?", "detained", Status.HYPOTHETICAL, True, id="question"),
    pytest.param("Those who harbour rebels will suffer.", "harbour", Status.HYPOTHETICAL, True, id="whoever does it"),
    pytest.param("The army must stop its crackdown.", "crackdown", Status.ONGOING, True, id="to be ended"),
    pytest.param("The rebels announced a ceasefire on Monday.", "ceasefire", Status.INTENDED, True, id="truce agreed"),
    pytest.param("He told a bishop that the town had been shelled.", "shelled", Status.OCCURRED, True, id="told of"),
    pytest.param("The union called off a march.", "march", Status.INTENDED, False, id="called off"),
    pytest.param("Students marched to demand elections.", "demand", Status.OCCURRED, True, id="speech as a purpose"),
]


@pytest.mark.parametrize(("text", "anchor", "status", "polarity"), CASES)
def test_the_words_around_an_act_say_how_real_it_is(
    events: Events, text: str, anchor: str, status: Status, polarity: bool
) -> None:
    found = next(e for e in events(text) if anchor in e.anchor.text)
    assert (found.status, found.polarity) == (status, polarity)


def test_an_impersonal_hedge_is_marked_and_leaves_the_status_alone(events: Events) -> None:
    found = next(e for e in events("The guards allegedly tortured two prisoners.") if e.type == "ASSAULT")
    assert (found.hedged, found.status) == (True, Status.OCCURRED)
