"""Questions in a real browser: each kind by mouse and by keys, what comes back, and where nothing is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pages import NARROW, WIDE, overflow, violations, watched
from tests.sites import BuiltSite, serving

BEANS = "modules/beans.html"
EVENTS = """
window.heard = [];
document.addEventListener("dyad:check", event => window.heard.push(event.detail));
"""


@pytest.fixture(scope="module")
def small_address(small: BuiltSite) -> Iterator[str]:
    with serving(small.site) as where:
        yield where


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves on with Tab until the wanted element has the focus."""
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def press(page: Page, button: Locator) -> None:
    tab_to(page, button)
    page.keyboard.press("Enter")


def check(item: Locator) -> None:
    item.locator("[data-do=check]").click()


def answer_choice(item: Locator, *names: str) -> None:
    for name in names:
        item.locator(".dyad-choices, fieldset").first.get_by_label(name, exact=True).check()
    check(item)


def by_mouse(page: Page) -> None:
    """Answers every graded question of the page rightly, with clicks alone."""

    def item(number: int) -> Locator:
        return page.locator(f"#be-q{number}")

    answer_choice(item(1), "Light")
    answer_choice(item(2), "Water", "Soil")
    answer_choice(item(3), "False")
    item(4).locator("#be-q4-left").select_option("left")
    item(4).locator("#be-q4-right").select_option("right")
    check(item(4))
    for place, step in enumerate(("hole", "bean", "cover")):
        row = item(5).locator(f"[data-step={step}]")
        while int(row.get_attribute("data-place") or 0) > place + 1:
            row.get_by_role("button", name="Up").click()
    if item(5).get_attribute("data-moved") != "":
        item(5).locator("[data-step=hole] [data-do=down]").click()
        item(5).locator("[data-step=hole] [data-do=up]").click()
    check(item(5))
    item(6).get_by_label("Blank 1").fill(" may ")
    item(6).get_by_label("Blank 2").fill("Inches")
    check(item(6))
    item(7).locator("input[type=text]").fill("2,5")
    check(item(7))
    for choice in ("Ask the other one", "Pour"):
        item(8).locator(".dyad-moment:not([hidden])").last.get_by_label(choice, exact=True).check()
        item(8).locator("[data-do=turn]:visible").click()


def by_keys(page: Page) -> None:
    """Answers every graded question of the page, and not always rightly, with keys alone."""
    keys = page.keyboard
    page.locator("#be-q1 input").first.focus()
    for number in (1, 3):
        tab_to(page, page.locator(f"#be-q{number} fieldset:not(.dyad-sure) input").first)
        keys.press("Space")
        keys.press("ArrowDown")
        press(page, page.locator(f"#be-q{number} [data-do=check]"))
        if number == 1:
            for name in ("a", "b"):
                tab_to(page, page.locator(f"#be-q2 input[value={name}]"))
                keys.press("Space")
            press(page, page.locator("#be-q2 [data-do=check]"))
    for name, first in (("left", "S"), ("right", "W")):
        tab_to(page, page.locator(f"#be-q4-{name}"))
        keys.press(first)
    press(page, page.locator("#be-q4 [data-do=check]"))
    press(page, page.locator("#be-q5 .dyad-step").nth(0).locator("[data-do=down]"))
    press(page, page.locator("#be-q5 [data-do=check]"))
    tab_to(page, page.locator("#be-q6 .dyad-blank").first)
    keys.type("May")
    keys.press("Tab")
    keys.type("2")
    press(page, page.locator("#be-q6 [data-do=check]"))
    tab_to(page, page.locator("#be-q7-number"))
    keys.type("10")
    press(page, page.locator("#be-q7 [data-do=check]"))
    for choice in ("ask", "wait"):
        tab_to(page, page.locator("#be-q8 .dyad-moment:not([hidden])").last.locator("input").first)
        keys.press("Space")
        if not page.locator(f"#be-q8 .dyad-moment:not([hidden]) input[value={choice}]").last.is_checked():
            keys.press("ArrowDown")
        press(page, page.locator("#be-q8 [data-do=turn]:visible"))


def results(page: Page) -> list[str]:
    return [page.locator(f"#be-q{number} .dyad-result").text_content() or "" for number in range(1, 9)]


TWO = "Correct. 2 of 2."
RIGHT = ["Correct.", TWO, "Correct.", TWO, "Correct. 3 of 3.", TWO, "Correct.", TWO]


@pytest.mark.parametrize("way", [NARROW, WIDE, "file"])
def test_every_kind_is_answered_by_mouse_and_is_there_after_a_reload(
    browser: Browser, small: BuiltSite, small_address: str, way: int | str
) -> None:
    with watched(browser, width=WIDE if isinstance(way, str) else way) as seen:
        page = seen.page
        page.add_init_script(EVENTS)
        page.goto((small.site / BEANS).as_uri() if way == "file" else small_address + BEANS)
        by_mouse(page)
        assert results(page) == RIGHT
        expect(page.locator(".dyad-summary__all")).to_have_text("8 of 8 right, 0 still open.")
        heard = page.evaluate("window.heard")
        assert [one["item"] for one in heard] == [f"be-q{number}" for number in range(1, 9)]
        assert all(one["points"] == one["max"] and one["objective"] and one["module"] == "beans" for one in heard)
        assert overflow(page) <= 0
        page.locator("#be-r1 textarea").fill("Last summer")
        page.locator("#be-s1").get_by_label("4").check()
        page.reload()
        assert results(page) == RIGHT
        expect(page.locator("#be-r1 textarea")).to_have_value("Last summer")
        expect(page.locator("#be-s1").get_by_label("4")).to_be_checked()
        expect(page.locator(".md-sidebar--primary .dyad-far--done").first).to_be_attached()
        seen.assert_quiet()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_kind_is_answered_by_keys_alone(browser: Browser, small_address: str, width: int) -> None:
    with watched(browser, width=width) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        by_keys(page)
        said = results(page)
        assert [text.split(".")[0] for text in said[:4]] == ["Not yet", "Correct", "Correct", "Correct"]
        assert said[5:] == ["Correct. 2 of 2.", "Not yet.", "Not yet. You found 1 of 2."]
        expect(page.locator("#be-q7 .dyad-feedback")).to_contain_text("At ten inches it never sees the light.")
        expect(page.get_by_role("status")).to_contain_text("Not yet.")
        seen.assert_quiet()


def test_moving_through_choices_submits_nothing_and_a_problem_takes_the_focus(
    browser: Browser, small_address: str
) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        item = page.locator("#be-q4")
        check(item)
        problem = item.locator(".dyad-problem")
        expect(problem).to_be_focused()
        expect(problem.get_by_role("link")).to_have_count(2)
        problem.get_by_role("link").last.click()
        expect(item.locator("select").last).to_be_focused()
        first = page.locator("#be-q1 input").first
        first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        expect(page.locator("#be-q1 .dyad-feedback")).to_have_count(0)
        expect(page.locator("#be-q1 .dyad-answer")).to_be_hidden()
        seen.assert_quiet()


def test_partial_answers_hints_another_try_and_the_answer(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        item = page.locator("#be-q2")
        answer_choice(item, "Soil", "A spoon")
        expect(item.locator(".dyad-result")).to_have_text("Not yet. You found 1 of 2, and chose 1 too many.")
        expect(item.locator(".dyad-feedback", has_text="You missed this one. A little every day.")).to_be_visible()
        item.locator("summary", has_text="Show the answer").click()
        expect(item.locator(".dyad-answer .dyad-verdict--right").first).to_be_visible()
        item.get_by_role("button", name="Try again").click()
        expect(item.locator("fieldset").first.locator("input:checked")).to_have_count(0)
        expect(item.locator(".dyad-answer .dyad-verdict--right").first).to_be_hidden()
        hints = page.locator("#be-q1 .dyad-hint")
        expect(hints.nth(1)).to_be_hidden()
        hints.nth(0).locator("summary").click()
        expect(hints.nth(1)).to_be_visible()
        page.locator("#be-q1 .dyad-sure").get_by_label("Sure", exact=True).check()
        answer_choice(page.locator("#be-q1"), "Music")
        line = page.locator(".dyad-summary li").first
        expect(line).to_contain_text("You were sure, and it was not right.")
        line.get_by_role("link").first.click()
        assert page.evaluate("document.querySelector(location.hash).tagName") == "H2"
        seen.assert_quiet()


def test_a_scenario_goes_back_tries_another_branch_and_keeps_its_paths(browser: Browser, small_address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        item = page.locator("#be-q8")
        open_moment = item.locator(".dyad-moment:not([hidden])")
        expect(open_moment).to_have_count(1)
        item.get_by_label("Ask the other one").check()
        item.locator("[data-do=turn]:visible").click()
        item.get_by_label("Wait").check()
        page.reload()
        expect(open_moment).to_have_count(2)
        item.get_by_label("Wait").check()
        item.locator("[data-do=turn]:visible").click()
        expect(item.locator(".dyad-result")).to_have_text("Not yet. You found 1 of 2.")
        item.locator("[data-do=back]:visible").first.click()
        item.get_by_label("Pour at once").check()
        item.locator("[data-do=turn]:visible").click()
        expect(open_moment).to_have_count(1)
        item.locator("summary", has_text="Paths you walked before (1)").click()
        expect(item.locator(".dyad-walked li")).to_have_text("“Ask the other one” → “Wait”: 1 of 2")
        seen.assert_quiet()


def test_choices_are_mixed_and_stay_so_until_the_next_attempt(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + BEANS)

        def order(number: int) -> list[str]:
            found: list[str] = page.eval_on_selector_all(
                f"#be-q{number} .dyad-choices input", "inputs => inputs.map(one => one.value)"
            )
            return found

        first = order(2)
        answer_choice(page.locator("#be-q2"), "Soil")
        assert order(2) == first
        page.reload()
        assert order(2) == first
        seen_orders = set()
        for _ in range(8):
            page.locator("#be-q2").get_by_role("button", name="Try again").click()
            seen_orders.add(tuple(order(2)))
            answer_choice(page.locator("#be-q2"), "Soil")
        assert len(seen_orders) > 1
        assert order(1) == ["a", "b"]
        seen.assert_quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_has_anything_that_axe_objects_to(
    browser: Browser, small_address: str, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(
        viewport={"width": NARROW, "height": 800}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        page.goto(small_address + BEANS)

        def both(state: str) -> None:
            for width in (NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": 800})
                assert violations(page) == [], (state, width)

        both("fresh")
        for number in (1, 2, 3, 4, 5, 6, 7):
            check(page.locator(f"#be-q{number}"))
        page.locator("#be-q8 [data-do=turn]:visible").click()
        both("unanswered")
        page.set_viewport_size({"width": WIDE, "height": 800})
        page.reload()
        by_keys(page)
        page.evaluate("document.querySelectorAll('.dyad-answer').forEach(one => { one.open = true; })")
        both("wrong, revealed, with the summary")
        page.evaluate("dyad.store.erase()")
        page.reload()
        by_mouse(page)
        both("right, with the summary")
        for path in ("progress.html", "review.html"):
            page.goto(small_address + path)
            both(path)


@pytest.mark.parametrize("why", ["denied", "sandbox"])
def test_where_nothing_is_kept_questions_work_and_say_so(browser: Browser, small: BuiltSite, why: str) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path != "/frame":
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b'<iframe sandbox="allow-scripts" src="/modules/beans.html" width="900" height="700">')

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(small.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with watched(browser, denied=why == "denied") as seen:
        start = f"http://127.0.0.1:{server.server_port}/"
        seen.page.goto(start + ("frame" if why == "sandbox" else BEANS))
        inside = seen.page.frames[-1]
        inside.locator("#be-q1").get_by_label("Light").check()
        inside.locator("#be-q1 [data-do=check]").click()
        expect(inside.locator("#be-q1 .dyad-result")).to_have_text("Correct.")
        expect(inside.locator(".dyad-unkept")).to_be_visible()
    server.shutdown()
    server.server_close()


def test_progress_is_saved_cleared_taken_back_and_read_in(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        answer_choice(page.locator("#be-q1"), "Music")
        page.goto(small_address + "progress.html")
        row = page.locator("[data-module=beans] td")
        expect(row.first).to_have_text("1 of 8 questions checked")
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as a file").click()
        saved = json.loads(found.value.path().read_text())
        assert (saved["curriculum"], list(saved["records"]["quiz"])) == ("boats-and-beans", ["be-q1"])
        page.get_by_role("button", name="Clear everything").click()
        expect(row.first).to_have_text("not begun")
        page.get_by_role("button", name="Take that back").click()
        expect(row.first).to_have_text("1 of 8 questions checked")
        page.get_by_role("button", name="Clear everything").click()
        page.reload()
        expect(row.first).to_have_text("not begun")
        page.locator("#progress-file").set_input_files(found.value.path())
        expect(row.first).to_have_text("1 of 8 questions checked")
        for wrong in ("{", "[]", json.dumps({**saved, "organization": "other"})):
            page.locator("#progress-file").set_input_files(
                {"name": "x.json", "mimeType": "application/json", "buffer": wrong.encode()}
            )
            expect(page.locator(".dyad-told")).to_contain_text("This file")
        seen.assert_quiet()


def test_review_brings_back_what_is_due_one_by_one(browser: Browser, small_address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        answer_choice(page.locator("#be-q1"), "Music")
        page.goto(small_address + "modules/boats.html")
        answer_choice(page.locator("#bo-q1"), "True")
        page.goto(small_address + "review.html")
        expect(page.locator(".dyad-review__none")).to_be_visible()
        expect(page.locator("[data-box='1']")).to_have_text("2")
        page.clock.install()
        page.clock.fast_forward("48:00:00")
        page.reload()
        page.get_by_role("link", name="Begin").click()
        expect(page.locator("#be-q1")).to_be_visible()
        expect(page.locator("#be-q2")).to_be_hidden()
        expect(page.locator("#be-q1 .dyad-feedback")).to_have_count(0)
        answer_choice(page.locator("#be-q1"), "Light")
        page.get_by_role("link", name="Next question to review").click()
        expect(page.locator("#bo-q1")).to_be_visible()
        page.get_by_role("link", name="Show the whole page").click()
        expect(page.locator("#self-check")).to_be_visible()
        seen.assert_quiet()


def test_home_leads_back_to_where_one_stopped(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + "index.html")
        expect(page.locator("#continue")).to_be_hidden()
        page.goto(small_address + BEANS)
        page.goto(small_address + "index.html")
        expect(page.locator("#continue").get_by_role("link")).to_have_text("Beans on a balcony")
        seen.assert_quiet()


def test_paper_has_boxes_and_no_answer(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        by_mouse(page)
        page.emulate_media(media="print")
        for hidden in (
            ".dyad-feedback",
            ".dyad-result",
            ".dyad-question .dyad-answer",
            ".dyad-work",
            ".dyad-summary",
            ".dyad-move",
        ):
            for one in page.locator(hidden).all():
                expect(one).to_be_hidden()
        assert page.locator("#be-q1 input:checked").first.evaluate("one => getComputedStyle(one).appearance") == "none"
        expect(page.locator("#be-q4 .dyad-from")).to_have_text("Choose from: Music · Soil · Water")
        expect(page.locator("#be-q4 .dyad-from")).to_be_visible()
        expect(page.locator("#be-q8 .dyad-choice")).to_have_count(4)
        for choice in page.locator("#be-q8 .dyad-choice").all():
            expect(choice).to_be_visible()
