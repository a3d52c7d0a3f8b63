"""The ways people come to a page: by keyboard, from a disk, without scripts, with storage denied, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pages import NARROW, watched
from tests.sites import BuiltSite

MODULE = "modules/psychological-safety.html"

FOCUSABLE = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button]")]
  .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !element.closest("[inert], [popover]:not(:popover-open)") && !element.matches(":disabled, [tabindex='-1']"))
  .filter(element => element.type !== "radio" || !element.name
    || element === document.querySelector(`input[name="${CSS.escape(element.name)}"]`))
  .map((element, index) => { element.dataset.seen = String(index); return String(index); })
"""


def reach(page: Page, wanted: Locator) -> None:
    """Presses Tab until the wanted element has the focus."""
    for _ in range(40):
        if wanted.count() == 1 and wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def search(page: Page, words: str) -> None:
    page.locator(".md-search__input").focus()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=10_000)


def test_phone_menu_opens_leads_and_closes_by_keyboard(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(address + "index.html")
        menu = page.get_by_role("button", name="Menu")
        reach(page, menu)
        expect(menu).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("aria-expanded", "true")
        inside = "document.querySelector('.md-sidebar--primary').contains(document.activeElement)"
        assert page.evaluate(inside)
        page.keyboard.press("Escape")
        expect(menu).to_be_focused()
        expect(menu).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Enter")
        for name in ("Back from Start", "Trust behaviors"):
            reach(page, page.get_by_role("button", name=name, exact=True))
            page.keyboard.press("Enter")
        reach(page, page.get_by_role("link", name="Trust behaviors 1 to 5"))
        page.keyboard.press("Enter")
        expect(page).to_have_url(address + "modules/trust-openness.html")
        seen.assert_quiet()


def test_phone_menu_works_by_touch(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(address + "index.html")
        for name in ("Menu", "Back from Start", "Trust behaviors"):
            page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("link", name="Trust behaviors 1 to 5").click()
        expect(page).to_have_url(address + "modules/trust-openness.html")
        seen.assert_quiet()


def test_closed_phone_menu_takes_no_focus(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        seen.page.goto(address + "index.html")
        visited = []
        for _ in range(30):
            seen.page.keyboard.press("Tab")
            visited.append(
                seen.page.evaluate("document.querySelector('.md-sidebar--primary').contains(document.activeElement)")
            )
        assert not any(visited)


@pytest.mark.parametrize("path", ["index.html", MODULE, "modules/case-clinics-without-operations.html"])
def test_everything_is_reached_by_tab(browser: Browser, address: str, path: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(address + path)
        page.wait_for_timeout(300)
        wanted = set(page.evaluate(FOCUSABLE))
        reached = set()
        for _ in range(3 * len(wanted) + 60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.dataset.seen || ''"))
        missed = [
            page.evaluate(f"document.querySelector(`[data-seen='{number}']`).outerHTML.slice(0, 160)")
            for number in wanted - reached
        ]
        assert not missed


def test_word_opens_and_closes_by_keyboard(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(address + MODULE)
        word = page.locator("button.dyad-word").first
        meaning = page.locator("#" + str(word.get_attribute("popovertarget")))
        expect(meaning).to_be_hidden()
        word.focus()
        page.keyboard.press("Enter")
        expect(meaning).to_be_visible()
        box = meaning.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW
        page.keyboard.press("Escape")
        expect(meaning).to_be_hidden()
        expect(word).to_be_focused()
        seen.assert_quiet()


@pytest.mark.parametrize("path", ["index.html", MODULE])
def test_search_works_from_a_disk(browser: Browser, shipped: BuiltSite, path: str) -> None:
    with watched(browser) as seen:
        seen.page.goto((shipped.site / path).as_uri())
        search(seen.page, "bad news")
        seen.assert_quiet()


@pytest.mark.parametrize("from_disk", [True, False])
def test_search_works_with_storage_denied(browser: Browser, shipped: BuiltSite, address: str, from_disk: bool) -> None:
    with watched(browser, denied=True) as seen:
        seen.page.goto((shipped.site / MODULE).as_uri() if from_disk else address + MODULE)
        search(seen.page, "courage")
        seen.assert_quiet()


def test_page_works_in_a_sandboxed_frame_without_storage(browser: Browser, shipped: BuiltSite, tmp_path: Path) -> None:
    frame = tmp_path / "frame.html"
    frame.write_text(f'<iframe sandbox="allow-scripts" src="{(shipped.site / MODULE).as_uri()}" width="900"></iframe>')
    with watched(browser) as seen:
        seen.page.goto(frame.as_uri())
        inside = seen.page.frame_locator("iframe")
        expect(inside.locator("h1")).to_be_visible()
        inside.locator("summary", has_text="Show the answer").first.click()
        expect(inside.locator(".dyad-verdict").first).to_be_visible()


def test_without_scripts_questions_read_and_answers_open(browser: Browser, address: str) -> None:
    with watched(browser, javascript=False) as seen:
        page = seen.page
        page.goto(address + MODULE)
        expect(page.locator("#ps-q1 legend").first).to_be_visible()
        page.locator("#ps-q1").get_by_label("Here I can admit an error").check()
        expect(page.locator("#ps-q1 .dyad-answer .dyad-verdict").first).to_be_hidden()
        page.locator("#ps-q1 summary", has_text="Show the answer").click()
        expect(page.locator("#ps-q1 .dyad-verdict--right")).to_be_visible()
        expect(page.locator(".md-search__input")).to_be_hidden()
        seen.assert_quiet()


def test_paper_shows_questions_and_no_answers(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(address + MODULE)
        page.locator("#ps-q1 input").first.check()
        page.locator("#ps-q1").get_by_role("button", name="Check").click()
        page.locator("#ps-q1 summary", has_text="Show the answer").click()
        page.emulate_media(media="print")
        expect(page.locator("#ps-q1 legend").first).to_be_visible()
        expect(page.locator("#ps-q1 .dyad-answer .dyad-verdict").first).to_be_hidden()


def test_case_keeps_what_was_done_behind_disclosures(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(address + "modules/case-clinics-without-operations.html")
        sections = page.locator("details.dyad-reveal")
        assert sections.count() >= 3
        for number in range(sections.count()):
            expect(sections.nth(number).locator("p").first).to_be_hidden()
        sections.first.locator("summary").click()
        expect(sections.first.locator("p").first).to_be_visible()
        expect(sections.nth(1).locator("p").first).to_be_hidden()
