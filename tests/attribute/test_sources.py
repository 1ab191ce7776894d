"""Who is one source and who is another: names, channels, relays, and what is known of a source."""

from collections.abc import Callable

import pytest

from onrecord.attribute import attribute
from onrecord.model import Channel
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]

ONE_SOURCE = [
    pytest.param(
        "The Tarvo Front said it had left the valley. The Tarvo Front wants the road reopened.",
        id="what a body says and what it wants",
    ),
    pytest.param(
        "Colonel Amina Desta said in a statement that the road was mined. Desta said nobody should use it.",
        id="a channel told once",
    ),
    pytest.param(
        "Colonel Amina Desta said the road was mined. Desta told reporters that nobody should use it.",
        id="a channel told later",
    ),
    pytest.param(
        "Abu Sayf Al-Tarvi said the road was mined. Abu Sayf accused the army of lying.",
        id="the beginning of a longer name",
    ),
    pytest.param(
        "The Institute for Border Studies said the road was mined. The institute said the bridge was safe.",
        id="a body by its last word",
    ),
    pytest.param(
        "Security officials said the road was mined. Security officials said the bridge was safe.",
        id="the same bare plural",
    ),
    pytest.param(
        "Olav Brandt said he had left the party. The tycoon said he had no regrets.",
        id="a person named and then described",
    ),
    pytest.param(
        "Al-Tarvi’s group said it had left. Al-Tarvi’s new group said it would return.", id="the same owner's same noun"
    ),
    pytest.param(
        "The mayor said that the mayor had said the road was mined.",
        id="a speaker inside his own words",
    ),
]


@pytest.mark.parametrize("text", ONE_SOURCE)
def test_one_speaker_is_one_source(parse: Parse, text: str) -> None:
    assert [(s.id, s.relays) for s in attribute(parse(text)).sources] == [("S1", None)]


TWO_SOURCES = [
    pytest.param("Norway and Peru said the deal was dead. Norway said talks would go on.", id="a pair and one of it"),
    pytest.param(
        "The mayor said in a letter that the road was mined. The mayor told reporters the bridge was safe.",
        id="two channels",
    ),
    pytest.param("US officials said the road was open. Officials in Peru said it was closed.", id="others of one word"),
]


@pytest.mark.parametrize("text", TWO_SOURCES)
def test_two_speakers_or_ways_are_two_sources(parse: Parse, text: str) -> None:
    assert len(attribute(parse(text)).sources) == 2


def test_a_joint_source_is_named_after_all(parse: Parse) -> None:
    found = attribute(parse("Norway and Peru said the deal was dead."))
    assert [(s.name, s.sector) for s in found.sources] == [("Norway and Peru", "GOV")]


def test_whom_it_was_told_to_relays_it(parse: Parse) -> None:
    found = attribute(parse("The road is mined, Colonel Amina Desta told Reuters.", publisher="The Tarvo Post"))
    desta, agency = found.sources
    assert (desta.relays, desta.channel, agency.name) == (agency.id, Channel.AGENCY, "Reuters")


def test_the_publisher_hears_and_does_not_relay(parse: Parse) -> None:
    text = "The road is mined, security sources told the TVP. The sources said the bridge was safe."
    found = attribute(parse(text, publisher="Tarvo Valley Post"))
    assert [(s.channel, s.relays) for s in found.sources] == [(Channel.INTERVIEW, None)]
    assert {c.source for c in found.claims} == {"S1"}


def test_an_office_is_no_name(parse: Parse) -> None:
    found = attribute(parse("The Mayor, Olav Brandt, said the town was calm."))
    assert [(s.name, s.sector) for s in found.sources] == [("Olav Brandt", "GOV")]


SECTORS = [
    pytest.param("A Hamas spokesman said the road was mined.", "REB", id="a known group before a role"),
    pytest.param("Vladimir Putin said the road was mined.", "GOV", id="a leader reports need not introduce"),
    pytest.param(
        "Abu Sayf, an aide to Abu Omar, a leader of a Salafi group, said the road was mined.", "REB", id="an aide"
    ),
]


@pytest.mark.parametrize(("text", "sector"), SECTORS)
def test_the_sector_is_that_of_the_body_spoken_for(parse: Parse, text: str, sector: str) -> None:
    assert [s.sector for s in attribute(parse(text)).sources] == [sector]


NAMED = [
    pytest.param("Norway’s general command for the armed forces said the road was mined.", True, id="a state's body"),
    pytest.param("The Norwegian army said the road was mined.", True, id="the army of a state"),
    pytest.param("Norwegian forces said the road was mined.", True, id="forces of a state"),
    pytest.param("A UN report said the road was mined.", True, id="a body's paper"),
    pytest.param("Norwegian officials said the road was mined.", False, id="officials"),
    pytest.param("A Norwegian colonel said the road was mined.", False, id="an unnamed officer"),
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_a_known_body_is_as_good_as_named(parse: Parse, text: str, named: bool) -> None:
    assert [s.named for s in attribute(parse(text)).sources] == [named]


OUTLETS = [
    pytest.param("The road is mined, the colonel told Reuters.", Channel.AGENCY, id="an agency"),
    pytest.param("The road is mined, the colonel told BBC Radio.", Channel.BROADCAST, id="a broadcaster"),
    pytest.param("The road is mined, the colonel told the Washington Post.", Channel.INTERVIEW, id="a paper"),
    pytest.param("The road is mined, the colonel told Reuters by phone.", Channel.INTERVIEW, id="said to be a call"),
]


@pytest.mark.parametrize(("text", "channel"), OUTLETS)
def test_what_is_told_to_others_comes_by_their_channel(parse: Parse, text: str, channel: Channel) -> None:
    assert attribute(parse(text)).sources[0].channel is channel


def test_a_dateline_is_no_part_of_a_mention(parse: Parse) -> None:
    found = attribute(parse("LONDON -- President Brandt, opening a museum, said the road was mined."))
    assert [(s.name, s.mentions[0].text) for s in found.sources] == [("Brandt", "President Brandt")]
