"""The invented samples: what they hold, and what the coder gives for them."""

from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.pipeline import Pipeline, load_pipeline
from onrecord.read import About, read_inputs
from tests.regenerate import golden_path, golden_text, listing_text
from tests.samples import EXAMPLES, read_listing, sample_reports

SAMPLES = sample_reports()
TEXTS = sorted(EXAMPLES.glob("*.txt"))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


def test_every_text_is_listed_once_with_a_date_and_a_publisher() -> None:
    rows = read_listing()
    assert sorted(row["id"] for row in rows) == [path.stem for path in TEXTS]
    assert all(row["published"] and row["publisher"] for row in rows)


def test_the_listing_holds_the_very_texts_of_the_files() -> None:
    assert (EXAMPLES / "examples.jsonl").read_text(encoding="utf-8") == listing_text(), "run: make golden"


def test_the_folder_says_that_its_reports_are_invented() -> None:
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert "Every report in this folder is invented" in told
    assert all(path.name in told for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"})


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_sample_is_as_long_as_a_short_report(path: Path) -> None:
    words = path.read_text(encoding="utf-8").split()
    assert (70 if path.stem.endswith("brief") else 150) <= len(words) <= 350


@pytest.mark.parametrize("report", SAMPLES, ids=lambda report: report.id)
def test_a_sample_is_coded_as_when_it_was_last_looked_at(report: Report, pipeline: Pipeline) -> None:
    kept = golden_path(report).read_text(encoding="utf-8")
    assert golden_text(pipeline.code(report)) == kept, "if the change is meant: make golden, and read the diff"


@pytest.mark.parametrize("report", SAMPLES, ids=lambda report: report.id)
def test_a_sample_yields_sources_claims_and_events(report: Report, pipeline: Pipeline) -> None:
    coded = pipeline.code(report)
    assert coded.sources
    assert coded.claims
    assert coded.events


def test_coding_all_samples_together_gives_what_each_gives_alone(pipeline: Pipeline) -> None:
    assert list(pipeline.pipe(SAMPLES)) == [pipeline.code(report) for report in SAMPLES]


def test_the_saved_page_is_read_without_what_stands_around_the_article() -> None:
    (report,) = read_inputs([str(EXAMPLES / "libya-page.html")], About())
    assert isinstance(report, Report)
    assert (report.publisher, str(report.published), report.byline) == (
        "The Fezzan Courier",
        "2020-02-18",
        "Salma Ben Othman",
    )
    assert "Elders from two tribes agreed a ceasefire" in report.text
    assert not any(words in report.text for words in ("Sport", "recipes", "Cookies", "visited"))
