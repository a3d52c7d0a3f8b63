"""The pictures in a real browser: they fit, can be read, lead somewhere by keyboard, and print from any colors."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import NARROW, WIDE, overflow, watched

PAGES = {
    "index.html": 1,
    "modules/start-here.html": 2,
    "modules/trust-performance.html": 1,
    "modules/styles-that-strain.html": 1,
    "modules/case-screening-partnership.html": 1,
    "modules/case-locality-turnaround.html": 1,
    "modules/capstone-partnership-plan.html": 1,
}
"""Pages with how many pictures they have."""
SMALLEST = 12
MEASURE = """
() => [...document.querySelectorAll(".dyad-picture")].map(figure => {
  const shown = [...figure.querySelectorAll("svg")].filter(svg => svg.getClientRects().length > 0);
  const svg = shown[0], scale = svg.getScreenCTM().a;
  const texts = [...svg.querySelectorAll("text")];
  const frame = svg.getBoundingClientRect();
  return {
    shown: shown.length,
    named: svg.getAttribute("aria-label"),
    size: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * scale)),
    outside: texts.filter(text => {
      const box = text.getBoundingClientRect();
      const rect = text.parentElement.querySelector(":scope > rect:not([width='26'])");
      const room = rect && text.parentElement.localName === "a" ? rect.getBoundingClientRect() : frame;
      return box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1;
    }).map(text => text.textContent),
  };
})
"""
REACHED = """
() => [...document.querySelectorAll(".dyad-picture svg a")].filter(a => a.getClientRects().length > 0).map(a => {
  a.focus();
  const height = a.querySelector("rect").getBoundingClientRect().height;
  return [document.activeElement === a, a.getAttribute("aria-label"), height];
})
"""
FILLS = """
mark => [...new Set([...document.querySelectorAll(".dyad-picture " + mark)].map(one => getComputedStyle(one).fill))]
"""
Scheme = Literal["light", "dark"]


@pytest.mark.parametrize("path", PAGES)
def test_one_drawing_is_shown_and_its_letters_are_large_enough(browser: Browser, address: str, path: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(address + path)
        for width in (NARROW, 700, WIDE):
            seen.page.set_viewport_size({"width": width, "height": 900})
            assert overflow(seen.page) <= 0, width
            found: list[dict[str, Any]] = seen.page.evaluate(MEASURE)
            assert [one["shown"] for one in found] == [1] * PAGES[path], width
            assert min(one["size"] for one in found) >= SMALLEST, width
            assert [one["outside"] for one in found] == [[]] * PAGES[path], width
            assert all(one["named"] for one in found), width
        seen.assert_quiet()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("path", ["modules/start-here.html", "modules/trust-performance.html"])
def test_every_link_in_a_picture_takes_the_focus_and_has_a_name(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with watched(browser, width=width) as seen:
        seen.page.goto(address + path)
        reached = seen.page.evaluate(REACHED)
    assert len(reached) > 3
    assert all(focused and name and height >= 24 for focused, name, height in reached)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_print_black_on_white_from_any_colors(browser: Browser, address: str, scheme: Scheme) -> None:
    with watched(browser, width=700, scheme=scheme) as seen:
        seen.page.goto(address + "modules/start-here.html")
        seen.page.emulate_media(media="print", color_scheme=scheme)
        letters, grounds = seen.page.evaluate(FILLS, "text"), seen.page.evaluate(FILLS, "rect")
        words = seen.page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).color")
    assert letters == ["rgb(0, 0, 0)"]
    assert words == "rgb(28, 38, 37)"
    assert set(grounds) <= {"none", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
