"""The preview's banner in a real browser: readable in light and dark, on a phone and on a desk, and only words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from generator import engine, site, writer
from tests.browser.pages import NARROW, WIDE, overflow, violations
from tests.sites import ROOT, BuiltSite, serving

NOTICE = "<b>2 problems</b> in <script>1</script> file."


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small curriculum with a notice, served with the policy that a finished site asks for."""
    folder = tmp_path_factory.mktemp("noticed")
    made = site.build(ROOT / "tests/curricula/small")
    writer.write(folder, replace(made, settings=writer.with_notice(made.settings, NOTICE)))
    with engine.Engine() as started, serving(started.build(folder, epoch=made.epoch)) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_banner_is_readable_and_only_words(
    browser: Browser, noticed: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(noticed + "privacy.html")
        banner = page.locator(".md-banner")
        expect(banner).to_be_visible()
        assert banner.inner_text().strip() == NOTICE
        assert banner.locator("script, b, [style], button").count() == 0
        assert violations(page) == []
        assert overflow(page) <= 0


@pytest.mark.parametrize("built", ["small", "small_plans"])
def test_a_built_site_has_no_banner(built: str, request: pytest.FixtureRequest) -> None:
    made: BuiltSite = request.getfixturevalue(built)
    assert "preview_notice" not in (made.folder / "mkdocs.yml").read_text(encoding="utf-8")
    for path in made.pages:
        assert "md-banner" not in (made.site / path).read_text(encoding="utf-8")
