"""`import onrecord`, as scripts and notebooks use it."""

import subprocess
import sys
import time
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import onrecord
from onrecord.api import Card, Coded, Coder, Ledger
from onrecord.errors import SkipReport, StopRun
from onrecord.model import CodedReport, Failure, Report
from tests import factories
from tests.publish import exported

TEXT = (
    "The army said on Friday that its troops had killed 12 rebels near Kaduna, Nigeria. "
    "A rebel spokesman denied that there had been an attack."
)
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> & \u202egnp.exe \"' killed"


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The rules alone, loaded once."""
    return Coder("rules")


@pytest.fixture(scope="module")
def coded(coder: Coder) -> Coded:
    """The army's report."""
    return coder.code(TEXT, published="2024-05-04", publisher="Post", id="army")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The clash and the killing, reconciled in Python."""
    opened = onrecord.open_ledger(tmp_path_factory.mktemp("ledger") / "a.onrecord")
    for report in (exported.clash(), exported.mourning()):
        opened.add(report)
    assert opened.reconcile() == opened.count() > 3
    return opened


class _Tags(HTMLParser):
    """Every tag and attribute of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Tags:
    page = _Tags()
    page.feed(html)
    return page


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'numpy', 'pandas', 'pyarrow', 'onnxruntime', 'sqlalchemy', 'jinja2', 'rich', 'click'}"
    program = f"import sys, onrecord; onrecord.__dir__(); print({heavy} & set(sys.modules))"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(onrecord, name).__doc__
    assert name in dir(onrecord)


def test_a_name_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'kode'; it has Coder, Failure"):
        onrecord.kode  # noqa: B018


def test_a_text_is_coded_in_one_call(coded: Coded) -> None:
    assert isinstance(coded, CodedReport)
    assert coded.report.published == date(2024, 5, 4)
    assert {t.low for e in coded.events for t in e.tolls} == {12}


def test_the_default_coder_is_loaded_once() -> None:
    first = onrecord.code("Troops shelled Oskar.", published=date(2024, 3, 6))
    began = time.process_time()
    onrecord.code("Rebels shelled Oskar.")
    assert time.process_time() - began < 2
    assert first.coder.name.startswith("onrecord/model")


def test_a_stream_takes_texts_reports_and_mappings(coder: Coder) -> None:
    given: list[str | Report | dict[str, str]] = [
        TEXT,
        Report.make(TEXT, id="a"),
        {"text": TEXT, "id": "b", "published": "2024-05-04"},
    ]
    found = [c for c in coder.pipe(given) if not isinstance(c, Failure)]
    assert [c.report.id for c in found][1:] == ["a", "b"]
    assert all(isinstance(c, Coded) for c in found)


@pytest.mark.parametrize(
    ("text", "about", "answer"),
    [
        pytest.param("", {}, "a report needs a text", id="empty"),
        pytest.param({"txt": "…"}, {}, "a mapping with `text`", id="mapping without text"),
        pytest.param(TEXT, {"published": "yesterday"}, "'yesterday' is not a date", id="no date"),
    ],
)
def test_what_cannot_be_coded_is_refused_with_advice(coder: Coder, text: Any, about: Any, answer: str) -> None:
    with pytest.raises(SkipReport, match=answer):
        coder.code(text, **about)


def test_a_coded_report_becomes_data_frames(coded: Coded) -> None:
    frames = coded.to_pandas()
    assert len(frames.events) == len(coded.events)
    assert len(frames.claims) == len(coded.claims)
    joined = frames.tolls.merge(frames.events, on=["report_id", "event_id"])
    assert joined.low.tolist() == [12]
    assert (str(frames.tolls.low.dtype), str(frames.events.polarity.dtype)) == ("Int64", "boolean")
    assert str(frames.events.time_start.dtype).startswith("datetime64")
    assert repr(frames).startswith("Frames(reports: 1 rows, sources: ")


def test_a_ledger_becomes_data_frames_of_what_a_filter_lets_through(ledger: Ledger) -> None:
    everything, some = ledger.to_pandas(), ledger.to_pandas(type="PROTEST")
    assert len(everything.incidents) == ledger.count() > len(some.incidents) == 1
    assert isinstance(some.events, pd.DataFrame)
    assert set(everything.accounts.incident_id) == set(everything.incidents.incident_id)
    assert everything.incidents.killed_best.max() >= 40


def test_an_unknown_condition_is_answered_with_the_known_ones(ledger: Ledger) -> None:
    with pytest.raises(TypeError, match="unknown condition contry; known: start, end"):
        list(ledger.incidents(contry="MLI"))


def test_days_of_conditions_may_be_written(ledger: Ledger) -> None:
    assert [i.type for i in ledger.incidents(start="2024-03-06", end="2024-03-06")] == ["PROTEST"]


def test_a_ledger_is_opened_exported_and_closed(ledger: Ledger, tmp_path: Path) -> None:
    done = ledger.export("acled", tmp_path / "a.csv", country="MLI")
    assert done.rows["events"] == len(pd.read_csv(tmp_path / "a.csv")) > 0
    with pytest.raises(StopRun, match="there is no ledger"), Ledger(tmp_path / "none.onrecord"):
        pass


def test_the_card_of_a_report_shows_text_events_and_whose_word(coded: Coded) -> None:
    page = _read(coded._repr_html_())
    assert TEXT[:40] in page.text
    assert "12 rebels killed" in page.text
    assert "The army" in page.text
    assert "script" not in page.tags


def test_the_card_of_a_report_marks_denials_and_threats_in_words() -> None:
    page = _read(_card(exported.clash()))
    assert "E2 denied" in page.text
    assert "DENIED" in page.text
    assert "E4 threatened" in page.text
    assert "THREATENED" in page.text


def _card(coded: CodedReport) -> str:
    return Coded(**{name: getattr(coded, name) for name in CodedReport.__dataclass_fields__})._repr_html_()


def test_the_card_of_an_incident_sets_accounts_side_by_side(ledger: Ledger) -> None:
    cards = {i.type: i for i in ledger.incidents(toll_at_least=30)}
    assert isinstance(cards["ASSAULT"], Card)
    page = _read(cards["ASSAULT"]._repr_html_())
    assert "A doctor at the hospital" in page.text
    assert "closer to 30: killed" in page.text
    assert "affirms" in page.text
    denied = next(i for i in ledger.incidents() if not i.polarity)
    assert "DENIES" in _read(denied._repr_html_()).text


def test_the_card_of_a_ledger_says_how_much_is_in_it(ledger: Ledger) -> None:
    assert "2 reports" in _read(ledger._repr_html_()).text


def test_hostile_words_stay_words_in_a_card() -> None:
    text = f"{HOSTILE} {HOSTILE} said so."
    source = factories.source(text=text, mention="<img src=x onerror=alert(1)>", description=HOSTILE)
    event = factories.event(text=text, anchor="killed", claims=("C1",))
    claim = factories.claim(text=text, content=HOSTILE)
    report = factories.report(text=text, title=HOSTILE, publisher=HOSTILE)
    html = _card(factories.coded(report=report, sources=(source,), claims=(claim,), events=(event,)))
    page = _read(html)
    assert not {"script", "img"} & page.tags
    assert page.attributes <= {"style", "title"}
    assert "\u202e" not in html
    assert "⟦U+202E⟧" in page.text


def test_a_very_long_report_is_shown_in_part_and_says_so() -> None:
    text = "Troops killed two rebels. " * 200_000
    html = _card(factories.coded(report=factories.report(text=text), sources=(), claims=(), events=()))
    assert len(html) < 100_000
    assert "5,180,000 more characters" in html or "5180000 more characters" in html


def test_without_pandas_the_error_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['pandas'] = None\n"
        "from onrecord.frames import frames_of\n"
        "from onrecord.errors import StopRun\n"
        "try:\n    frames_of([])\nexcept StopRun as err:\n    print(err)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "data frames need pandas; run: pip install 'onrecord[tables]'"
