"""The desk as it is used, in a real browser: each test is a walk through it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from onrecord.desk.links import incident_page, reader, source_page
from onrecord.ledger import Ledger
from tests import factories
from tests.desk.conftest import hostile

MINISTRY = "The defence ministry of Vareland"


def clash(ledger: Ledger) -> str:
    """The address of the clash at Oskar that three papers tell of."""
    return incident_page(next(i.id for i in ledger.incidents() if len(i.reports) >= 3 and i.tolls))


def count(page: Page) -> int:
    """How many incidents the list says that it has found."""
    return int(page.locator(".count b").inner_text().replace(",", ""))


def drawn(page: Page) -> None:
    """Wait until the timeline and the borders stand."""
    expect(page.locator("#timeline svg").first).to_be_visible()
    expect(page.locator(".leaflet-borders-pane canvas").first).to_be_attached()


def test_one_opens_an_incident_and_follows_a_figure_to_its_words(page: Page, ledger: Ledger) -> None:
    page.goto("/?text=hospital")
    page.locator(f'.row a[href="{clash(ledger)}"]').click()
    expect(page.get_by_role("heading", name="Accounts side by side")).to_be_visible()
    expect(page.locator(".ladder svg").first).to_be_visible()
    page.locator(".figures a", has_text="about 30 soldiers killed").first.click()
    expect(page.locator(".here").first).to_be_in_viewport()
    assert "".join(page.locator(".here").all_inner_texts()) == "closer to 30"


def test_every_layer_can_be_switched_off_and_on(page: Page) -> None:
    page.goto(reader("r-001"))
    toll = page.locator(".prose .l-toll").first
    before = toll.evaluate("e => getComputedStyle(e).backgroundImage")
    page.get_by_label("toll", exact=True).uncheck()
    assert toll.evaluate("e => getComputedStyle(e).backgroundImage") != before
    page.get_by_label("toll", exact=True).check()
    assert toll.evaluate("e => getComputedStyle(e).backgroundImage") == before
    chip = page.locator(".prose .chip.event").first
    page.get_by_label("event", exact=True).uncheck()
    expect(chip).to_be_hidden()


def test_claims_stand_beside_their_lines_and_light_up_with_their_source(page: Page) -> None:
    page.goto(reader("r-001"))
    for name in ("C1", "C3", "C5"):
        note, chip = page.locator(f"#n-{name}").bounding_box(), page.locator(f"#t-{name}").bounding_box()
        assert note is not None
        assert chip is not None
        assert abs(note["y"] - chip["y"]) < 120
    page.locator("#n-C3").hover()
    expect(page.locator(".prose .lit.l-source")).to_have_text("A doctor at the hospital")
    expect(page.locator(".joins path.on")).to_have_count(1)


def test_status_and_denial_are_said_in_words_and_by_the_kind_of_line(page: Page) -> None:
    page.goto(reader("r-001"))
    denied, threatened = page.locator(".seg.l-event.denied"), page.locator(".seg.l-event.unreal")
    assert denied.evaluate("e => getComputedStyle(e).borderBottomStyle") == "double"
    assert threatened.first.evaluate("e => getComputedStyle(e).borderBottomStyle") == "dashed"
    expect(page.locator(".chip.event", has_text="denied")).to_have_count(1)


def test_a_value_in_the_panel_marks_its_words_and_the_address_keeps_them(page: Page) -> None:
    page.goto(reader("r-001"))
    page.locator("#e-E1 .words .cite", has_text="3 officers killed").click()
    expect(page.locator(".here")).to_have_text("three officers")
    page.reload()
    expect(page.locator(".here")).to_have_text("three officers")


def test_days_chosen_on_the_timeline_filter_the_list_and_stand_in_the_address(page: Page) -> None:
    page.goto("/")
    drawn(page)
    everything = count(page)
    box = page.locator("#timeline .brush .overlay").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, box["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-\d\d&until=\d{4}"))
    expect(page.locator(".chips")).to_contain_text("on or after")
    chosen = count(page)
    assert 0 < chosen < everything
    page.reload()
    assert count(page) == chosen
    drawn(page)
    page.get_by_role("button", name="All days").click()
    expect(page.locator(".count b")).to_have_text(str(everything))


def test_what_is_in_view_of_the_map_filters_the_list_and_the_timeline(page: Page, ledger: Ledger) -> None:
    page.goto("/?placed=yes")
    drawn(page)
    everything = count(page)
    page.locator("#map").press("ArrowRight")
    for _ in range(6):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(120)
    page.get_by_role("button", name="Only what is in view").click()
    page.wait_for_url(re.compile("box="))
    expect(page.locator(".chips")).to_contain_text("inside the box")
    assert count(page) < everything
    page.go_back()
    expect(page.locator(".count b")).to_have_text(str(everything))


def test_conditions_are_typed_removed_and_kept_in_the_address(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Type").select_option("ASSAULT")
    page.wait_for_url("**/?type=ASSAULT")
    page.get_by_label("At least").fill("5")
    page.get_by_label("At least").press("Enter")
    page.wait_for_url("**/?type=ASSAULT&toll=5")
    page.get_by_label("Remove the condition: ASSAULT").click()
    page.wait_for_url("**/?toll=5")
    expect(page.get_by_label("Type")).to_have_value("")


def test_what_is_taken_away_is_what_is_shown(page: Page) -> None:
    page.goto("/?place=Seaport")
    with page.expect_download() as started:
        page.get_by_role("link", name="ids", exact=True).click()
    assert started.value.path().read_text(encoding="utf-8").split() == ["timeless"]
    assert count(page) == 1


def test_a_hostile_report_does_nothing_wherever_it_is_shown(page: Page) -> None:
    id = hostile().report.id
    for path in ("/", "/reports", reader(id), source_page("<i>army</i>"), "/search?words=script"):
        page.goto(path)
        expect(page).not_to_have_title("owned")
        assert page.locator("img:not(.leaflet-tile)").count() == 0
    page.goto(reader(id))
    expect(page.locator("#prose")).to_contain_text("<script>document.title='owned'</script>")


def test_the_keyboard_alone_leads_from_the_list_to_the_words(page: Page, ledger: Ledger) -> None:
    page.goto("/?text=hospital&order=sources")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator(f'.row a[href="{clash(ledger)}"]').focus()
    page.keyboard.press("Enter")
    page.locator(".evidence .hit").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".here").first).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", "incident", reader("r-001"), source_page(MINISTRY), "/sources", "/about"])
def test_pages_have_no_serious_fault_for_those_who_cannot_see_them(page: Page, ledger: Ledger, path: str) -> None:
    page.goto(clash(ledger) if path == "incident" else path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    serious = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.parametrize("path", ["/", reader("r-001"), source_page(MINISTRY), "/search?words=rebels", "/reports"])
def test_pages_fit_a_narrow_window(browser: Browser, address: str, path: str) -> None:
    narrow = browser.new_page(base_url=address, viewport={"width": 380, "height": 800})
    narrow.goto(path)
    wide = narrow.evaluate("document.documentElement.scrollWidth")
    narrow.close()
    assert wide <= 380


def test_the_text_of_the_reader_is_the_reports(page: Page) -> None:
    page.goto(reader("r-001"))
    page.locator(".chip").evaluate_all("chips => chips.forEach((chip) => chip.remove())")
    assert page.locator("#prose").text_content() == factories.TEXT
