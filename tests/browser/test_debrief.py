"""What a cohort answered: files and counts from paper added up, small groups hidden, nothing leaves the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import site, writer
from generator.model.questions import SingleChoice
from generator.plan import questions
from tests.browser.pages import faults, watched
from tests.sites import ROOT, BuiltSite, serving

COURSE = {"curriculum": "beans", "organization": ""}
ITEM = {"id": "q1", "revision": "r2", "counts": "one", "rows": ["a", "b"], "right": ["a"]}
MANY = {"id": "q2", "revision": "r1", "counts": "many", "rows": ["a", "b", "c"], "right": ["a", "b"]}


def attempt(picked: list[str], points: int, *, rev: str = "r2", sure: str = "", at: int = 1) -> dict[str, Any]:
    found = {"at": at, "rev": rev, "answer": {"picked": picked}, "points": points, "max": 1}
    return found | ({"sure": sure} if sure else {})


def person(**answers: list[dict[str, Any]]) -> str:
    """A file of progress with these attempts by question."""
    quiz = {name: {"v": 1, "at": 1, "value": {"attempts": attempts}} for name, attempts in answers.items()}
    notes = {"secret-note": {"v": 1, "at": 1, "value": {"versions": [{"at": 1, "text": "Alex wrote this"}]}}}
    records = {"quiz": quiz, "notes": notes}
    return json.dumps({"format": "dyad-progress", "version": 1, **COURSE, "release": "1", "records": records})


@pytest.fixture(scope="module")
def pure(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto("about:blank")
        for name in ("words.js", "learning.js", "debrief.js"):
            page.add_script_tag(content=(writer.THEME / "assets/dyad" / name).read_text(encoding="utf-8"))
        yield page


def added(
    pure: Page, files: list[str], item: dict[str, Any] = ITEM, typed: dict[str, int] | None = None
) -> dict[str, Any]:
    script = """([files, course, item, typed]) => window.dyad.debrief.tally(
        item, files.map(text => window.dyad.debrief.read(text, course)), typed)"""
    return dict(pure.evaluate(script, [files, COURSE, item, typed or {}]))


def test_five_people_are_added_up_and_four_are_not_shown(pure: Page) -> None:
    files = [person(q1=[attempt(["a"], 1)])] * 3 + [person(q1=[attempt(["b"], 0)])] * 2
    found = added(pure, files)
    assert (found["shown"], found["people"], found["right"], found["counts"]) == (True, 5, 3, {"a": 3, "b": 2})
    hidden = added(pure, files[:4])
    assert hidden == {"shown": False, "some": True, "earlier": 0, "people": 0, "right": 0, "counts": {}}


def test_the_first_answer_to_the_present_wording_counts(pure: Page) -> None:
    tried = [attempt(["a"], 1, rev="r1"), attempt(["b"], 0, at=2), attempt(["a"], 1, at=3)]
    assert added(pure, [person(q1=tried)] * 5)["counts"] == {"a": 0, "b": 5}
    old = [person(q1=[attempt(["a"], 1, rev="r1")])] * 5
    assert added(pure, [person(q1=tried)] * 5 + old)["earlier"] == 5
    assert added(pure, [person(q1=tried)] * 5 + old[:4])["earlier"] == 0


def test_counts_from_paper_are_added_to_files(pure: Page) -> None:
    assert added(pure, [person(q1=[attempt(["a"], 1)])] * 2, typed={"a": 1, "b": 2})["counts"] == {"a": 3, "b": 2}
    files = [person(q2=[attempt(["a", "c"], 0, rev="r1")])]
    found = added(pure, files, MANY, {"a": 9, "b": 2, "c": 0, "all-right": 2, "sheets": 6})
    assert (found["people"], found["right"], found["counts"]) == (7, 2, {"a": 7, "b": 2, "c": 1})


def test_what_is_not_right_for_choices_is_told_in_parts(pure: Page) -> None:
    item = {"id": "q3", "revision": "r1", "counts": "parts", "rows": ["right", "partly", "not"], "right": ["right"]}
    given: list[dict[str, Any]] = [
        {"at": 1, "rev": "r1", "answer": {"blanks": []}, "points": points, "max": 3} for points in (3, 3, 2, 0, 1)
    ]
    found = added(pure, [person(q3=[one]) for one in given], item)
    assert found["counts"] == {"right": 2, "partly": 2, "not": 1}


def test_the_most_missed_come_first_and_what_all_got_right_does_not_come(pure: Page) -> None:
    script = """() => window.dyad.debrief.missed([{id: "x"}, {id: "y"}, {id: "z"}, {id: "s"}], [
        {shown: true, people: 10, right: 8}, {shown: true, people: 5, right: 1},
        {shown: true, people: 5, right: 5}, {shown: false, people: 0, right: 0}], 5).map(one => one.item.id)"""
    assert pure.evaluate(script) == ["y", "x"]


@pytest.mark.parametrize(
    ("guessing", "shown"), [(0, True), (4, False), (5, True)], ids=["nobody else", "four others", "five others"]
)
def test_confidence_is_hidden_where_a_small_group_could_be_worked_out(pure: Page, guessing: int, shown: bool) -> None:
    files = [person(q1=[attempt(["b"], 0, sure="sure")])] * 5
    files += [person(q1=[attempt(["a"], 1, sure="guess")])] * guessing
    script = """([files, course, item]) => window.dyad.debrief.confidence(
        [item], files.map(text => window.dyad.debrief.read(text, course)))"""
    found = pure.evaluate(script, [files, COURSE, ITEM])
    assert (found["some"], found["shown"]) == (True, shown)
    if shown:
        assert found["rows"][0] == {"sure": "sure", "answers": 5, "right": 0}
        assert found["rows"][2]["answers"] == guessing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "broken"),
        ("[]", "broken"),
        ("null", "broken"),
        ('{"format": "dyad-progress", "version": 2}', "broken"),
        (person().replace("beans", "peas"), "other"),
        (person().replace('"organization": ""', '"organization": "else"'), "other"),
    ],
)
def test_other_files_are_refused(pure: Page, text: str, said: str) -> None:
    script = """([text, course]) => { try { window.dyad.debrief.read(text, course); return ""; }
        catch (fault) { return fault.message; } }"""
    assert pure.evaluate(script, [text, COURSE]) == said


def test_broken_records_in_a_file_are_left_out(pure: Page) -> None:
    text = person(q1=[attempt(["a"], 1)]).replace('"points": 1', '"points": 7')
    assert added(pure, [text] * 5) == {
        "shown": False,
        "some": False,
        "earlier": 0,
        "people": 0,
        "right": 0,
        "counts": {},
    }


def test_a_saved_table_runs_no_formula(pure: Page) -> None:
    assert pure.evaluate("window.dyad.debrief.csv([['=1+1', 'a \"b\"', 3]])") == '"\'=1+1","a ""b""","3"\r\n'


def cohort(folder: Path) -> tuple[list[Path], SingleChoice, str]:
    """Six files of progress with names of people, for the first question with one right choice of the first module."""
    content = site.curriculum(ROOT).ready[0]
    question = next(one for one in content.questions if isinstance(one, SingleChoice))
    choices = sorted(question.choices, key=lambda choice: choice.right)
    files = []
    for number in range(6):
        choice = choices[-1] if number < 2 else choices[0]
        found = json.loads(person())
        given = attempt([choice.id], int(choice.right), rev=questions.revision(question), sure="sure", at=number + 1)
        found |= {"curriculum": site.curriculum(ROOT).spine.id}
        found["records"]["quiz"] = {question.id: {"v": 1, "at": 1, "value": {"attempts": [given]}}}
        files.append(folder / f"Alex-{number}.json")
        files[-1].write_text(json.dumps(found), encoding="utf-8")
    return files, question, content.module.id


def drop(page: Page, *texts: str) -> None:
    """Drops files with these texts where the page takes them."""
    script = """texts => { const all = new DataTransfer();
        texts.forEach(text => all.items.add(new File([text], "Alex.json"))); return all; }"""
    page.dispatch_event(".dyad-debrief__drop", "drop", {"dataTransfer": page.evaluate_handle(script, list(texts))})


def test_files_dropped_in_become_bars_and_prompts_without_any_request(
    browser: Browser, shipped_plans: BuiltSite, tmp_path: Path
) -> None:
    files, question, module = cohort(tmp_path)
    with serving(shipped_plans.site) as address, watched(browser) as seen:
        page = seen.page
        page.goto(address + "debrief.html")
        expect(page.locator(".dyad-debrief__in")).to_be_visible()
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_input_files("#debrief-files", [str(file) for file in files[:4]])
        expect(page.locator(".dyad-told")).to_have_text("Files read in: 4.")
        details = page.locator(f"[data-module={module}]")
        expect(details.locator(".dyad-debrief__people")).to_have_text("fewer than five people")
        expect(page.locator(".dyad-debrief__missed")).to_be_hidden()
        page.set_input_files("#debrief-files", [str(file) for file in files[3:5]])
        expect(page.locator(".dyad-told")).to_have_text("Files read in: 1. Already there: 1.")
        drop(page, files[5].read_text(encoding="utf-8"), "{")
        expect(page.locator(".dyad-told")).to_have_text("Files read in: 1. Not files of progress, and left out: 1.")
        expect(page.locator(".dyad-debrief__missed ol > li")).to_have_count(1)
        page.locator(".dyad-debrief__missed a").click()
        item = page.locator(f"#item-{question.id}")
        expect(item.locator(".dyad-debrief__found")).to_have_text("2 of 6 had it right.")
        assert sorted(item.locator("rect").evaluate_all("all => all.map(one => one.getAttribute('width'))"))[-2:] == [
            "33",
            "67",
        ]
        expect(item.locator(".dyad-debrief__ask")).to_be_visible()
        expect(details.locator(".dyad-debrief__sure td").first).to_have_text("6")
        details.locator(".dyad-debrief__type input").check()
        item.locator(".dyad-debrief__typed").first.fill("3")
        expect(item.locator(".dyad-debrief__found")).to_contain_text("of 9 had it right.")
        assert "Alex" not in page.content()
        assert [url for url in asked if not url.endswith("icon.svg")] == []  # the browser asks for the tab's icon
        assert faults(page) == []
        kept = page.evaluate("JSON.stringify(Object.entries(localStorage).concat(Object.entries(sessionStorage)))")
        assert question.id not in kept and "Alex" not in kept
        page.get_by_role("button", name="Clear everything").click()
        expect(page.locator(".dyad-debrief__missed")).to_be_hidden()
        seen.assert_quiet()


def test_without_scripts_the_page_is_a_sheet_to_count_on(browser: Browser, shipped_plans: BuiltSite) -> None:
    with serving(shipped_plans.site) as address, watched(browser, javascript=False) as seen:
        seen.page.goto(address + "debrief.html")
        expect(seen.page.locator(".dyad-noscript")).to_be_visible()
        expect(seen.page.locator("input[type=file]")).to_be_hidden()
        seen.assert_quiet()
