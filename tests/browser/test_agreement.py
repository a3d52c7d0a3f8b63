"""The working agreement of a pair, and the joint page of a two-chair case."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from generator import site
from tests.browser.pages import NARROW, overflow, violations, watched
from tests.sites import ROOT, BuiltSite

PAGE = "working-agreement.html"
FILL = """([text, every]) => document.querySelectorAll("dyad-compact textarea").forEach((one, number) => {
  one.value = number % every ? "" : text;
  one.dispatchEvent(new Event("input"));
})"""
SCRIPT = "<img src=x onerror=\"document.title='run'\">"


def labels() -> dict[str, str]:
    """The lines of the agreement that exercises fill, by id."""
    exercises = (one for content in site.curriculum(ROOT).modules for one in content.exercises)
    return {field.id: field.label for exercise in exercises for field in exercise.compact_fields}


def test_every_line_of_an_exercise_is_on_the_page_and_linked(shipped: BuiltSite) -> None:
    ids = shipped.page(PAGE).ids
    assert {f"line-{name}" for name in labels()} <= set(ids)
    modules = [shipped.page(path) for path in shipped.pages if path.startswith("modules/")]
    written = {name for page in modules for name in re.findall('data-line="line-([^"]+)"', page.source)}
    assert set(labels()) == written
    assert all(f"../{PAGE}#line-" in page.source for page in modules if "data-line" in page.source)


def test_it_is_kept_saved_and_opened_by_the_partner(browser: Browser, address: str, tmp_path: Path) -> None:
    with watched(browser, width=NARROW) as a, watched(browser) as b:
        a.page.goto(address + PAGE)
        first = a.page.locator("dyad-compact textarea").first
        first.fill(f"We meet on Mondays {SCRIPT}")
        a.page.reload()
        expect(first).to_have_value(f"We meet on Mondays {SCRIPT}")
        expect(a.page.locator(".dyad-t-status")).to_contain_text("Still blank")
        assert overflow(a.page) <= 0
        assert violations(a.page) == []
        with a.page.expect_download() as download:
            a.page.get_by_role("button", name="Save it as a file").click()
        raw = json.loads(download.value.path().read_text(encoding="utf-8"))
        raw["texts"]["not-a-line"] = "x"
        file = tmp_path / "agreement.json"
        file.write_text(json.dumps(raw), encoding="utf-8")
        b.page.goto(address + PAGE)
        b.page.locator("input[type=file]").set_input_files(file)
        expect(b.page.locator(".dyad-t-said")).to_contain_text("not-a-line")
        expect(b.page.locator("dyad-compact textarea").first).to_have_value(f"We meet on Mondays {SCRIPT}")
        file.write_text('{"compact": "another", "version": 1, "texts": {}}', encoding="utf-8")
        b.page.locator("input[type=file]").set_input_files(file)
        expect(b.page.locator(".dyad-t-said")).to_contain_text("not a working agreement")
        for seen in (a, b):
            assert seen.page.title() != "run"
            seen.assert_quiet()


def test_it_prints_on_one_side_with_signatures_and_is_a_blank_form_without_scripts(
    browser: Browser, address: str
) -> None:
    for javascript in (True, False):
        with watched(browser, javascript=javascript) as seen:
            page = seen.page
            page.goto(address + PAGE)
            for paper in ("A4", "Letter"):
                assert sides(page.pdf(format=paper, prefer_css_page_size=True)) == 1
            if javascript:
                for every in (5, 3, 1):
                    page.evaluate(FILL, ["We keep this until one of us says that it is enough.", every])
                    for paper in ("A4", "Letter"):
                        assert sides(page.pdf(format=paper, prefer_css_page_size=True)) == 1, (every, paper)
                page.locator("dyad-compact textarea").last.fill("")
            page.emulate_media(media="print")
            assert page.get_by_text("We keep this until").first.is_visible() is javascript
            assert page.locator(".dyad-c-sign").is_visible()
            assert page.locator(".dyad-c-room").last.is_visible()
            assert not page.locator("dyad-compact textarea").locator("visible=true").count()


def sides(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def test_what_is_written_in_an_exercise_gathers_on_the_page(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(f"{address}modules/psychological-safety.html")
        line = page.get_by_label("What we do when one of us has gone quiet")
        line.fill(f"We ask {SCRIPT}")
        page.locator(".dyad-exercise__compact").get_by_role("link").first.click()
        there = page.get_by_label("What we do when one of us has gone quiet")
        expect(there).to_have_value(f"We ask {SCRIPT}")
        there.fill("We ask, and wait")
        page.goto(f"{address}modules/psychological-safety.html")
        expect(line).to_have_value("We ask, and wait")
        assert overflow(page) <= 0
        page.evaluate("dyad.store.erase()")
        expect(line).to_have_value("")
        seen.assert_quiet()
    with watched(browser, javascript=False) as seen:
        seen.page.goto(f"{address}modules/psychological-safety.html")
        expect(seen.page.locator(".dyad-c-field", has_text="gone quiet").locator(".dyad-c-blank")).to_be_visible()


def test_what_happened_opens_after_something_is_agreed(browser: Browser, address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(f"{address}two-chairs/case-shorter-visits/together.html")
        happened = page.get_by_text("What one leader did next")
        assert not happened.is_visible() and not page.locator("dyad-agreed details").is_visible()
        agree = page.get_by_role("button", name="We agree")
        agree.click()
        expect(page.get_by_text("Write down first")).to_be_visible()
        page.get_by_label("What we agree on").fill("We ask the clinicians together.")
        agree.click()
        expect(happened).to_be_visible()
        assert overflow(page) <= 0
        assert violations(page) == []
        page.reload()
        expect(page.get_by_label("What we agree on")).to_have_value("We ask the clinicians together.")
        seen.assert_quiet()


def test_without_scripts_what_happened_opens_by_hand(browser: Browser, address: str) -> None:
    with watched(browser, javascript=False) as seen:
        seen.page.goto(f"{address}two-chairs/case-data-dashboard/together.html")
        seen.page.locator("dyad-agreed summary").click()
        expect(seen.page.get_by_text("What the administrator did")).to_be_visible()
