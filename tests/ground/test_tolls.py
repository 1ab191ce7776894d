"""Tolls: what happened to how many of whom.  The texts are invented."""

from collections.abc import Callable

import pytest

from onrecord.ground.tolls import find_tolls
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]
Row = tuple[str, int | None, int | None]
Part = tuple[int | None, int | None]

TOLLS: list[object] = [
    pytest.param("The army killed at least 100 militants.", [("killed", 100, None)], id="object of a deed"),
    pytest.param("Twelve villagers were killed in the raid.", [("killed", 12, 12)], id="subject of a passive"),
    pytest.param("Three gunmen killed five people.", [("killed", 5, 5)], id="those who kill are no victims"),
    pytest.param("The blast left 3 dead.", [("killed", 3, 3)], id="left dead"),
    pytest.param("At least 23 people are dead.", [("killed", 23, None)], id="copula"),
    pytest.param("A policeman was shot dead by rebels.", [("killed", 1, 1)], id="an article counts one"),
    pytest.param(
        "Six people died and more than 40 were wounded.", [("killed", 6, 6), ("injured", 40, None)], id="two outcomes"
    ),
    pytest.param(
        "Two clerks were killed and nine others wounded.", [("killed", 2, 2), ("injured", 9, 9)], id="ellipsis"
    ),
    pytest.param("A bomber killed himself and five others.", [("killed", 5, 5)], id="himself is not counted"),
    pytest.param("The raid caused 12 deaths.", [("killed", 12, 12)], id="deaths"),
    pytest.param("They mourned the deaths of 12 miners.", [("killed", 12, 12)], id="deaths of"),
    pytest.param("The death toll rose to 43.", [("killed", 43, 43)], id="toll"),
    pytest.param("Police found the bodies of six men.", [("killed", 6, 6)], id="bodies of"),
    pytest.param("No one was killed.", [("killed", 0, 0)], id="explicit none"),
    pytest.param("Rebels kidnapped two engineers.", [("abducted", 2, 2)], id="abducted"),
    pytest.param("Police arrested 14 protesters.", [("arrested", 14, 14)], id="arrested"),
    pytest.param("The floods of war displaced 5,000 families.", [("displaced", 5000, 5000)], id="displaced"),
    pytest.param("Dozens of villagers were abducted.", [("abducted", 24, None)], id="vague number"),
    pytest.param("The raid killed a young couple in Oskar.", [("killed", 2, 2)], id="a couple"),
    pytest.param("In May 12 people were killed.", [("killed", 12, 12)], id="in a month"),
    pytest.param("In Mosul, 64 were found dead.", [("killed", 64, 64)], id="after a place and a comma"),
    pytest.param("THE REBELS KILLED 12 SOLDIERS.", [("killed", 12, 12)], id="upper case"),
    pytest.param("Rebels put 30 villagers to death.", [("killed", 30, 30)], id="put to death"),
    pytest.param("Ten miners lost their lives in the raid.", [("killed", 10, 10)], id="lost their lives"),
    pytest.param("Three nurses were blown up by a mine.", [("killed", 3, 3)], id="blown up"),
    pytest.param("The rebels carried off 40 women.", [("abducted", 40, 40)], id="carried off"),
    pytest.param("Police rounded up 60 students.", [("arrested", 60, 60)], id="rounded up"),
    pytest.param("About 900 people have left their homes.", [("displaced", 900, 900)], id="left their homes"),
    pytest.param(
        "The army said 58 rebels were killed and 81 captured.",
        [("killed", 58, 58), ("abducted", 81, 81)],
        id="captured",
    ),
    pytest.param(
        "Fighters stormed a base, killing at least 14 soldiers, officials and residents said.",
        [("killed", 14, None)],
        id="those killed before those who tell of it",
    ),
    pytest.param("No more than 12 people died.", [("killed", None, 12)], id="no more than"),
    pytest.param("The rebels put the dead in the town at 300.", [("killed", 300, 300)], id="the dead"),
    pytest.param("The army put its own losses at 18.", [("killed", 18, 18)], id="losses"),
    pytest.param("He put the number of wounded at 31.", [("injured", 31, 31)], id="the number of"),
    pytest.param("The blast brought the number killed this month to 41.", [("killed", 41, 41)], id="the number killed"),
    pytest.param("In Sund 48 displaced persons were killed.", [("killed", 48, 48)], id="a verb says more than a state"),
    pytest.param("The army held two captured pilots.", [("abducted", 2, 2)], id="captured pilots"),
    pytest.param("A 12-year-old boy was killed.", [("killed", 1, 1)], id="an age before the noun"),
    pytest.param(
        "The raid left 70 people dead and displaced 900.",
        [("killed", 70, 70), ("displaced", 900, 900)],
        id="and a deed",
    ),
    pytest.param("Thirty people were taken to hospital.", [("injured", 30, 30)], id="taken to hospital"),
    pytest.param("Eighteen of the dead were clerks.", [("killed", 18, 18)], id="of the dead"),
    pytest.param("They executed a British hostage.", [("killed", 1, 1)], id="a hostage"),
    pytest.param("The total number of dead rose to 43.", [("killed", 43, 43)], id="total number"),
    pytest.param("A girl of four was killed.", [("killed", 1, 1)], id="an age after of"),
    pytest.param("A bomb killed at least\u200b 12 miners.", [("killed", 12, None)], id="character without width"),
]


@pytest.mark.parametrize(("text", "rows"), TOLLS)
def test_a_count_has_its_outcome_and_bounds(parse: Parse, text: str, rows: list[Row]) -> None:
    assert [(f.toll.outcome.value, f.toll.low, f.toll.high) for f in find_tolls(parse(text))] == rows


NONE = [
    pytest.param("The storm killed 12 cows.", id="animals"),
    pytest.param("Soldiers captured three villages.", id="villages are not people"),
    pytest.param("A 12-year-old girl sang.", id="ages"),
    pytest.param("Ilan Reeves, 66 and Lena Reeves, 64 were found dead.", id="ages after names"),
    pytest.param("Ilan Roe and Omar Doe, both 24 and from Oskar, died in the raid.", id="the age of both"),
    pytest.param("The raid killed his son, 7, in the yard.", id="an age between commas"),
    pytest.param("The murders of Marlon Eason (10) and Omar Said (16) shook the town.", id="ages in brackets"),
    pytest.param("Neighbours wept for the 17 y.o killed by a stray bullet.", id="a short word for years"),
    pytest.param("He was tried for the March 20 killing of Omar Said.", id="the day of a month"),
    pytest.param("Pictures of 2016 killed the mood.", id="a year"),
    pytest.param("Police spoke of the attempted assassination of two officers.", id="attempted"),
    pytest.param("Two separate shootings left the town in fear.", id="shootings are not people"),
    pytest.param("Three men were shot in the legs.", id="shot, but not dead"),
    pytest.param("A policeman was shot.", id="shot, and no more is said"),
    pytest.param("Four people were shot near the market.", id="several who were shot, and no more is said"),
    pytest.param("Rebels blew up 12 bridges.", id="bridges"),
    pytest.param("A pastor, Ilan Roe, said that many had been killed.", id="who tells of it"),
    pytest.param("The blast killed Omar Doe, a lawyer.", id="who somebody was"),
    pytest.param("By dawn all but seven were dead.", id="those who lived"),
    pytest.param("The town lost $12 million.", id="money"),
    pytest.param("The minister met 20 farmers.", id="nothing happened to them"),
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_toll_is_left_alone(parse: Parse, text: str) -> None:
    assert find_tolls(parse(text)) == ()


def test_people_already_counted_are_part_of_the_larger_toll(parse: Parse) -> None:
    found = find_tolls(parse("It said 17 soldiers, including four officers, were killed."))
    assert [(f.toll.low, f.toll.part_of) for f in found] == [(17, None), (4, 0)]


def test_two_of_them_are_part_of_the_toll_before(parse: Parse) -> None:
    found = find_tolls(parse("The blast killed nine people, two of them children."))
    assert [(f.toll.low, f.toll.part_of) for f in found] == [(9, None), (2, 0)]


def test_those_whom_somebody_then_killed_are_no_part_of_the_dead_before(parse: Parse) -> None:
    found = find_tolls(parse("The raiders killed 61 people. Troops repelled them and killed eight of them."))
    assert [(f.toll.low, f.toll.part_of) for f in found] == [(61, None), (8, None)]


def test_a_count_that_outcomes_share_is_an_upper_bound_of_each(parse: Parse) -> None:
    found = find_tolls(parse("Up to 34 people were killed or wounded."))
    rows = [(f.toll.outcome.value, f.toll.low, f.toll.high, f.toll.combined) for f in found]
    assert rows == [("killed", None, 34, True), ("injured", None, 34, True)]


def test_the_people_are_named_in_the_words_of_the_report(parse: Parse) -> None:
    parsed = parse("The army said 17 of its own soldiers were killed.")
    (found,) = find_tolls(parsed)
    assert found.toll.of == "its own soldiers"
    assert found.toll.mention.text == "17 of its own soldiers"
    assert found.trigger is not None
    assert parsed.report.text[found.trigger.start : found.trigger.end] == "killed"


def test_the_same_people_told_again_are_not_counted_twice(parse: Parse) -> None:
    found = find_tolls(parse("Two men were captured in Norden. The two men were captured at a farm."))
    assert len(found) == 1


def test_part_of_points_at_a_toll_found_before(parse: Parse) -> None:
    text = "At least 8 people were killed, three in Norden and five in Sund. Nine were hurt, among them two nurses."
    found = find_tolls(parse(text))
    assert all(f.toll.part_of is None or f.toll.part_of < i for i, f in enumerate(found))


PARTS = [
    pytest.param("Rebels killed 11 people. Four were children.", [(11, None), (4, 0)], id="the next sentence"),
    pytest.param("At least 41 people died, of whom 23 were civilians.", [(41, None), (23, 0)], id="of whom"),
    pytest.param("The blast killed nine men. Two of the dead were clerks.", [(9, None), (2, 0)], id="of the dead"),
    pytest.param(
        "It hurt 20 men. Three men were taken to hospital.", [(20, None), (3, 0)], id="the wounded in hospital"
    ),
    pytest.param(
        "It killed 20 men. Eight of them were clerks.", [(20, None), (8, 0)], id="of them, in the next sentence"
    ),
    pytest.param("Rebels killed four people. Thirty were farmers.", [(4, None)], id="more than there were"),
]


@pytest.mark.parametrize(("text", "rows"), PARTS)
def test_what_is_said_of_some_of_the_counted_is_part_of_their_toll(parse: Parse, text: str, rows: list[Part]) -> None:
    assert [(f.toll.low, f.toll.part_of) for f in find_tolls(parse(text))] == rows


def test_another_figure_is_for_what_was_counted_before(parse: Parse) -> None:
    found = find_tolls(parse("The opposition says 50 marchers were killed. The government's figure is 36."))
    assert [(f.toll.outcome.value, f.toll.low) for f in found] == [("killed", 50), ("killed", 36)]


def test_those_of_them_who_died_are_not_among_the_wounded(parse: Parse) -> None:
    found = find_tolls(parse("The blast wounded nine men, and two of them died."))
    assert [(f.toll.outcome.value, f.toll.low) for f in found] == [("injured", 9), ("killed", 2)]
