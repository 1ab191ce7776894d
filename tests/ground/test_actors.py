"""Who acts in a report: one identity for all mentions of an actor."""

from collections.abc import Callable

import pytest

from onrecord.ground.actors import Actors
from onrecord.ground.places import find_places
from onrecord.model import Actor
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]


def _ground(parsed: Parsed, words: str) -> Actor:
    start = parsed.report.text.index(words)
    return Actors(parsed).ground(parsed.quote(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "words", "id", "sector", "country"),
    [
        pytest.param("ISIL fighters fled.", "ISIL fighters", "group:islamic-state", "REB", None, id="group by alias"),
        pytest.param("Russia struck first.", "Russia", "state:RUS", "GOV", "RUS", id="state by name"),
        pytest.param("The Kremlin denied it.", "The Kremlin", "state:RUS", "GOV", "RUS", id="state by seat"),
        pytest.param("Malian troops fired.", "Malian troops", "state:MLI:MIL", "MIL", "MLI", id="force of a nation"),
        pytest.param("Mali is tense. The army fired.", "The army", "state:MLI:MIL", "MIL", "MLI", id="of the scene"),
    ],
)
def test_known_actors_have_one_id_everywhere(
    parse: Parse, text: str, words: str, id: str, sector: str, country: str | None
) -> None:
    actor = _ground(parse(text), words)
    assert (actor.id, actor.sector, actor.country) == (id, sector, country)


def test_people_without_a_nation_belong_to_the_scene(parse: Parse) -> None:
    actor = _ground(parse("Sudanese officials met in Sudan. Villagers fled."), "Villagers")
    assert (actor.sector, actor.country) == ("CVL", "SDN")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param(
            "US officials spoke. The US warned. In Nyala and El Fasher the army fired.", "SDN", id="abbreviation"
        ),
        pytest.param(
            "Rebels fired near Cotabato. Malaysia offered help, Malaysian envoys flew in. In Marawi the army fired.",
            "PHL",
            id="mediator",
        ),
    ],
)
def test_the_army_is_that_of_the_towns_and_not_of_the_state_that_speaks(parse: Parse, text: str, country: str) -> None:
    parsed = parse(text)
    start = text.index("the army")
    actor = Actors(parsed, find_places(parsed)).ground(parsed.quote(start, start + len("the army")))
    assert actor.country == country


def test_a_surname_is_the_person_named_in_full(parse: Parse) -> None:
    parsed = parse("Foreign Minister Maria Keller spoke on Monday. Keller later left.")
    full = _ground(parsed, "Maria Keller")
    start = parsed.report.text.rindex("Keller")
    short = Actors(parsed).ground(parsed.quote(start, start + len("Keller")))
    assert full.name == "Maria Keller"
    assert full.id == short.id


def test_a_member_of_a_group_is_not_the_group(parse: Parse) -> None:
    actor = _ground(parse("A Hamas official spoke."), "A Hamas official")
    assert not actor.id.startswith("group:")
    assert actor.country == "PSE"


def test_strangers_in_different_reports_do_not_meet(parse: Parse) -> None:
    one, other = parse("Gunmen fired at a bus."), parse("Gunmen fired at a train.")
    assert _ground(one, "Gunmen").id != _ground(other, "Gunmen").id


def test_mentions_come_in_order_and_quote_the_report(parse: Parse) -> None:
    parsed = parse("Soldiers shot two protesters, Amnesty International said.")
    found = Actors(parsed).mentions()
    assert [a.mention.text for a in found] == ["Soldiers", "two protesters", "Amnesty International"]
    assert all(a.mention.holds_in(parsed.report.text) for a in found)


def test_the_army_is_that_of_the_one_state_its_sentence_names(parse: Callable[..., Parsed]) -> None:
    text = "Chad has sent aid. Chad closed its border. Sudan’s general staff said the army had killed four raiders."
    parsed = parse(text)
    start = text.index("the army")
    assert Actors(parsed).ground(parsed.quote(start, start + len("the army"))).country == "SDN"
