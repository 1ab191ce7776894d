"""Time expressions: values, days, and what cannot be pinned down.  The texts are invented."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ground.times import find_times
from onrecord.ground.times.calendar import days_of, narrowed
from onrecord.ground.times.holidays import easter, falls_on
from onrecord.model import Time, Unresolved
from onrecord.parsed import Parsed

Parse = Callable[..., Parsed]
FRIDAY = "2024-05-03"

VALUES = [
    pytest.param("The bridge fell on 2 July 2015.", "2 July 2015", "2015-07-02", id="day month year"),
    pytest.param("The bridge fell on July 2, 2015.", "July 2, 2015", "2015-07-02", id="month day year"),
    pytest.param("THE BRIDGE FELL ON 30 NOV 89.", "30 NOV 89", "1989-11-30", id="wire style"),
    pytest.param("The bridge fell on 25/02/1989.", "25/02/1989", "1989-02-25", id="numeric with one way round"),
    pytest.param("The bridge fell on 2015-07-02.", "2015-07-02", "2015-07-02", id="iso"),
    pytest.param("The bridge fell on Wednesday.", "Wednesday", "2024-05-01", id="weekday before"),
    pytest.param("The mayor will speak on Wednesday.", "Wednesday", "2024-05-08", id="weekday ahead"),
    pytest.param("The bridge fell last Friday.", "last Friday", "2024-04-26", id="last weekday"),
    pytest.param("The bridge fell on Monday last week.", "Monday last week", "2024-04-22", id="weekday of last week"),
    pytest.param("The bridge fell yesterday.", "yesterday", "2024-05-02", id="yesterday"),
    pytest.param("The bridge fell last week.", "last week", "2024-W17", id="last week"),
    pytest.param("The bridge fell last month.", "last month", "2024-04", id="last month"),
    pytest.param("The bridge fell two days ago.", "two days ago", "2024-05-01", id="days ago"),
    pytest.param("The bridge fell in March.", "March", "2024-03", id="month alone"),
    pytest.param("The bridge fell on 20 December.", "20 December", "2023-12-20", id="day alone in the year before"),
    pytest.param("He must leave by 20 May.", "20 May", "2024-05-20", id="deadline"),
    pytest.param("The bridge fell in the summer of 2014.", "the summer of 2014", "2014-SU", id="season"),
    pytest.param("Trade grew in the fourth quarter of 2016.", "the fourth quarter of 2016", "2016-Q4", id="quarter"),
    pytest.param("The war began in the 1990s.", "the 1990s", "199", id="decade"),
    pytest.param("The bridge fell on Wednesday night.", "Wednesday night", "2024-05-01TNI", id="part of a day"),
    pytest.param("The bridge fell at 9 a.m. on Wednesday.", "9 a.m. on Wednesday", "2024-05-01T09:00", id="clock"),
    pytest.param(
        "The bridge fell on the night of 8 March 2020.", "the night of 8 March 2020", "2020-03-08TNI", id="of"
    ),
    pytest.param("They walked for three days.", "three days", "P3D", id="duration"),
    pytest.param("They pray every Friday.", "every Friday", "XXXX-WXX-5", id="set"),
    pytest.param("The two now agree.", "now", "PRESENT_REF", id="now"),
    pytest.param("Output fell in the first-quarter.", "the first-quarter", "2024-Q1", id="hyphenated quarter"),
    pytest.param("Output fell in fiscal 2016.", "fiscal 2016", "2016", id="fiscal year"),
    pytest.param("Costs must fall by year-end.", "year-end", "2024", id="end of the year"),
    pytest.param("The siren blew for 45 seconds.", "45 seconds", "PT45S", id="seconds"),
    pytest.param("They will stay another month.", "another month", "P1M", id="another"),
    pytest.param("He fled a week after the vote.", "a week", "P1W", id="a length from an event"),
    pytest.param("The wall fell 20 minutes later.", "20 minutes later", "PT20M", id="minutes later"),
    pytest.param("The ferry sails every other day.", "every other day", "P2D", id="every other"),
    pytest.param("She works six days a week.", "a week", "P1W", id="so many days a week"),
    pytest.param("Aid of $3 million in food a year is sent.", "a year", "P1Y", id="so much a year"),
    pytest.param("The mayor said talks would be held on Monday.", "Monday", "2024-05-06", id="would looks ahead"),
    pytest.param("They had not met until Monday.", "Monday", "2024-04-29", id="a wait that is over"),
    pytest.param("He has until 9 a.m. Monday to leave.", "9 a.m. Monday", "2024-05-06T09:00", id="until an hour"),
    pytest.param("The mayor praised Monday's vote.", "Monday", "2024-04-29", id="without the genitive"),
    pytest.param("The bridge fell earlier this week.", "this week", "2024-W18", id="without the adverb"),
    pytest.param("The bridge fell at midnight Monday.", "midnight Monday", "2024-04-29TNI", id="midnight"),
    pytest.param(
        "The bridge fell at 9 a.m. (0700 GMT) on Monday.", "9 a.m. (0700 GMT) on Monday", "2024-04-29T09:00", id="zones"
    ),
    pytest.param("The bridge fell on Christmas Day.", "Christmas Day", "2023-12-25", id="holiday"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES)
def test_an_expression_has_its_timex_value(parse: Parse, text: str, words: str, value: str) -> None:
    found = {t.mention.text: t for t in find_times(parse(text, published=FRIDAY)) if t.mention}
    time = found[words]
    assert isinstance(time, Time)
    assert time.value == value


DAYS = [
    pytest.param("The bridge fell last week.", ("2024-04-22", "2024-04-28"), id="monday to sunday"),
    pytest.param("They fled early this year.", ("2024-01-01", "2024-04-30"), id="early in a year"),
    pytest.param("They fled in mid-June 2020.", ("2020-06-11", "2020-06-20"), id="middle of a month"),
    pytest.param("They fled earlier this month.", ("2024-05-01", "2024-05-02"), id="earlier in a month"),
    pytest.param("They have fought since 1973.", ("1973-01-01", "2024-05-03"), id="since"),
    pytest.param("They met between 3 and 5 April 2024.", ("2024-04-03", "2024-04-05"), id="between days"),
    pytest.param("It lasted from June to August 2020.", ("2020-06-01", "2020-08-31"), id="from month to month"),
    pytest.param("The war of 2014-16 is over.", ("2014-01-01", "2016-12-31"), id="years in short"),
    pytest.param("Nine fell in the past three weeks.", ("2024-04-12", "2024-05-03"), id="the past weeks"),
    pytest.param("It shook the city overnight.", ("2024-05-02", "2024-05-03"), id="overnight"),
    pytest.param("They met at the weekend.", None, id="weekend"),
    pytest.param("They met over the past weekend.", ("2024-04-27", "2024-04-28"), id="the past weekend"),
    pytest.param("They fought on the last two weekends.", ("2024-04-19", "2024-05-03"), id="the last weekends"),
    pytest.param("It fell two or three days ago.", ("2024-04-30", "2024-05-01"), id="between two shifts"),
    pytest.param("They fled earlier this week.", ("2024-04-29", "2024-05-02"), id="earlier in a week"),
    pytest.param("They walked for three days.", (None, None), id="a duration has none"),
]


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_an_expression_denotes_its_days(parse: Parse, text: str, days: tuple[str | None, str | None] | None) -> None:
    times = [t for t in find_times(parse(text, published=FRIDAY)) if isinstance(t, Time)]
    if days is None:
        days = ("2024-04-27", "2024-04-28")
    assert days in [(_iso(t.start), _iso(t.end)) for t in times]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


NO_TIMES = [
    pytest.param("The army sent 2000 soldiers.", id="a count is no year"),
    pytest.param("They may leave.", id="may is a verb"),
    pytest.param("They march on the town.", id="march is a verb"),
    pytest.param("April Smith wrote to the Sunday Times.", id="names of persons and papers"),
    pytest.param("The boy is 12 years old.", id="ages"),
    pytest.param("They honoured the fallen.", id="the fallen are no season"),
    pytest.param("It was the second house of a street.", id="an ordinal is no second"),
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_only_look_like_times_are_left_alone(parse: Parse, text: str) -> None:
    assert find_times(parse(text, published=FRIDAY)) == ()


@pytest.mark.parametrize("text", ["The bridge fell on Wednesday.", "The bridge fell last week."])
def test_without_a_day_to_reckon_from_an_expression_says_why_it_is_unresolved(parse: Parse, text: str) -> None:
    (time,) = find_times(parse(text))
    assert isinstance(time, Unresolved)
    assert time.reason


def test_an_ambiguous_numeric_date_is_not_guessed(parse: Parse) -> None:
    (time,) = find_times(parse("The bridge fell on 11/02/1989.", published=FRIDAY))
    assert isinstance(time, Unresolved)


def test_a_dateline_serves_where_the_published_day_is_missing(parse: Parse) -> None:
    text = "SAN JUAN, 3 MAR 89 (RADIO LIBRE) -- THE BRIDGE FELL YESTERDAY."
    times = find_times(parse(text))
    assert [t.value for t in times if isinstance(t, Time)][-1] == "1989-03-02"


def test_in_a_narrative_expressions_hang_on_the_story(parse: Parse) -> None:
    text = "On 4 May 1821 the fleet sailed. The next day it was seen off the cape. In August it came home."
    assert [t.value for t in find_times(parse(text)) if isinstance(t, Time)] == ["1821-05-04", "1821-05-05", "1821-08"]


def test_in_a_story_before_our_era_years_count_down(parse: Parse) -> None:
    text = "The city fell in 480 BC. The following year it was built anew."
    assert [t.value for t in find_times(parse(text)) if isinstance(t, Time)] == ["BC0480", "BC0479"]


def test_the_ends_of_a_range_of_lengths_are_read_apart(parse: Parse) -> None:
    times = find_times(parse("They walked for 60-100 days.", published=FRIDAY))
    assert [(t.mention and t.mention.text, isinstance(t, Time) and t.value) for t in times] == [
        ("60", "P60D"),
        ("100 days", "P100D"),
    ]


def test_years_before_our_era_have_values_without_days(parse: Parse) -> None:
    times = [t for t in find_times(parse("The city fell in 480 BC.")) if isinstance(t, Time)]
    assert [(t.value, t.start) for t in times] == [("BC0480", None)]


def test_every_mention_stands_in_the_text(parse: Parse) -> None:
    parsed = parse("On Monday, 3 June 2019, and again two weeks later, at dawn, they met.", published=FRIDAY)
    assert all(t.mention and t.mention.holds_in(parsed.report.text) for t in find_times(parsed))


@pytest.mark.parametrize(
    ("year", "day"), [(2000, date(2000, 4, 23)), (2015, date(2015, 4, 5)), (2024, date(2024, 3, 31))]
)
def test_easter_falls_on_its_sunday(year: int, day: date) -> None:
    assert easter(year) == day


def test_ramadan_is_reckoned_by_the_tabular_calendar() -> None:
    start, end = falls_on("Ramadan", 2015) or (None, None)
    assert (start, end) == (date(2015, 6, 18), date(2015, 7, 17))


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(["early", "mid", "late"]))
def test_the_part_of_a_stretch_lies_in_it(day: date, how: str) -> None:
    year, week, _ = day.isocalendar()
    for value in (f"{day:%Y}", f"{day:%Y-%m}", f"{year}-W{week:02d}", f"{day.year}-SU", f"{day.year // 10}"):
        whole = days_of(value)
        assert whole
        part = narrowed(whole, how)
        assert whole.start
        assert whole.end
        assert part.start
        assert part.end
        assert whole.start <= part.start <= part.end <= whole.end
