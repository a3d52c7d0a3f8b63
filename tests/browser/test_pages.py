"""One page of every template, in a real browser: nothing to object to, nothing from elsewhere."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import NARROW, WIDE, open_all, overflow, violations, watched

TEMPLATES = (
    "index.html",
    "how-to-use.html",
    "paths/core.html",
    "paths/twelve-weeks.html",
    "modules/start-here.html",
    "modules/psychological-safety.html",
    "modules/trust-openness.html",
    "modules/styles-that-build.html",
    "modules/case-clinics-without-operations.html",
    "behaviors.html",
    "behaviors/create-transparency.html",
    "styles.html",
    "styles/servant.html",
    "two-chairs/case-screening-partnership/b.html",
    "two-chairs/case-screening-partnership/together.html",
    "modules.html",
    "tools.html",
    "tools/partnership-audit.html",
    "tools/agreement-builder.html",
    "tools/joint-dashboard.html",
    "glossary.html",
    "sources.html",
    "404.html",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("path", TEMPLATES)
def test_page_is_accessible_quiet_and_fits(
    browser: Browser, address: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with watched(browser, width=width, scheme=scheme) as seen:
        seen.page.goto(address + path)
        open_all(seen.page)
        assert overflow(seen.page) <= 0
        seen.assert_quiet()
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(address + path)
        open_all(page)
        assert violations(page) == []
