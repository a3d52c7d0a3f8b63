"""The facilitator's pages in a real browser: on a phone, on a desk, in the dark, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages import faults, overflow, watched
from tests.sites import BuiltSite, serving

SESSION = "sessions/case-clinics-without-operations.html"
CARDS = "sessions/styles-that-strain.html"
PAGES = ("index.html", "coverage.html", "days.html", "kit.html", "cards.html", SESSION, CARDS)
A4 = 794
"""The width of A4 in pixels."""


@pytest.fixture(scope="module")
def plans(shipped_plans: BuiltSite) -> Iterator[str]:
    """Where the facilitators' site is served."""
    with serving(shipped_plans.site) as where:
        yield where


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_quiet_and_fits(browser: Browser, plans: str, path: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(plans + path)
        assert faults(seen.page) == []
        seen.assert_quiet()


def test_paper_shows_the_plan_without_the_menu(browser: Browser, plans: str) -> None:
    with watched(browser, width=A4) as seen:
        page = seen.page
        page.goto(plans + SESSION)
        page.emulate_media(media="print")
        for hidden in (".md-header", ".md-sidebar--primary", ".md-search", "#handouts"):
            expect(page.locator(hidden)).to_be_hidden()
        for shown in (".dyad-private", "#segments", "#brief-a h3", "#key"):
            expect(page.locator(shown)).to_be_visible()
        expect(page.locator(".dyad-question--key .dyad-verdict--right").first).to_be_visible()
        assert overflow(page) <= 0


def test_paper_keeps_each_segment_together(browser: Browser, plans: str) -> None:
    """A segment is lower than what an A4 page with its margins holds (980 px), so that a browser can keep it whole."""
    with watched(browser, width=A4 - 120) as seen:
        page = seen.page
        page.goto(plans + SESSION)
        page.emulate_media(media="print")
        segments = page.locator(".dyad-segment")
        assert segments.count() >= 4
        for number in range(segments.count()):
            box = segments.nth(number).bounding_box()
            assert box is not None
            assert box["height"] < 980
            assert segments.nth(number).evaluate("element => getComputedStyle(element).breakInside") == "avoid"


def test_cards_are_cut_whole_and_their_keys_are_on_another_page(browser: Browser, plans: str) -> None:
    with watched(browser, width=A4 - 120) as seen:
        page = seen.page
        page.goto(plans + CARDS)
        page.emulate_media(media="print")
        cards = page.locator(".dyad-cut > ul > li")
        assert cards.count() == 16
        for number in range(cards.count()):
            assert cards.nth(number).evaluate("element => getComputedStyle(element).breakInside") == "avoid"
        assert page.locator("#card-keys").evaluate("element => getComputedStyle(element).breakBefore") == "page"
        assert overflow(page) <= 0


def test_search_finds_a_session(browser: Browser, shipped_plans: BuiltSite) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto((shipped_plans.site / "index.html").as_uri())
        page.locator(".md-search__input").focus()
        expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
        page.locator(".md-search__input").press_sequentially("first sentence")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        seen.assert_quiet()
