import hashlib
import html
import time
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from onrecord.desk import make_app
from onrecord.desk.links import incident_page, reader, source_page
from onrecord.ledger import Ledger
from onrecord.spans import Span
from tests import factories
from tests.desk.conftest import HOSTILE, hostile

PAGES = ["/", "/reports", "/sources", "/about", "/search?words=army", "/?text=rebels&type=ASSAULT"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_may_run_nothing_but_the_desks_own_scripts(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert " onclick=" not in answer.text
    assert "<style" not in answer.text
    assert answer.text.count("<script") == answer.text.count("<script defer src=")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8420", 200),
        ("[::1]:8420", 200),
        ("LOCALHOST:1", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example:80", 421),
        ("", 421),
    ],
)
def test_the_desk_answers_under_this_machines_names_only(desk: TestClient, host: str, status: int) -> None:
    assert desk.get("/about", headers={"host": host}).status_code == status
    assert desk.get("/static/desk.css", headers={"host": host}).status_code == status


def test_the_desk_is_for_reading_only(desk: TestClient) -> None:
    assert {desk.request(method, "/").status_code for method in ("POST", "PUT", "DELETE", "OPTIONS")} == {405}


@pytest.mark.parametrize(
    "path",
    [
        "/incident?id=nothing",
        "/incident",
        "/report?id=nothing",
        "/source?name=nobody",
        "/export/nothing",
        "/static/../app.py",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/?text=%22%22", "/?text=-", "/export/ids?from=tomorrow"])
def test_a_question_that_cannot_be_answered_is_a_wrong_call(desk: TestClient, path: str) -> None:
    assert desk.get(path).status_code in (400, 422)


def test_a_hostile_report_is_shown_and_never_run(desk: TestClient) -> None:
    id = hostile().report.id
    shown = desk.get(reader(id).partition("#")[0]).text
    assert "&lt;script&gt;document.title=" in shown
    assert "⟦U+202E⟧" in shown
    assert "⟦U+0007⟧" in shown
    for page in [shown, *(desk.get(path).text for path in ("/", "/reports", "/sources", source_page("<i>army</i>")))]:
        assert "<script>" not in page
        assert "<img" not in page
        assert "<i>army" not in page
        assert 'href="javascript:' not in page
        assert "\u202e" not in page
        assert "\x07" not in page


def test_five_megabytes_of_text_are_read_in_time(tmp_path: object, desk: TestClient) -> None:
    text = (HOSTILE + "\n\n") * (5_000_000 // len(HOSTILE))
    long = factories.report(id="long", text=text)
    army = factories.source(text=text, mention="The army")
    said = HOSTILE.index("rebels had shelled")
    claims = tuple(
        replace(factories.claim(text=text, content="rebels", cue=None), id=f"C{n}", content=long.quote(at, at + 18))
        for n, at in enumerate(range(said, 1000 * (len(HOSTILE) + 2), len(HOSTILE) + 2))
    )
    with Ledger.open(f"{tmp_path}/long.onrecord") as ledger:
        ledger.add(factories.coded(report=long, sources=(army,), claims=claims, events=()))
        with TestClient(make_app(ledger), base_url="http://localhost") as client:
            began = time.monotonic()
            shown = client.get("/report?id=long&mark=4999000-4999010")
            took = time.monotonic() - began
    assert shown.status_code == 200
    assert html.unescape(shown.text).count("javascript:alert(1)") == text.count("javascript:alert(1)")
    assert took < 15


def test_a_value_leads_to_its_words(desk: TestClient) -> None:
    text = factories.TEXT
    start = text.index("closer to 30")
    address = reader("r-001", Span(start, start + len("closer to 30")))
    shown = desk.get(address.partition("#")[0]).text
    assert address.endswith(f"#c{start}")
    assert f'id="c{start}"' in shown
    assert 'class="seg l-toll here"' in shown.replace(" l-content", "")


def test_marked_words_that_begin_within_a_segment_cut_it(desk: TestClient) -> None:
    start = factories.TEXT.index("hospital") + 3
    shown = desk.get(f"/report?id=r-001&mark={start}-{start + 2}").text
    assert f' here" id="c{start}" data-start="{start}" data-end="{start + 2}"' in shown


def test_an_incident_shows_its_accounts_side_by_side(desk: TestClient, ledger: Ledger) -> None:
    clash = next(i for i in ledger.incidents() if len(i.reports) >= 3 and i.tolls)
    shown = desk.get(incident_page(clash.id)).text
    for account in clash.accounts:
        assert html.escape(account.source or "the reports’ own voice") in shown
        for toll in account.tolls:
            assert html.escape(reader(toll.report, toll.span)) in shown
    for _, reason in clash.independent:
        assert html.escape(reason) in shown


def test_the_list_always_says_how_many_of_how_many(desk: TestClient, ledger: Ledger) -> None:
    there = ledger.count()
    assert f"<b>{there}</b> of {there} incidents" in desk.get("/").text
    assert f"<b>1</b> of {there} incidents" in desk.get("/?placed=yes&timed=no&place=Seaport").text


def test_what_has_no_place_or_no_time_is_counted_and_found(desk: TestClient) -> None:
    assert "without a place</a>" in desk.get("/").text
    assert "/incident?id=placeless" in desk.get("/?placed=no&from=2024-02-01&until=2024-02-02").text
    assert "/incident?id=timeless" in desk.get("/?timed=no&place=seaport").text


def test_an_export_holds_what_the_list_holds(desk: TestClient) -> None:
    answer = desk.get("/export/ids?placed=no&from=2024-02-01&until=2024-02-02")
    assert answer.text.split() == ["placeless"]
    assert 'filename="ids.txt"' in answer.headers["content-disposition"]


def test_a_source_is_shown_with_what_it_said_across_reports(desk: TestClient) -> None:
    shown = desk.get(source_page("The defence ministry of Vareland")).text
    assert "3 reports" in shown
    assert shown.count("troops had killed at least 40 rebels near Oskar") == 3
    assert "Its figures beside those of others" in shown


def test_a_search_finds_texts_sources_and_actors(desk: TestClient) -> None:
    shown = desk.get("/search?words=rebels").text
    assert "<mark>rebels</mark>" in shown
    assert "/?actor=rebels" in shown
    assert desk.get("/search?words=ministry").text.count("/source?name=The+defence+ministry") == 1
    assert "There is no word" in desk.get("/search?words=---").text


def test_the_vendored_files_are_those_of_their_manifest() -> None:
    folder = files("onrecord.desk") / "static" / "vendor"
    listed = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))["file"]
    found = {item.name for item in folder.iterdir()} - {"manifest.toml", "LICENCES.txt"}
    assert {f["name"] for f in listed} == found
    for one in listed:
        assert hashlib.sha256((folder / one["name"]).read_bytes()).hexdigest() == one["sha256"]
        assert f"{one['package']} {one['version']}" in (folder / "LICENCES.txt").read_text(encoding="utf-8")
