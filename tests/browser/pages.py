"""Opening pages in Chromium and watching what they do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from itertools import product
from typing import Any, Literal

from playwright.sync_api import Browser, Page

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
NARROW, WIDE = 360, 1280
DENY_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {
    configurable: true, get() { throw new DOMException("denied", "SecurityError"); } });
}
"""
LAY_OUT_ALL = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { content-visibility: visible !important }");
document.adoptedStyleSheets = [sheet];
"""
"""What is out of sight is laid out when it comes into sight; axe measures it where it stands until then."""


@dataclass
class Watched:
    """A page in a browser, and what it did that it should not."""

    page: Page
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        assert not self.errors, self.errors
        assert not self.foreign, self.foreign


@contextmanager
def watched(
    browser: Browser, *, width: int = WIDE, scheme: str = "light", javascript: bool = True, denied: bool = False
) -> Iterator[Watched]:
    """A new page in a fresh profile; every console error and every request to another host is noted."""
    settings: dict[str, Any] = {
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
        "java_script_enabled": javascript,
        "reduced_motion": "reduce",
    }
    with browser.new_context(**settings) as context:
        if denied:
            context.add_init_script(DENY_STORAGE)
        page = context.new_page()
        seen = Watched(page)
        page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("request", lambda request: seen.foreign.append(request.url) if _is_foreign(request.url) else None)
        yield seen


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:"))


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it stands, one line for each element; by all rules, or by `rules` alone."""
    page.evaluate(LAY_OUT_ALL)
    page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    result = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OF_COLORS = ("color-contrast", "link-in-text-block")
"""The rules that judge the same page differently in another scheme."""


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, on a phone and on a desk, light and dark: axe, and what sticks out."""
    found = []
    for width, scheme in product((NARROW, WIDE), SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        where = f"{page.url.split('/', 3)[-1]} at {width} pixels, {scheme}"
        if overflow(page) > 0:
            found.append(f"{where}: {overflow(page)} pixels too wide")
        found += [f"{where}: {one}" for one in violations(page, () if scheme == "light" else OF_COLORS)]
    return found


def open_all(page: Page) -> None:
    """Opens every disclosure."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
