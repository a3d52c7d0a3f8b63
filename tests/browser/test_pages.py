"""One page of every template, in a real browser: nothing to object to, nothing from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import faults, open_all, watched

TEMPLATES = (
    "index.html",
    "how-to-use.html",
    "paths/core.html",
    "paths/twelve-weeks.html",
    "modules/start-here.html",
    "modules/trust-openness.html",
    "modules/case-clinics-without-operations.html",
    "behaviors.html",
    "behaviors/create-transparency.html",
    "styles/servant.html",
    "two-chairs/case-screening-partnership/b.html",
    "two-chairs/case-screening-partnership/together.html",
    "modules.html",
    "tools.html",
    "tools/partnership-audit.html",
    "tools/agreement-builder.html",
    "glossary.html",
    "sources.html",
    "404.html",
)


@pytest.mark.parametrize("path", TEMPLATES)
def test_page_is_accessible_quiet_and_fits(browser: Browser, address: str, path: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(address + path)
        open_all(seen.page)
        assert faults(seen.page) == []
        seen.assert_quiet()
