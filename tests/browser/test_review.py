"""A review that is overdue, as a browser says it on the day on which a page is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import BuiltSite, serving


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="America/Los_Angeles")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("now", "said"), [("2027-01-15T23:59:00-08:00", ""), ("2027-01-16T00:01:00-08:00", "overdue")])
def test_the_browser_says_overdue_from_the_day_after(now: str, said: str, small: BuiltSite, page: Page) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(now))
    page.goto((small.site / "modules/beans.html").as_uri())
    assert " ".join(page.locator(".dyad-overdue").all_text_contents()) == said


def test_the_mark_needs_no_script_of_the_page_itself(small: BuiltSite, page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.clock.set_fixed_time(datetime.fromisoformat("2030-01-01T12:00:00+00:00"))
    with serving(small.site) as address:
        page.goto(f"{address}modules/beans.html")
        assert page.locator(".dyad-facts").inner_text().endswith("Next review due 2027-01-15 overdue")
    assert faults == []
