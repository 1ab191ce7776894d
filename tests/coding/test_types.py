"""Which act a word names: by itself, by its particle, by its object, or with a light verb."""

from collections.abc import Callable

import pytest

from onrecord.model import CodedEvent

Events = Callable[..., tuple[CodedEvent, ...]]


CASES = [
    pytest.param("Rebels shelled the town.", "ASSAULT", "heavy-weapons", id="plain verb"),
    pytest.param("Two soldiers were killed by gunmen in Kolda.", "ASSAULT", "firearms", id="mode from the actor"),
    pytest.param("The army killed 12 rebels in an air strike on Kolda.", "ASSAULT", "aerial", id="mode from the noun"),
    pytest.param("A suicide bomber blew himself up at the gate.", "ASSAULT", "suicide-attack", id="suicide bomber"),
    pytest.param("The guerrillas captured 12 soldiers.", "ASSAULT", "abduct", id="capturing combatants"),
    pytest.param("The rebels captured three tanks.", "COERCE", "seize", id="capturing equipment"),
    pytest.param("The rebels took over the town of Kolda.", "COERCE", "seize", id="taking territory"),
    pytest.param("Police arrested six students.", "COERCE", "arrest", id="arresting"),
    pytest.param("The army besieged the town.", "COERCE", "restrict", id="siege"),
    pytest.param("The government imposed a curfew in the capital.", "COERCE", "curfew", id="curfew"),
    pytest.param("The front released four hostages.", "RETREAT", "release", id="release of people"),
    pytest.param("The governor resigned.", "RETREAT", "resign", id="resigning"),
    pytest.param("The rebels laid down their arms.", "RETREAT", "disarm", id="laying down arms"),
    pytest.param("Workers at the port went on strike on Monday.", "PROTEST", "strike", id="labour strike"),
    pytest.param("Thousands demonstrated against the government.", "PROTEST", "demo", id="demonstration"),
    pytest.param("The United States imposed sanctions on Iran.", "SANCTION", None, id="sanctions"),
    pytest.param("Norway expelled two Chadian diplomats.", "SANCTION", "expel", id="expelling diplomats"),
    pytest.param("France armed the rebels.", "AID", None, id="arming"),
    pytest.param("Kenya sent troops to the border.", "MOBILIZE", "troops", id="sending troops"),
    pytest.param("Militants planted a bomb on the bridge.", "MOBILIZE", "weapons", id="laying explosives"),
    pytest.param("Israel and Egypt signed a peace treaty.", "AGREE", None, id="treaty"),
    pytest.param("The general vowed to respect the truce.", "AGREE", None, id="vow"),
    pytest.param("The general vowed to crush the rebellion.", "THREATEN", None, id="vow of an attack"),
    pytest.param("We will not negotiate with murderers, the minister said.", "REJECT", None, id="will not negotiate"),
    pytest.param("The spokesman called the charge baseless.", "REJECT", None, id="denial by a bad name"),
    pytest.param("The envoy asked the army to leave.", "REQUEST", None, id="asking"),
    pytest.param("The town of Kolda has fallen.", "COERCE", "seize", id="fall of a town"),
    pytest.param("The presidents of Chad and Niger met in Geneva.", "CONSULT", None, id="meeting"),
    pytest.param("The minister praised the peacekeepers.", "SUPPORT", None, id="praise"),
    pytest.param("The ministry expressed concern about the arrests.", "ACCUSE", None, id="concern"),
    pytest.param("The government refused to negotiate with the rebels.", "REJECT", None, id="refusal"),
    pytest.param("The militia joined forces with the army.", "COOPERATE", None, id="joining forces"),
    pytest.param("Parliament granted amnesty to the rebels.", "CONCEDE", None, id="amnesty"),
    pytest.param("The front threatened to blow up the bridge.", "THREATEN", None, id="threat"),
    pytest.param("The bishop urged the army to show restraint.", "REQUEST", None, id="urging"),
]

QUIET = [
    pytest.param("The team attacked well in the second half and scored a late goal.", id="sport"),
    pytest.param("Police declined to comment.", id="declining to comment"),
    pytest.param("The official, who requested anonymity, is a Kolda native.", id="asking for anonymity"),
    pytest.param("The parade was held in March.", id="the month of March"),
    pytest.param("He bought an attack helicopter model for his son.", id="a noun that only tells the kind"),
    pytest.param("The mayor conceded that the night was cold.", id="conceding a fact"),
    pytest.param("The singer hails from Mali.", id="hailing from a place"),
    pytest.param("Nobody was hurt.", id="nobody hurt"),
    pytest.param("The weather was mild and the harvest good.", id="no act at all"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), CASES)
def test_an_act_is_typed_by_its_words(events: Events, text: str, kind: str, mode: str | None) -> None:
    assert (kind, mode) in {(e.type, e.mode) for e in events(text)}


@pytest.mark.parametrize("text", QUIET)
def test_what_is_no_political_act_is_passed_over(events: Events, text: str) -> None:
    assert events(text) == ()


def test_a_light_verb_and_its_noun_are_one_event(events: Events) -> None:
    assert [e.type for e in events("The rebels carried out an attack on the barracks.")] == ["ASSAULT"]
