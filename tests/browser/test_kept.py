"""What a browser keeps of answers: across releases, organizations and devices, and where it cannot."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import NARROW, watched
from tests.browser.test_quiz import BEANS, answer_choice, by_mouse, results, tab_to
from tests.browser.test_store import NO_ROOM
from tests.changes import apply
from tests.organizations import organization
from tests.sites import ROOT, BuiltSite, serving

QUIZ = "content/modules/beans/quiz.yaml"
NEW = """questions:
  - id: be-q0
    kind: true-false
    objective: be-o1
    prompt: Beans talk.
    answer: false
    if_true: Nobody has heard them.
    if_false: They keep it to themselves.

"""
OWN = """
release: {version: "2026.1", date: "2026-11-21"}
locale: en-US
branding: {site_name: Acme, short_name: Acme}
contacts: {patients: The front desk, staff: The kitchen}
"""


@dataclass(frozen=True)
class Host:
    """A folder that is served: the small curriculum below `base`, an organization's release below `acme`."""

    folder: Path
    next: Path
    """The site of the next release of the base."""

    def release(self) -> None:
        """Puts the next release in the place of the first."""
        shutil.rmtree(self.folder / "base")
        shutil.copytree(self.next, self.folder / "base")


@pytest.fixture(scope="module")
def next_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every site of the small curriculum with an organization, after a question came in and another was changed."""
    folder = tmp_path_factory.mktemp("next")
    root = Path(shutil.copytree(ROOT / "tests/curricula/small", folder / "small"))
    apply(root, {"file": QUIZ, "find": "questions:\n", "replace": NEW})
    apply(
        root, {"file": QUIZ, "find": "A seedling likes the sun at noon.", "replace": "A seedling likes the noon sun."}
    )
    organization(root, OWN)
    command = [sys.executable, "-m", "generator", "--root", str(root), "build", "--all", "--out", str(folder / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture
def host(small: BuiltSite, next_release: Path, tmp_path: Path) -> Host:
    shutil.copytree(small.site, tmp_path / "base")
    shutil.copytree(next_release / "acme/learner/site", tmp_path / "acme")
    (tmp_path / "_headers").write_text("/*\n  Cache-Control: no-cache\n")
    return Host(tmp_path, next_release / "base/learner/site")


@pytest.fixture(scope="module")
def small_address(small: BuiltSite) -> Iterator[str]:
    with serving(small.site) as where:
        yield where


def records(page: Page, area: str) -> int:
    return int(page.evaluate("area => dyad.store.area(area).keys().length", area))


def test_a_rebuilt_release_keeps_answers_with_their_questions_and_says_what_was_revised(
    browser: Browser, host: Host
) -> None:
    with serving(host.folder) as where, watched(browser) as seen:
        page = seen.page
        page.goto(f"{where}base/{BEANS}")
        answer_choice(page.locator("#be-q1"), "Light")
        answer_choice(page.locator("#be-q3"), "False")
        page.locator("#be-r1 textarea").fill("In March")
        expect(page.locator("#be-q1 h3")).to_have_text("Question 1")
        host.release()
        page.reload()
        expect(page.locator("#be-q1 h3")).to_have_text("Question 2")
        expect(page.locator("#be-q1 .dyad-result")).to_have_text("Correct.")
        expect(page.locator("#be-q1").get_by_label("Light")).to_be_checked()
        expect(page.locator("#be-q0 .dyad-result")).to_be_hidden()
        expect(page.locator("#be-q0 input:checked")).to_have_count(0)
        expect(page.locator("#be-q3 .dyad-result")).to_have_text("This question was revised since you answered it.")
        expect(page.locator("#be-r1 textarea")).to_have_value("In March")
        page.goto(f"{where}base/progress.html")
        expect(page.locator("[data-module=beans] td").first).to_have_text("1 of 9 questions checked")
        page.goto(f"{where}base/review.html")
        expect(page.locator("dyad-review li")).to_contain_text("(revised since you answered)")
        seen.assert_quiet()


def test_two_organizations_on_one_host_never_mix(browser: Browser, host: Host) -> None:
    with serving(host.folder) as where, watched(browser) as seen:
        page = seen.page
        page.goto(f"{where}base/{BEANS}")
        answer_choice(page.locator("#be-q1"), "Music")
        page.locator("#be-r1 textarea").fill("of the base")
        page.goto(f"{where}acme/{BEANS}")
        assert page.evaluate("dyad.course.organization") == "acme"
        expect(page.locator("#be-q1 .dyad-result")).to_be_hidden()
        expect(page.locator("#be-r1 textarea")).to_have_value("")
        answer_choice(page.locator("#be-q1"), "Light")
        page.goto(f"{where}acme/progress.html")
        page.get_by_role("button", name="Clear everything").click()
        page.goto(f"{where}base/{BEANS}")
        expect(page.locator("#be-q1 .dyad-result")).to_have_text("Not yet.")
        expect(page.locator("#be-r1 textarea")).to_have_value("of the base")
        seen.assert_quiet()


def test_a_reflection_and_a_scale_are_answered_by_keys_alone(browser: Browser, small_address: str) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        page.locator("#be-q8 [data-do=turn]:visible").focus()
        tab_to(page, page.locator("#be-r1 textarea"))
        page.keyboard.type("Last summer")
        expect(page.locator("#be-r1 .dyad-kept")).to_have_text("Kept in this browser.")
        tab_to(page, page.locator("#be-s1 input").first)
        for key in ("Space", "ArrowRight", "ArrowRight"):
            page.keyboard.press(key)
        expect(page.locator("#be-s1").get_by_label("3")).to_be_checked()
        summary = page.locator("#be-s1 summary")
        tab_to(page, summary)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Begin with two pots.")).to_be_visible()
        expect(page.get_by_text("Begin with beans.")).to_be_hidden()
        page.reload()
        expect(page.locator("#be-r1 textarea")).to_have_value("Last summer")
        expect(page.locator("#be-s1").get_by_label("3")).to_be_checked()
        seen.assert_quiet()


NONSENSE: tuple[object, ...] = (
    None,
    7,
    "text",
    [],
    {},
    {"attempts": "x"},
    {"attempts": [{}]},
    {"attempts": [{"at": 1, "rev": "REV", "points": 0, "max": 1, "answer": {"picked": 5, "steps": 5, "pairs": 5}}]},
    {
        "attempts": [
            {"at": 1, "rev": "REV", "points": 1, "max": 1, "answer": {"steps": ["gone"], "path": [["x", '"]']]}}
        ]
    },
    {"versions": 3},
    {"versions": [{}]},
    {"number": "three"},
    {"rev": "REV", "answer": {"picked": 5, "blanks": {}, "path": [[]], "pairs": "x", "steps": 1}},
    {"rev": "REV", "answer": {"path": [["x", "y"]], "steps": ["gone"]}},
)


def test_no_nonsense_in_the_store_stops_a_question(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        for value in NONSENSE:
            page.evaluate(
                """value => {
                  localStorage.clear();
                  const ids = document.querySelectorAll('[data-item]');
                  for (const { dataset: { item, revision } } of ids) for (const area of ['quiz', 'notes', 'draft']) {
                    const text = JSON.stringify({ v: 1, at: 1, value }).replaceAll('REV', revision);
                    localStorage.setItem(`dyad:boats-and-beans::${area}:${item}`, text);
                  }
                  localStorage.setItem('dyad:boats-and-beans::visits:beans', JSON.stringify({ v: 1, at: 1, value }));
                }""",
                value,
            )
            page.reload()
            expect(page.locator(".dyad-question--live")).to_have_count(8)
            answer_choice(page.locator("#be-q1"), "Light")
            expect(page.locator("#be-q1 .dyad-result")).to_have_text("Correct.")
            page.locator("#be-r1 textarea").fill("still here")
            expect(page.locator("#be-r1 .dyad-kept")).to_have_text("Kept in this browser.")
            for other in ("index.html", "progress.html", "review.html", BEANS):
                page.goto(small_address + other)
            expect(page.locator("#be-q1 .dyad-result")).to_have_text("Correct.")
            seen.assert_quiet()


def test_a_full_store_stops_no_question_and_the_page_says_so(browser: Browser, small_address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.add_init_script(NO_ROOM)
        page.goto(small_address + BEANS)
        by_mouse(page)
        assert all(said.startswith("Correct.") for said in results(page))
        expect(page.locator(".dyad-unkept")).to_be_visible()
        page.locator("#be-r1 textarea").fill("x")
        expect(page.locator("#be-r1 .dyad-kept")).to_have_text("Not kept: copy it.")
        seen.assert_quiet()


def test_without_scripts_every_kind_reads_well_and_shows_its_answer(browser: Browser, small_address: str) -> None:
    with watched(browser, javascript=False, width=NARROW) as seen:
        page = seen.page
        page.goto(small_address + BEANS)
        for number in range(1, 9):
            item = page.locator(f"#be-q{number}")
            answer = item.locator(".dyad-answer")
            expect(item.locator("fieldset, .dyad-prompt").first).to_be_visible()
            expect(answer.locator(".dyad-key").first).to_be_hidden()
            answer.locator("summary").click()
            expect(answer.locator(".dyad-key").first).to_be_visible()
            for dead in item.locator("button, .dyad-sure, .dyad-result, .dyad-problem").all():
                expect(dead).to_be_hidden()
        page.locator("#be-q2").get_by_label("Soil").check()
        page.locator("#be-q4 select").first.select_option("left")
        page.locator("#be-q5 select").first.select_option("2")
        page.locator("#be-q6 input").first.fill("May")
        page.locator("#be-q8").get_by_label("Ask the other one").check()
        expect(page.locator("#be-q8 fieldset:visible")).to_have_count(2)
        page.locator("#be-r1 textarea").fill("read")
        page.locator("#be-s1").get_by_label("2").check()
        page.locator("#be-s1 summary").click()
        expect(page.get_by_text("Begin with beans.")).to_be_visible()
        expect(page.get_by_text("Begin with two pots.")).to_be_visible()
        for path, needs in (("progress.html", "dyad-progress"), ("review.html", "dyad-review")):
            page.goto(small_address + path)
            expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
            expect(page.locator(needs)).to_be_hidden()
        seen.assert_quiet()


def test_a_file_carries_everything_and_reading_it_in_can_be_taken_back(
    browser: Browser, small_address: str, tmp_path: Path
) -> None:
    with watched(browser) as seen, watched(browser) as other:
        page = seen.page
        page.goto(small_address + "tools/pot-check.html")
        page.locator("dyad-tool .dyad-t-form input[type=radio]").first.check()
        page.goto(small_address + "working-agreement.html")
        page.locator("dyad-compact textarea").first.fill("We water on Mondays")
        page.goto(small_address + "progress.html")
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as a file").click()
        saved = tmp_path / "progress.json"
        shutil.copy(found.value.path(), saved)
        assert set(json.loads(saved.read_text())["records"]["tools"]) == {"pot-check:A", "pot-check:at"}
        page.get_by_role("button", name="Clear everything").click()
        assert records(page, "tools") == records(page, "compact") == 0
        page.get_by_role("button", name="Take that back").click()
        assert (records(page, "tools"), records(page, "compact")) == (2, 1)

        page = other.page
        page.goto(small_address + "working-agreement.html")
        page.locator("dyad-compact textarea").first.fill("On the other device")
        page.evaluate("value => dyad.store.area('tools').set('pot-check:A', value)", {"tool": "pot-check"})
        page.goto(small_address + "progress.html")
        stale = json.loads(saved.read_text())
        for record in stale["records"]["compact"].values():
            record["at"] += 10**9
        saved.write_text(json.dumps(stale))
        page.locator("#progress-file").set_input_files(saved)
        expect(page.locator(".dyad-told")).to_contain_text("read in")
        assert "We water on Mondays" in page.evaluate("JSON.stringify([...dyad.store.snapshot()])")
        page.get_by_role("button", name="Take that back").click()
        assert "On the other device" in page.evaluate("JSON.stringify([...dyad.store.snapshot()])")
        assert "We water on Mondays" not in page.evaluate("JSON.stringify([...dyad.store.snapshot()])")
        for one in (seen, other):
            one.assert_quiet()
