"""The long sweep over the tools: each in every state, on a phone and on a desk, light and dark, with no store, too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import faults, open_all, watched
from tests.browser.test_partners import Partner, fill_hidden
from tests.sites import BuiltSite, serving
from tests.test_tools import NAMES

pytestmark = pytest.mark.audit
NEXT = (
    ("I am done: hide my answers", "hidden"),
    ("I am B: begin", "second"),
    ("I am done: hide my answers", "both done"),
    ("Show both forms", "side by side at one device"),
)


@pytest.fixture(scope="module")
def address(shipped: BuiltSite) -> Iterator[str]:
    with serving(shipped.site) as where:
        yield where


@pytest.mark.parametrize("denied", [False, True], ids=["kept", "denied"])
@pytest.mark.parametrize("name", NAMES)
def test_every_state_is_accessible_and_fits(browser: Browser, address: str, name: str, denied: bool) -> None:
    where = f"{address}tools/{name}.html"
    with watched(browser, denied=denied) as seen, watched(browser, denied=denied) as other:
        found: list[str] = []

        def look(state: str) -> None:
            open_all(seen.page)
            found.extend(f"{state}: {one}" for one in faults(seen.page))

        a, b = Partner(seen, where, "A"), Partner(other, where, "B")
        look("fresh")
        a.fill(0, "A writes what is on the mind of A, at some length, so that lines must break")
        look("filled in")
        a.choose()
        look("to be read before it is shared")
        a.share()
        look("shared")
        a.open_code("AAAA")
        look("refused")
        b.fill(1, "B writes")
        b.choose()
        a.open_code(b.share()[0])
        look("side by side")
        if not denied and a.part("again").count():
            a.press("Keep this result", "again")
            look("kept for later")
        for way in ("On my own", "The partner’s post is vacant", "Three of us"):
            seen.page.get_by_label(way).check()
            look(way)
        at_one_device(seen.page, look)
        for one in (seen, other):
            one.assert_quiet()
        assert found == []


def at_one_device(page: Page, look) -> None:  # type: ignore[no-untyped-def]
    page.get_by_label("Two of us at this one device, one after the other").check()
    for button, state in NEXT:
        if page.locator("dyad-tool .dyad-t-form").count():
            fill_hidden(page, 1, "written at one device")
        page.get_by_role("button", name=button).click()
        look(state)


@pytest.mark.parametrize("name", NAMES)
def test_without_scripts_it_fits_too(browser: Browser, address: str, name: str) -> None:
    for width in (360, 1280):
        with watched(browser, javascript=False, width=width) as seen:
            seen.page.goto(f"{address}tools/{name}.html")
            assert seen.page.get_by_text("It needs JavaScript").is_visible()
            page = seen.page
            widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert widths[0] <= widths[1]
            seen.assert_quiet()
