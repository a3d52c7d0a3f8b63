"""Two partners in two browser profiles, through every tool; two at one device; bad codes; the repeat."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import NARROW, WIDE, Watched, overflow, violations, watched
from tests.sites import BuiltSite, build, serving
from tests.test_tools import NAMES

SCRIPT = "<img src=x onerror=\"document.title='run'\"><b>bold</b>"
FILL = """
([start, text]) => {
  const tool = document.querySelector('dyad-tool'), root = tool.querySelector('.dyad-t-part--mine');
  const seen = new Set();
  let number = start;
  for (const input of root.querySelectorAll('.dyad-t-form input[type=radio]')) {
    if (seen.has(input.name) || ['full', 'small', 'type-a', 'type-b', 'type-c'].includes(input.value)) continue;
    seen.add(input.name);
    const group = [...root.querySelectorAll(`input[name="${input.name}"]`)];
    group[(number += 3) % group.length].click();
  }
  let date = 1;
  for (const input of root.querySelectorAll('.dyad-t-form :is(textarea, input[type=text], input[type=date])')) {
    input.value = input.type === 'date' ? `2027-01-${String(1 + (date++ % 28)).padStart(2, '0')}` : text;
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }
  return seen.size;
}
"""
KEPT = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('dyad:')).map(pair => pair.join('='))"


def each(quick: str) -> list[object]:
    """Every tool; all but the quick one belong to the long sweep."""
    return [name if name == quick else pytest.param(name, marks=pytest.mark.audit) for name in NAMES]


class Partner:
    """A partner at a tool's page in a profile of their own."""

    def __init__(self, seen: Watched, where: str, role: str) -> None:
        self.seen, self.page, self.role, self.where = seen, seen.page, role, where
        self.dialogs: list[str] = []
        self.page.on("dialog", lambda dialog: self.dialogs.append(dialog.message))
        self.page.goto(where)
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.note(request.url))
        self.part("setup").get_by_label(role, exact=True).check()

    def note(self, url: str) -> None:
        """Files to save are no requests, and the icon is the browser's own wish."""
        if not url.startswith("blob:") and not url.endswith("icon.svg"):
            self.asked.append(url)

    def part(self, name: str):  # type: ignore[no-untyped-def]
        return self.page.locator(f".dyad-t-part--{name}")

    def press(self, name: str, part: str) -> None:
        self.part(part).get_by_role("button", name=name).click()

    def fill(self, start: int, text: str) -> int:
        if self.page.get_by_role("button", name="Add a row").count():
            self.page.get_by_role("button", name="Add a row").first.click()
        return int(self.page.evaluate(FILL, [start, text]))

    def choose(self, everything: str = "Choose everything") -> str:
        """What the partner reads before anything is shared."""
        if not self.part("share").get_by_role("button", name="Choose nothing").is_visible():
            self.part("share").locator("summary").click()
        self.press(everything, "share")
        self.press("Read what I will share", "share")
        return str(self.part("share").locator("table").inner_text())

    def share(self) -> tuple[str, str]:
        """The code and the file that the partner hands over, once what was read is confirmed."""
        assert not self.part("share").locator("textarea").count()
        self.press("Yes, I share this", "share")
        with self.page.expect_download() as download:
            self.press("Save it as a file", "share")
        return self.part("share").locator("textarea").input_value(), download.value.path().read_text(encoding="utf-8")

    def open_code(self, code: str) -> str:
        self.part("open").locator("textarea").fill(code)
        self.press("Open the code", "open")
        return str(self.page.locator(".dyad-t-said").inner_text())

    def open_file(self, text: str, tmp_path: Path) -> str:
        file = tmp_path / f"for-{self.role}.json"
        file.write_text(text, encoding="utf-8")
        self.part("open").locator("input[type=file]").set_input_files(file)
        said = self.page.locator(".dyad-t-said")
        expect(said).not_to_be_empty()
        return str(said.inner_text())

    def kept(self) -> str:
        return "\n".join(self.page.evaluate(KEPT))

    def assert_sound(self) -> None:
        self.seen.assert_quiet()
        assert self.asked == []
        assert self.dialogs == []
        assert self.page.title() != "run"
        assert not self.page.locator("dyad-tool img, dyad-tool table b").count()


@contextmanager
def partners(browser: Browser, where: str, *, denied: bool = False) -> Iterator[tuple[Partner, Partner]]:
    with watched(browser, width=NARROW, denied=denied) as one, watched(browser, width=WIDE, denied=denied) as two:
        yield Partner(one, where, "A"), Partner(two, where, "B")


@pytest.mark.parametrize("name", each("trust-inventory"))
def test_two_partners_go_through_a_tool(browser: Browser, address: str, name: str, tmp_path: Path) -> None:
    with partners(browser, f"{address}tools/{name}.html") as (a, b):
        a.fill(0, f"A writes {SCRIPT}")
        b.fill(1, f"B writes {SCRIPT}")
        assert "B writes" not in a.kept() and "A writes" not in b.kept()
        read = a.choose()
        assert ("A writes <img" in read) is ("A writes" in a.kept())
        code, file = a.share()
        assert b.open_file(file, tmp_path) == "Opened: the form of A."
        b.choose()
        answer, _ = b.share()
        assert a.open_code(answer) == "Opened: the form of B."
        for one in (a, b):
            side = one.part("compare")
            expect(side).to_contain_text("What to talk about, in this order")
            expect(side).to_contain_text("A begins")
            assert json.loads(file)["tool"] == name
        assert words(a) == words(b)
        assert overflow(a.page) <= 0
        assert violations(a.page) == []
        if a.page.locator(".dyad-t-part--again").count():
            again(a)
        b.page.goto("about:blank")
        b.page.goto(f"{b.where}#dyad={code.rpartition('=')[2]}")
        expect(b.page.locator(".dyad-t-said")).to_have_text("Opened: the form of A.")
        assert b.page.evaluate("location.href") == b.where
        b.asked.clear()
        for one in (a, b):
            one.assert_sound()


def words(one: Partner) -> str:
    """What the comparison says."""
    script = "part => [...part.querySelectorAll('table, ol, figure')].map(one => one.textContent).join()"
    return str(one.part("compare").evaluate(script))


def again(one: Partner) -> None:
    """Keeps the result, fills in a new form, and looks at both."""
    one.press("Keep this result", "again")
    one.press("Begin a new form", "again")
    assert "A writes" not in one.part("mine").inner_text()
    one.fill(2, "A writes later")
    expect(one.part("again").locator("table").first).to_be_attached()
    one.page.reload()
    one.asked.clear()
    expect(one.part("again")).to_contain_text("Kept: A")
    expect(one.part("again").locator("table").first).to_be_attached()
    expect(one.part("again").get_by_role("button", name="Print this result")).to_be_visible()
    text = one.part("again").inner_text()
    assert "Then" in text and "Now" in text


@pytest.mark.parametrize("name", each("partnership-audit"))
def test_two_at_one_device_see_nothing_of_each_other_before_both_are_done(
    browser: Browser, address: str, name: str
) -> None:
    with watched(browser, width=NARROW) as seen:
        page = seen.page
        page.goto(f"{address}tools/{name}.html")
        page.get_by_label("Two of us at this one device, one after the other").check()
        fill_hidden(page, 0, "the secret of A")
        given = page.locator("dyad-tool .dyad-t-form :is(input:checked, textarea, input:not([type=radio]))").count()
        assert given > 2 and violations(page) == []
        page.get_by_role("button", name="I am done: hide my answers").click()
        hidden = _all_of(page)
        assert "the secret of A" not in hidden and not page.locator("dyad-tool .dyad-t-form").count()
        page.get_by_role("button", name="I am B: begin").click()
        assert "the secret of A" not in _all_of(page)
        assert page.locator("dyad-tool .dyad-t-rate input:checked").count() == 0
        fill_hidden(page, 2, "the secret of B")
        page.get_by_role("button", name="I am done: hide my answers").click()
        assert not re.search("the secret of", _all_of(page))
        assert "secret" not in "".join(page.evaluate(KEPT))
        page.get_by_role("button", name="Show both forms").click()
        side = page.locator(".dyad-t-part--compare")
        expect(side).to_contain_text("What to talk about, in this order")
        text = side.inner_text()
        assert ("the secret of A" in text) is ("the secret of B" in text)
        assert "the secret of A" in text or name != "partnership-audit"
        assert page.evaluate("document.activeElement.textContent") == "Side by side"
        assert violations(page) == []
        seen.assert_quiet()


def fill_hidden(page: Page, start: int, text: str) -> None:
    if page.get_by_role("button", name="Add a row").count():
        page.get_by_role("button", name="Add a row").first.click()
    page.evaluate(FILL, [start, text])


def _all_of(page: Page) -> str:
    """All that a page holds for anybody: its words, its inputs, its accessibility tree, what it keeps."""
    values = page.evaluate("[...document.querySelectorAll('input, textarea')].map(one => one.value).join('\\n')")
    tree = page.locator("body").aria_snapshot()
    return f"{page.content()}\n{values}\n{tree}\n{page.evaluate(KEPT)}"


def test_a_second_device_reads_the_code_of_a_full_inventory(browser: Browser, address: str, tmp_path: Path) -> None:
    with partners(browser, f"{address}tools/trust-inventory.html") as (a, b):
        assert a.fill(0, "") == 26
        a.choose("Choose all answers")
        code, _ = a.share()
        picture = tmp_path / "code.png"
        shown = a.page.locator(".dyad-t-code")
        shown.screenshot(path=picture)
        assert shown.bounding_box()["width"] <= NARROW  # type: ignore[index]
        done = subprocess.run(
            ["zbarimg", "-q", "--raw", "-S*.disable", "-Sqrcode.enable", picture],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == code
        b.page.goto("about:blank")
        b.page.goto(done.stdout.strip())
        expect(b.page.locator(".dyad-t-said")).to_have_text("Opened: the form of A.")


def test_names_only_hide_the_numbers(browser: Browser, address: str) -> None:
    with partners(browser, f"{address}tools/trust-inventory.html") as (a, b):
        a.fill(0, "")
        b.fill(1, "")
        b.choose("Choose all answers")
        a.open_code(b.share()[0])
        a.part("share").locator("summary").click()
        a.part("share").get_by_label("Names only, without numbers").check()
        read = a.choose("Choose all answers")
        assert "Blind spot" in read and not re.search(r"\d", read)
        code, file = a.share()
        assert json.loads(file)["answers"] == {} and json.loads(file)["level"] == "names"
        b.open_code(code)
        expect(b.part("compare")).to_contain_text("Blind spot")


CODES = """
([tool, others]) => {
  const { share, code } = window.dyad;
  const hostile = { ...share.empty(tool, 'B'), notes: { '__proto__.x': 'x', 'q99"><img src=x>': 'x' } };
  const broken = { ...share.empty(tool, 'B'), answers: { all: { __proto__: 99, constructor: 99 } }, notes: { q1: 7 } };
  const right = code.write(share.empty(tool, 'B'));
  return {
    nothing: '', word: 'AAAA', mark: '#dyad=', large: 'A'.repeat(70000),
    changed: right.slice(0, 9) + (right[9] === 'A' ? 'B' : 'A') + right.slice(10), cut: right.slice(0, -3),
    other: code.write({ ...share.empty(tool, 'B'), tool: others }),
    newer: code.write({ ...share.empty(tool, 'B'), version: 99 }),
    json: '{"tool": "style-reflection-x", "version": 1}', list: '[]', broken: JSON.stringify(broken),
    hostile: JSON.stringify(hostile),
  };
}
"""


@pytest.mark.parametrize("name", each("trust-inventory"))
def test_a_bad_code_changes_nothing_and_says_why(browser: Browser, address: str, name: str, tmp_path: Path) -> None:
    with watched(browser) as seen:
        one = Partner(seen, f"{address}tools/{name}.html", "A")
        other = next(other for other in NAMES if other != name)
        data = seen.page.locator("dyad-tool").get_attribute("data-tool")
        codes = seen.page.evaluate(CODES, [json.loads(data or ""), other])
        hostile = codes.pop("hostile")
        before = one.kept()
        for sort, code in codes.items():
            said = one.open_code(code)
            assert said.endswith((".", "there.")) and "undefined" not in said and "Opened" not in said, sort
            assert one.kept() == before, sort
            if code and sort != "mark":
                assert "Opened" not in one.open_file(code, tmp_path), sort
                assert one.kept() == before, sort
        told = seen.page.locator(".dyad-t-said")
        for sort in ("word", "large", "changed", "cut", "other", "newer"):
            told.evaluate("said => { said.textContent = ''; }")
            seen.page.evaluate("code => { location.hash = 'dyad=' + code; }", codes[sort])
            expect(told, sort).not_to_be_empty()
            assert "Opened" not in told.inner_text(), sort
            assert seen.page.evaluate("location.hash") == "" and one.kept() == before, sort
        assert "another tool" in one.open_code(codes["other"])
        assert "Left out" in one.open_code(hostile)
        one.assert_sound()


def test_where_nothing_is_kept_it_works_and_says_so(browser: Browser, address: str) -> None:
    with partners(browser, f"{address}tools/partnering-attributes-check.html", denied=True) as (a, b):
        assert "keeps nothing" in a.part("mine").inner_text()
        a.fill(0, "")
        b.fill(1, "")
        a.choose()
        assert b.open_code(a.share()[0]) == "Opened: the form of A."
        expect(b.part("compare")).to_contain_text("What to talk about")
        b.assert_sound()


def test_what_was_read_is_what_is_shared(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        one = Partner(seen, f"{address}tools/partnership-audit.html", "A")
        one.fill(0, "as it was read")
        assert "as it was read" in one.choose()
        one.page.get_by_text("as it was read").first.wait_for()
        one.page.locator(".dyad-t-part--mine textarea").first.fill("written since")
        _, file = one.share()
        assert "as it was read" in file and "written since" not in file


def test_it_works_from_a_disk(browser: Browser, shipped: BuiltSite) -> None:
    where = (shipped.site / "tools/trust-inventory.html").as_uri()
    with partners(browser, where) as (a, b):
        a.fill(0, "")
        a.choose("Choose all answers")
        code, _ = a.share()
        b.page.goto("about:blank")
        b.page.goto(f"{where}#dyad={code.rpartition('=')[2]}")
        expect(b.page.locator(".dyad-t-said")).to_have_text("Opened: the form of A.")
        assert b.page.evaluate("location.hash") == ""
        a.assert_sound()


def test_it_is_done_by_keyboard(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{address}tools/trust-inventory.html")
        page.locator(".dyad-t-part--mine input[type=radio]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator(".dyad-t-status")).to_have_text("2 of 26 answered")
        page.locator(".dyad-t-part--share summary").focus()
        page.keyboard.press("Enter")
        for name in ("Choose everything", "Read what I will share", "Yes, I share this"):
            page.get_by_role("button", name=name).focus()
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "Save it as a file"


def test_without_scripts_the_sheets_are_there(browser: Browser, address: str) -> None:
    with watched(browser, javascript=False) as seen:
        for name in NAMES:
            seen.page.goto(f"{address}tools/{name}.html")
            expect(seen.page.get_by_text("It needs JavaScript")).to_be_visible()
            assert seen.page.locator(".dyad-form").count() >= 3
            assert not seen.page.locator("dyad-tool input").count()


def test_the_calendar_file_has_its_dates(browser: Browser, address: str) -> None:
    from icalendar import Calendar

    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{address}tools/program-calendar.html")
        for title, day in (("First day of month 1", "2026-02-01"), ("First audit", "2026-02-10")):
            page.locator("dyad-tool").get_by_label(title).fill(day)
        with page.expect_download() as download:
            page.get_by_role("button", name="Save a calendar file").click()
        raw = download.value.path().read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        events = {str(one["summary"]): one for one in Calendar.from_ical(raw).walk("VEVENT")}
        assert str(events["30 days: what surprised us?"].decoded("dtstart")) == "2026-03-03"
        assert str(events["90 days: what do we stop?"].decoded("dtstart")) == "2026-05-02"
        assert str(events["First partnership audit"].decoded("dtstart")) == "2026-02-10"
        assert len(events) >= 15
        seen.assert_quiet()


def test_a_printed_result_is_the_comparison_alone(browser: Browser, address: str) -> None:
    with partners(browser, f"{address}tools/partnership-audit.html") as (a, b):
        a.fill(0, "")
        b.fill(1, "")
        b.choose("Choose all answers")
        a.open_code(b.share()[0])
        a.page.evaluate("window.print = () => { window.printed = document.documentElement.className; }")
        a.press("Print this result", "compare")
        assert "dyad-t-printing" in a.page.evaluate("window.printed")
        a.page.emulate_media(media="print")
        assert not a.part("compare").is_visible()
        a.page.evaluate("document.documentElement.classList.add('dyad-t-printing')")
        assert a.part("compare").is_visible() and not a.part("mine").is_visible()
        assert not a.page.locator(".dyad-form").first.is_visible()


def test_a_result_of_before_a_release_is_compared_after_it(
    browser: Browser, small: BuiltSite, copy_of_small: Path, tmp_path: Path
) -> None:
    spine, tool = copy_of_small / "curriculum.yaml", copy_of_small / "content/tools/pot-check.yaml"
    spine.write_text(re.sub(r"^version: .*$", 'version: "7.7.7"', spine.read_text(encoding="utf-8"), flags=re.M))
    text = tool.read_text(encoding="utf-8")
    tool.write_text(text.replace("title: Pot check", "title: Pot check of the new release"), encoding="utf-8")
    with serving(small.site) as before, watched(browser) as seen:
        one = Partner(seen, f"{before}tools/pot-check.html", "A")
        one.fill(0, "")
        with seen.page.expect_download() as download:
            one.press("Save the result as a file", "again")
        kept = tmp_path / "result.json"
        kept.write_bytes(download.value.path().read_bytes())
    with serving(build(copy_of_small, tmp_path / "site").site) as after, watched(browser) as seen:
        one = Partner(seen, f"{after}tools/pot-check.html", "A")
        assert "7.7.7" in seen.page.content()
        one.fill(1, "")
        one.part("again").locator("input[type=file]").set_input_files(kept)
        expect(one.part("again").locator("figure").first).to_be_visible()
        assert "Change" in one.part("again").inner_text()
        one.seen.assert_quiet()


def test_a_page_of_a_tool_loads_at_most_45_kilobytes_of_our_scripts(browser: Browser, address: str) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{address}tools/trust-inventory.html")
        ours = seen.page.locator("script[src*='assets/dyad/']").evaluate_all("all => all.map(one => one.src)")
        assert len(ours) > 10
        loaded = [len(gzip.compress(seen.page.request.get(url).body())) for url in ours]
        assert sum(loaded) <= 45_000
