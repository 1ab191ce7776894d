from typing import Any

import pytest

from onrecord.incidents import Told
from onrecord.model import Report, Source
from onrecord.reconcile.copies import Copies, copies_of
from onrecord.reconcile.voices import Voice, agency_of, own_keys, source_keys, voices_of
from tests import factories
from tests.reconcile.builders import FILLER, source, told

WIRE = f"KORDA (Agency) - Gunmen on motorcycles killed three clerks at a customs post before dawn. {FILLER}"


def _voices(*tellings: Told) -> tuple[Voice, ...]:
    return voices_of(tellings, copies_of({t.report.id: t.report for t in tellings}.values()))


def _told(report: str, *by: Source, publisher: str | None = None, text: str | None = None, **about: Any) -> Told:
    of = {"publisher": publisher or f"Paper {report}"}
    return told(text or f"{report.upper()} says men killed.", report=report, by=by, about=of, **about)


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        pytest.param(source("Musa Bello"), source("Musa Bello"), True, id="one name"),
        pytest.param(source("Musa Bello"), source("Colonel Musa Bello"), True, id="with and without a rank"),
        pytest.param(source("Musa Bello"), source("Amadi Bello"), False, id="a shared last name"),
        pytest.param(
            source("Musa Bello", "army spokesman Musa Bello"),
            source("Orsa Weka", "the army spokeswoman, Orsa Weka"),
            True,
            id="two who speak for one body",
        ),
        pytest.param(
            source("Musa Bello", "army spokesman Musa Bello", country="VAR"),
            source("Orsa Weka", "the army spokeswoman, Orsa Weka", country="OTH"),
            False,
            id="two who speak for two armies",
        ),
        pytest.param(
            source(None, "the defence ministry"),
            source(None, "A statement from the defence ministry"),
            True,
            id="a body",
        ),
        pytest.param(source(None, "a doctor"), source(None, "two doctors"), True, id="who may be the same"),
        pytest.param(source(None, "a doctor"), source(None, "a trader"), False, id="who cannot be the same"),
    ],
)
def test_the_words_of_one_source_in_two_reports_are_one_voice(left: Source, right: Source, one: bool) -> None:
    assert len(_voices(_told("r-1", left), _told("r-2", right))) == (1 if one else 2)


def test_the_same_spokesman_across_reports_is_counted_once_and_it_is_said_why() -> None:
    (voice,) = _voices(_told("r-1", source("Musa Bello")), _told("r-2", source("Col Musa Bello")))
    assert voice.name == "Col Musa Bello"
    assert voice.reason == "Col Musa Bello (also as Musa Bello), in 2 reports, counted once"
    assert {word.told.report.id for word in voice.words} == {"r-1", "r-2"}


def test_a_relayed_voice_is_the_one_that_spoke_and_names_what_carried_it() -> None:
    channel = source("Radio Vareland", id="S-radio")
    bello = source("Musa Bello", relays="S-radio")
    relayed, direct = _told("r-1", bello, relays=(channel,)), _told("r-2", source("Musa Bello"))
    (voice,) = _voices(relayed, direct)
    assert voice.reason == "Musa Bello, in 2 reports, counted once, carried by Radio Vareland"


def test_a_chain_of_relays_is_named_whole() -> None:
    agency, state_media = source("Korda Agency", id="S-a"), source("State TV", id="S-b", relays="S-a")
    (voice,) = _voices(_told("r-1", source("Musa Bello", relays="S-b"), relays=(agency, state_media)))
    assert voice.reason == "Musa Bello, carried by Korda Agency, State TV"


def test_a_root_is_the_same_whatever_else_is_told() -> None:
    alone = _voices(_told("r-1", source("Musa Bello")))
    among = _voices(_told("r-1", source("Musa Bello")), _told("r-2", source(None, "a doctor")), _told("r-3"))
    assert alone[0].root in {voice.root for voice in among}
    assert len({voice.root for voice in among}) == 3


def test_papers_speak_for_themselves_and_a_text_printed_twice_speaks_once() -> None:
    apart = _voices(_told("r-1"), _told("r-2"))
    assert [v.reason for v in apart] == ["the reporting of Paper r-1", "the reporting of Paper r-2"]
    (once,) = _voices(_told("r-1", text=WIRE), _told("r-2", text=f"{WIRE} More soon."))
    assert once.reason == "the reporting of Paper r-1, Paper r-2: 2 reports that carry one text, counted once"


def test_two_reports_of_one_paper_are_one_voice() -> None:
    (once,) = _voices(_told("r-1", publisher="The Post"), _told("r-2", publisher="Post"))
    assert once.reason == "the reporting of Post, The Post: 2 reports, counted once"


def test_an_excerpt_in_another_piece_is_the_same_voice() -> None:
    other = " ".join(f"In week {n} the council of ward {n * 7} spoke about {n * 13} lamps." for n in range(30))
    whole, piece = _told("r-1", text=WIRE), _told("r-2", text=f"{other}\n{WIRE}\n{other}")
    assert len(voices_of([whole, piece], Copies())) == 1


def test_sources_of_one_report_are_voices_of_their_own() -> None:
    names = {v.name for v in _voices(_told("r-1", source("Musa Bello"), source(None, "a doctor")))}
    assert names == {"Musa Bello", "a doctor"}


@pytest.mark.parametrize(
    ("text", "byline", "agency"),
    [
        pytest.param("KORDA (Reuters) - Men killed.", None, "Reuters", id="in the dateline"),
        pytest.param("Men killed. It rained.\nAFP", None, "AFP", id="at the end"),
        pytest.param("Men killed.", "by Xinhua", "Xinhua", id="in the byline"),
        pytest.param("Men killed, Reuters reported from Korda.", None, None, id="only quoted"),
        pytest.param(f"{FILLER} KORDA (Reuters) - {FILLER}", None, None, id="far inside"),
    ],
)
def test_a_report_says_whose_text_it_carries(text: str, byline: str | None, agency: str | None) -> None:
    assert agency_of(factories.report(text=text, byline=byline)) == agency


def _report(**about: Any) -> Report:
    return factories.report(text="Men killed.", **about)


@pytest.mark.parametrize(
    ("report", "copies", "keys"),
    [
        pytest.param(_report(publisher="The Daily Post"), Copies(), ["name daily post"], id="its publisher"),
        pytest.param(_report(publisher=None), Copies(), ["report r-1"], id="nobody"),
        pytest.param(_report(), Copies({"r-1": "r-0"}), ["text r-0"], id="whoever printed it first"),
        pytest.param(
            _report(byline="by Reuters"), Copies({"r-1": "r-0"}), ["text r-0", "name reuters"], id="an agency's copy"
        ),
    ],
)
def test_a_reports_own_voice_is_that_of_its_text_agency_or_publisher(
    report: Report, copies: Copies, keys: list[str]
) -> None:
    assert own_keys(report, copies) == keys


def test_one_who_has_no_name_and_speaks_for_nobody_is_known_by_kind() -> None:
    assert source_keys(source(None, "local officials", sector="GOV", country="VAR")) == ["unnamed GOV VAR"]
