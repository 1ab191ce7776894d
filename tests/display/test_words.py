import pytest

from onrecord.display import words as say
from onrecord.model import Status
from tests.factories import claim, coded, event, report, source


@pytest.mark.parametrize(
    ("name", "description", "about"),
    [
        pytest.param("Ada Orlo", "General Ada Orlo, chief of the area", "General, chief of the area", id="rank"),
        pytest.param("Ada Orlo", "the mayor of Oskar", "the mayor of Oskar", id="nothing in common"),
        pytest.param("Front", "the Front", "", id="article alone"),
        pytest.param("THE FRONT", "the front", "", id="other case"),
        pytest.param("Ada Orlo", "", "", id="none"),
        pytest.param("Doctors' union", "the Oskar doctors' union", "the Oskar doctors' union", id="common noun"),
    ],
)
def test_a_source_is_described_without_its_name_over_again(name: str, description: str, about: str) -> None:
    assert say.source_about(source(name=name, description=description)) == about


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("polarity", [True, False])
def test_every_status_has_its_words_affirmed_and_denied(status: Status, polarity: bool) -> None:
    found = event(status=status, polarity=polarity)
    assert say.reality(found)
    assert ("denied" in say.badge(found)) is not polarity


def test_a_report_without_a_headline_is_known_by_how_it_begins() -> None:
    assert say.title(coded(report=report(title=None))) == "Untitled: The defence ministry of Vareland said on Tuesday …"


def test_a_cue_of_punctuation_alone_is_marked_off_from_the_content() -> None:
    text = "Army: 40 rebels dead"
    assert say.cue(claim(text=text, cue=":", content="40 rebels dead")) == "(by “:”)"
