"""The forms of tools: nothing sticks out of its sheet, on a screen or on paper, and a variant shows its own rows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import NARROW, WIDE, watched
from tests.test_tools import NAMES

PORTRAIT, LANDSCAPE = 635, 970
"""What is left of the narrower of A4 and Letter between the margins, in pixels of 1/96 inch."""
STICKS_OUT = """
[...document.querySelectorAll('.dyad-form')].flatMap(form => {
  const edge = form.getBoundingClientRect().right + 1;
  return [...form.querySelectorAll('*')]
    .filter(part => part.getClientRects().length && part.getBoundingClientRect().right > edge)
    .map(part => `${part.tagName}.${part.className} ${part.textContent.slice(0, 40)}`);
})
"""


def visible(page: Page, selector: str) -> list[str]:
    shown = "parts => parts.filter(part => part.checkVisibility()).map(part => part.textContent.trim())"
    found: list[str] = page.eval_on_selector_all(selector, shown)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out_of_a_sheet(browser: Browser, address: str, name: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{address}tools/{name}.html")
        for width in (NARROW, 768, WIDE):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert seen.page.evaluate(STICKS_OUT) == [], width
        seen.assert_quiet()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_sticks_out_on_paper(browser: Browser, address: str, name: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{address}tools/{name}.html")
        wide = seen.page.locator(".dyad-form--wide").count()
        seen.page.set_viewport_size({"width": LANDSCAPE if wide else PORTRAIT, "height": 900})
        seen.page.emulate_media(media="print")
        assert seen.page.evaluate(STICKS_OUT) == []
        assert visible(seen.page, "h1, .dyad-screen, .dyad-variants") == []
        assert visible(seen.page, ".dyad-form__head h3")


def test_a_variant_shows_its_rows_without_scripts(browser: Browser, address: str) -> None:
    with watched(browser, javascript=False) as seen:
        seen.page.goto(f"{address}tools/agreement-builder.html")
        rows = "#f4 tbody th"
        assert len(visible(seen.page, rows)) == 9
        assert visible(seen.page, "#f6 .dyad-tag") == []
        seen.page.get_by_label("Clinician and administrator").check()
        assert visible(seen.page, rows)[-1] == "Growth over the long term"
        seen.page.get_by_label("Nurse practitioner and physician").check()
        assert visible(seen.page, rows)[1] == "Refills"
        assert visible(seen.page, "#f6 .dyad-tag") == ["needed"]
        assert visible(seen.page, ".dyad-form__variant") == ["Nurse practitioner and physician"]
