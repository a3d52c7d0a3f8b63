"""Reviews and content notes, as they stand on pages."""

from __future__ import annotations

from pathlib import Path

from generator import site
from tests.changes import apply
from tests.organizations import organization
from tests.sites import BuiltSite


def test_a_page_says_when_and_by_whom_it_was_reviewed_and_when_it_must_be(small: BuiltSite) -> None:
    facts = small.page("modules/beans.html").text(".dyad-facts")
    assert "Reviewed 2026-01-15 by Balcony team Next review due 2027-01-15" in facts
    assert "overdue" not in facts


def test_a_session_plan_says_so_too(small_plans: BuiltSite) -> None:
    assert "Next review due 2027-01-15" in small_plans.page("sessions/beans.html").text(".dyad-facts")


def test_the_build_does_not_ask_what_day_it_is(sound: Path) -> None:
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
