"""Three who lead together: their forms side by side, or two of them at a time where each rates the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import scripts
from tests.browser.pages import NARROW, WIDE, overflow, violations, watched
from tests.browser.test_partners import Partner

TOOLS = scripts.tools()
THREE = ("A", "B", "C")


@contextmanager
def three(browser: Browser, where: str) -> Iterator[list[Partner]]:
    with ExitStack() as stack:
        made = []
        for role, width in zip(THREE, (NARROW, WIDE, WIDE), strict=True):
            one = Partner(stack.enter_context(watched(browser, width=width)), where, "A")
            one.page.get_by_label("Three of us").check()
            one.part("setup").get_by_role("group", name="I am").get_by_label(role, exact=True).check()
            one.role = role
            made.append(one)
        yield made


def rate(page: Page, values: dict[str, int]) -> None:
    """Answers the statements of the form, by place, all the others with 3."""
    page.evaluate(
        """values => {
          const groups = document.querySelectorAll('.dyad-t-part--mine .dyad-t-rate');
          groups.forEach((group, at) => {
            group.querySelector(`input[value="${values[at] ?? 3}"]`).click();
          });
        }""",
        values,
    )


def test_three_forms_stand_side_by_side_with_the_widest_gap_and_turns_for_three(browser: Browser, address: str) -> None:
    with three(browser, f"{address}tools/partnership-audit.html") as (a, b, c):
        rate(a.page, {"0": 1})
        rate(b.page, {"0": 3})
        rate(c.page, {"0": 5})
        for one in (b, c):
            one.choose("Choose all answers")
            code, _ = one.share()
            assert a.open_code(code) == f"Opened: the form of {one.role}."
            if one is b:
                expect(a.part("compare")).to_contain_text("The form of C is not open yet.")
        side = a.part("compare")
        row = side.get_by_role("table", name="Side by side", exact=True).locator("tbody tr").first
        assert [cell.strip() for cell in row.locator("td").all_text_contents()][:4] == ["1.0", "3.0", "5.0", "4.0"]
        heads = side.get_by_role("table", name="Side by side", exact=True).locator("thead th").all_text_contents()
        assert heads[1:4] == list(THREE)
        begins = side.locator("ol").last.locator("li").all_text_contents()
        assert [next(role for role in THREE if f"{role} begins" in step) for step in begins] == ["A", "B", "C", "A"]
        assert side.locator("figure .dyad-t-key span").count() == 3
        expect(side).to_contain_text("Talk first")
        assert overflow(a.page) <= 0
        assert violations(a.page) == []
        for one in (a, b, c):
            one.assert_sound()


def test_three_who_rate_each_other_have_a_form_for_each_and_compare_in_twos(browser: Browser, address: str) -> None:
    with three(browser, f"{address}tools/partnering-attributes-check.html") as (a, b, c):
        looked = "I look at the pair of myself and"

        def look(one: Partner, other: str) -> None:
            one.part("setup").get_by_role("group", name=looked).get_by_label(other, exact=True).check()

        look(a, "B")
        rate(a.page, {"0": 5})
        look(a, "C")
        assert a.part("mine").locator(".dyad-t-rate").nth(0).locator("input:checked").count() == 1
        assert a.part("mine").locator(".dyad-t-rate").nth(1).locator("input:checked").count() == 0
        rate(a.page, {"0": 5, "1": 1})
        look(b, "C")
        rate(b.page, {})
        b.choose("Choose all answers")
        astray, _ = b.share()
        assert "is not about you" in a.open_code(astray)
        for one in (b, c):
            look(one, "A")
            rate(one.page, {"1": 1})
            one.choose("Choose all answers")
            assert a.open_code(one.share()[0]) == f"Opened: the form of {one.role}."
            expect(a.part("compare")).to_contain_text(f"About {one.role}")
        a.page.reload()
        a.asked.clear()
        expect(a.part("compare")).to_contain_text("About C")
        look(a, "B")
        expect(a.part("compare")).to_contain_text("About B")
        assert "is not about you" not in a.page.locator(".dyad-t-said").inner_text()
        for one in (a, b, c):
            one.assert_sound()


@pytest.mark.parametrize("way", ["On my own", "The partner’s post is vacant", "Three of us"])
def test_each_way_to_work_says_what_to_do(browser: Browser, address: str, way: str) -> None:
    field = {"On my own": "solo", "Three of us": "triad"}.get(way, "vacant_partner")
    with watched(browser) as seen:
        for name in ("agreement-builder", "trust-inventory"):
            seen.page.goto(f"{address}tools/{name}.html")
            seen.page.get_by_label(way).check()
            expect(seen.page.locator(".dyad-t-part--setup .dyad-t-hint")).to_have_text(TOOLS[name][field])
            seen.page.reload()
            expect(seen.page.get_by_label(way)).to_be_checked()
        seen.assert_quiet()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield scripts.loaded(context.new_page())


def test_a_row_is_settled_when_one_leads_and_the_others_follow(page: Page) -> None:
    forms = [
        {
            "answers": {},
            "variant": "",
            "notes": {f"f4.{row}.who": marks[at] for row, marks in MARKS.items() if marks[at]},
        }
        for at in range(3)
    ]
    made = page.evaluate(
        "([tool, forms]) => window.dyad.score.group(tool, forms).cells", [TOOLS["agreement-builder"], forms]
    )
    assert [(one["different"], one["open"]) for one in made] == [
        (False, False),
        (True, False),
        (False, False),
        (True, False),
        (False, True),
    ]


MARKS = {
    "strategy-paper": ("mine", "yours", "yours"),
    "board-item": ("mine", "mine", "yours"),
    "quality-review": ("joint", "joint", "joint"),
    "professional-conduct": ("joint", "joint", "mine"),
    "staffing": ("mine", "yours", ""),
}
