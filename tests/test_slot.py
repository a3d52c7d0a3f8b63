"""A slot is filled to the minute, with breaks; a huddle serves one objective; a late session loses none of them."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator import agenda, site
from generator.agenda import Refusal, late, slot
from generator.model import Session
from generator.problems import Place, Places
from tests.sites import ROOT
from tests.test_agenda import segment

PLACES = Places(Place("session.yaml", 1, 1))
SESSIONS = {
    content.module.id: (content.module, content.session) for content in site.curriculum(ROOT).modules if content.session
}


def session(*segments: tuple[tuple[int, int, int], str]) -> Session:
    made = tuple(segment(f"s{number}", times, priority) for number, (times, priority) in enumerate(segments))
    words = dict.fromkeys(("pre_task", "room", "virtual", "opening", "debrief"), "w")
    last = {"\0places": PLACES, "text": "t", "answer": "scale"}
    return Session.model_validate({"\0places": PLACES, "lengths": (60,), "segments": made, "evaluation": last, **words})


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    minutes = st.tuples(*[st.integers(1, 40)] * 3).map(sorted).map(tuple)
    made = draw(st.lists(st.tuples(minutes, st.sampled_from(["must", "should", "could"])), min_size=1, max_size=7))
    return session(*made)


def adds_up(found: slot.Slot, length: int) -> None:
    assert found.length == length == sum(line.minutes for line in found.lines)
    ends = [0, *(line.end for line in found.lines)]
    assert [line.start for line in found.lines] == ends[:-1]


def stretches(found: slot.Slot) -> list[int]:
    """The minutes between breaks."""
    made = [0]
    for line in found.lines:
        made = [*made, 0] if line.sort == "break" else [*made[:-1], made[-1] + line.minutes]
    return made


@settings(deadline=None, max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(sessions(), min_size=1, max_size=3), st.integers(1, 260))
def test_a_slot_is_filled_to_the_minute_or_refused(held: list[Session], length: int) -> None:
    found = slot.slot(held, length)
    if isinstance(found, Refusal):
        assert found.reason
        for near in filter(None, (found.shorter, found.longer)):
            assert isinstance(slot.slot(held, near), slot.Slot)
        return
    adds_up(found, length)
    if length == slot.HUDDLE and len(held) == 1:
        return
    assert [line.sort for line in found.lines].count("break") == 0 if length <= 90 else max(stretches(found)) <= 75
    for entry in found.entries:
        assert entry.segment.minutes.min <= entry.minutes <= entry.segment.minutes.max
    kept = [id(entry.segment) for entry in found.entries]
    must = [id(one) for each in held for one in each.segments if one.priority == "must"]
    assert set(must) <= set(kept)


@pytest.mark.parametrize("name", SESSIONS)
@pytest.mark.parametrize("length", [15, 45, 60, 75, 90, 120, 0])
def test_each_module_fills_each_length_or_is_refused_by_minutes(name: str, length: int) -> None:
    _, held = SESSIONS[name]
    found = slot.slot([held], length) if length else slot.usual([held])
    if isinstance(found, Refusal):
        assert "minutes" in found.reason
        return
    adds_up(found, length or agenda.authored(held).length)


@pytest.mark.parametrize("name", SESSIONS)
def test_a_huddle_serves_the_objective_of_its_one_segment(name: str) -> None:
    module, held = SESSIONS[name]
    found = slot.slot([held], slot.HUDDLE)
    assert isinstance(found, slot.Slot)
    assert [line.sort for line in found.lines] == ["welcome", "segment", "closing"]
    assert found.objective in {objective.id for objective in module.objectives}


def test_half_a_day_has_its_breaks_between_sessions_where_it_can() -> None:
    held = [SESSIONS[name][1] for name in ("start-here", "relational-ethics", "psychological-safety")]
    found = slot.usual(held)
    adds_up(found, 200)
    before = [found.lines[number - 1].part for number, line in enumerate(found.lines) if line.sort == "break"]
    after = [line.part for line in found.lines if line.sort == "break"]
    assert list(zip(before, after, strict=True)) == [(0, 1), (1, 2)]


def test_a_refusal_names_the_nearest_lengths() -> None:
    found = slot.slot([session(((20, 30, 40), "must"), ((10, 10, 10), "could"))], 60)
    assert isinstance(found, Refusal) and (found.shorter, found.longer) == (50, None)
    assert "10 too few" in found.reason


@pytest.mark.parametrize("name", SESSIONS)
@pytest.mark.parametrize("length", [45, 60, 75, 90, 0])
def test_a_late_session_keeps_an_activity_for_each_objective(name: str, length: int) -> None:
    module, held = SESSIONS[name]
    found = slot.slot([held], length) if length else slot.usual([held])
    if isinstance(found, Refusal):
        return
    checkpoints = late.card(found)
    assert checkpoints and (length or checkpoints[0].saved)
    for checkpoint in checkpoints:
        assert checkpoint.saved == sum(cut.saved for cut in checkpoint.cuts)
        assert all(cut.entry.start >= checkpoint.entry.start for cut in checkpoint.cuts)
        assert all(cut.minutes + cut.saved == cut.entry.minutes for cut in checkpoint.cuts)
        gone = {cut.entry.segment.id for cut in checkpoint.cuts if not cut.minutes}
        left = {one.segment.objective for one in found.entries if one.segment.id not in gone}
        assert {objective.id for objective in module.objectives} <= left
    assert not list(late.without_must(module, held))


def test_a_slot_of_half_an_hour_needs_no_card() -> None:
    found = slot.slot([session(((10, 15, 20), "must"), ((10, 15, 20), "must"))], 30)
    assert isinstance(found, slot.Slot) and late.card(found) == ()


@pytest.mark.parametrize("length", [15, 45, 60, 75, 90])
def test_the_session_on_safety_can_be_held_in_each_usual_length(length: int) -> None:
    found = slot.slot([SESSIONS["psychological-safety"][1]], length)
    assert isinstance(found, slot.Slot) and found.length == length == sum(line.minutes for line in found.lines)
