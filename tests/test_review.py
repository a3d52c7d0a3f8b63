"""Reviews and content notes on pages: what stands there, and what the browser adds when a day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import site
from tests.changes import apply
from tests.organizations import organization
from tests.sites import BuiltSite, serving


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="America/Los_Angeles")
    yield context.new_page()
    context.close()


def test_a_page_says_when_and_by_whom_it_was_reviewed_and_when_it_must_be(small: BuiltSite) -> None:
    facts = small.page("modules/beans.html").text(".dyad-facts")
    assert "Reviewed 2026-01-15 by Balcony team Next review due 2027-01-15" in facts
    assert "overdue" not in facts


def test_a_session_plan_says_so_too(small_plans: BuiltSite) -> None:
    assert "Next review due 2027-01-15" in small_plans.page("sessions/beans.html").text(".dyad-facts")


@pytest.mark.parametrize(("now", "said"), [("2027-01-15T23:59:00-08:00", ""), ("2027-01-16T00:01:00-08:00", "overdue")])
def test_the_browser_says_overdue_from_the_day_after(now: str, said: str, small: BuiltSite, page: Page) -> None:
    page.clock.set_fixed_time(datetime.fromisoformat(now))
    page.goto((small.site / "modules/beans.html").as_uri())
    assert " ".join(page.locator(".dyad-overdue").all_text_contents()) == said


def test_the_mark_needs_no_script_of_the_page_itself(small: BuiltSite, page: Page) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.clock.set_fixed_time(datetime.fromisoformat("2030-01-01T12:00:00+00:00"))
    with serving(small.site) as address:
        page.goto(f"{address}modules/beans.html")
        assert page.locator(".dyad-facts").inner_text().endswith("Next review due 2027-01-15 overdue")
    assert faults == []


def test_the_build_does_not_ask_what_day_it_is(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apply(sound, {"file": "curriculum.yaml", "find": "last: 2025-11-22", "replace": "last: 1999-11-22"})
    text = site.build(sound).pages["modules/lamp.md"]
    assert 'data-dyad-due="2000-11-22"' in text


def test_a_page_that_may_hurt_opens_with_the_note_and_the_contacts(sound: Path) -> None:
    text = site.build(sound).pages["modules/fog.md"]
    note = text.index("In this tale two sailors die")
    assert text.index("# A night of fog") < note < text.index("dyad-facts")
    assert note < text.index("Example line for sailors") < text.index("Placeholders:") < text.index("dyad-facts")
    assert "dyad-care" not in site.build(sound).pages["modules/lamp.md"]


def test_real_contacts_carry_no_mark(sound: Path) -> None:
    organization(sound, 'contacts: {patients: "Line: 555 0100", staff: "Line: 555 0101"}\n')
    text = site.build(sound, "learner", "acme").pages["modules/fog.md"]
    assert "Line: 555 0100" in text
    assert "Placeholders:" not in text


def test_a_session_plan_opens_with_the_note_too(sound: Path) -> None:
    apply(
        sound,
        {
            "file": "curriculum.yaml",
            "find": "    review: {last: 2025-11-22",
            "replace": "    care: It may smoke.\n    review: {last: 2025-11-22",
        },
    )
    text = site.build(sound, "facilitator").pages["sessions/lamp.md"]
    assert text.index("It may smoke.") < text.index("dyad-facts")
