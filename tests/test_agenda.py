"""Agendas add up to the minute, keep what must be kept, and refuse what cannot be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import agenda, site
from generator.agenda import Agenda, Refusal
from generator.model import Segment
from generator.problems import Faults, Place, Places
from tests.sites import ROOT

PLACES = Places(Place("session.yaml", 1, 1))


def segment(name: str, minutes: tuple[int, int, int], priority: str = "must") -> Segment:
    least, usual, most = minutes
    times = {"\0places": PLACES, "min": least, "usual": usual, "max": most}
    words = {"title": name, "purpose": "p", "say": "s", "do": ("d",)}
    return Segment.model_validate(
        {"\0places": PLACES, "id": name, "minutes": times, "priority": priority, "mode": "pair", **words}
    )


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Segment, ...]:
    minutes = st.tuples(*[st.integers(1, 15)] * 3).map(sorted).map(tuple)
    priorities = st.sampled_from(["must", "should", "could"])
    made = draw(st.lists(st.tuples(minutes, priorities), min_size=1, max_size=6))
    return tuple(segment(f"s{number}", times, priority) for number, (times, priority) in enumerate(made))


def choices(segments: tuple[Segment, ...]) -> list[list[Segment]]:
    """Every choice of segments that holds all that must be."""
    ways = product(*[[True] if one.priority == "must" else [True, False] for one in segments])
    return [[one for one, kept in zip(segments, way, strict=True) if kept] for way in ways]


def fits(chosen: list[Segment], length: int) -> bool:
    return sum(one.minutes.min for one in chosen) <= length <= sum(one.minutes.max for one in chosen)


@given(sessions(), st.integers(1, 100))
def test_an_agenda_adds_up_and_keeps_to_the_limits(segments: tuple[Segment, ...], length: int) -> None:
    found = agenda.agenda(segments, length)
    if isinstance(found, Refusal):
        return
    assert sum(entry.minutes for entry in found.entries) == length == found.length
    assert [entry.start for entry in found.entries] == [
        sum(before.minutes for before in found.entries[:number]) for number in range(len(found.entries))
    ]
    for entry in found.entries:
        assert entry.segment.minutes.min <= entry.minutes <= entry.segment.minutes.max
    held = [entry.segment.id for entry in found.entries]
    assert held == [one.id for one in segments if one.id in held]
    assert {one.id for one in found.left_out} == {one.id for one in segments} - set(held)
    assert all(one.priority != "must" for one in found.left_out)


@given(sessions(), st.integers(1, 100))
def test_a_length_is_refused_only_where_no_choice_meets_it(segments: tuple[Segment, ...], length: int) -> None:
    found = agenda.agenda(segments, length)
    possible = any(fits(chosen, length) for chosen in choices(segments))
    assert isinstance(found, Agenda) == possible
    if isinstance(found, Refusal):
        for near in filter(None, (found.shorter, found.longer)):
            assert isinstance(agenda.agenda(segments, near), Agenda)
        between = range((found.shorter or 0) + 1, found.longer or length + 1)
        assert not any(fits(chosen, other) for chosen in choices(segments) for other in between)


@given(sessions(), st.integers(1, 100))
def test_minutes_are_as_near_to_the_usual_as_can_be(segments: tuple[Segment, ...], length: int) -> None:
    found = agenda.agenda(segments, length)
    if isinstance(found, Agenda):
        usual = sum(entry.segment.minutes.usual for entry in found.entries)
        assert sum(abs(entry.minutes - entry.segment.minutes.usual) for entry in found.entries) == abs(length - usual)


@given(sessions(), st.integers(1, 100))
def test_what_is_more_important_stays(segments: tuple[Segment, ...], length: int) -> None:
    """No other choice that fits keeps a more important segment where this one first leaves one out."""
    found = agenda.agenda(segments, length)
    if isinstance(found, Refusal):
        return
    ranked = sorted(segments, key=lambda one: agenda.IMPORTANCE.index(one.priority))

    def rank(chosen: list[Segment]) -> list[bool]:
        return [one in chosen for one in ranked]

    best = max((chosen for chosen in choices(segments) if fits(chosen, length)), key=rank)
    assert rank([entry.segment for entry in found.entries]) == rank(best)


@given(sessions())
def test_the_usual_length_is_the_authored_agenda(segments: tuple[Segment, ...]) -> None:
    usual = sum(one.minutes.usual for one in segments)
    found = agenda.agenda(segments, usual)
    assert isinstance(found, Agenda)
    assert [entry.minutes for entry in found.entries] == [one.minutes.usual for one in segments]


def test_could_goes_before_should_and_the_latest_first() -> None:
    segments = (
        segment("first", (10, 10, 10)),
        segment("early", (5, 5, 5), "could"),
        segment("middle", (5, 5, 5), "should"),
        segment("late", (5, 5, 5), "could"),
    )
    left = {}
    for length in (25, 20, 15, 10):
        found = agenda.agenda(segments, length)
        assert isinstance(found, Agenda)
        left[length] = [one.id for one in found.left_out]
    assert left == {25: [], 20: ["late"], 15: ["early", "late"], 10: ["early", "middle", "late"]}


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        (9, "at their shortest, the segments that must be take 10 minutes, 1 too many"),
        (31, "at their longest, the segments fill 30 minutes, 1 too few"),
        (20, "the segments fill 15 minutes or 25, and nothing between"),
    ],
)
def test_a_refusal_says_by_how_many_minutes(length: int, reason: str) -> None:
    found = agenda.agenda((segment("a", (10, 10, 15)), segment("b", (15, 15, 15), "could")), length)
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_a_clock_runs_past_the_hour_and_past_midnight() -> None:
    assert agenda.clock("09:50", 15) == "10:05"
    assert agenda.clock("23:50", 15) == "0:05"


def test_every_length_of_the_shipped_sessions_can_be_met() -> None:
    for content in site.curriculum(ROOT).modules:
        for length in content.session.lengths if content.session else ():
            assert content.session
            found = agenda.agenda(content.session.segments, length)
            assert isinstance(found, Agenda), (content.module.id, length)


def faults(root: Path) -> list[str]:
    with pytest.raises(Faults) as raised:
        site.curriculum(root)
    return [f"{one.place}: {one.what}; {one.expected}" for one in raised.value.problems]


def test_a_length_that_cannot_be_met_is_refused_by_name_and_minutes(copy_of_small: Path) -> None:
    file = copy_of_small / "content/modules/beans/session.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[30, 45, 20]", "[30, 50]"), encoding="utf-8")
    assert faults(copy_of_small) == [
        "content/modules/beans/session.yaml:2:15: the session of 'beans' cannot be held in 50 minutes; "
        "at their longest, the segments fill 45 minutes, 5 too few"
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("session: beans, minutes: 45", "session: beans, minutes: 46", "'beans' cannot be held in 46 minutes"),
        ("session: beans, minutes: 30", "session: baens, minutes: 30", "module 'baens' is unknown"),
        ("session: beans, minutes: 30", "session: boats, minutes: 30", "the module 'boats' has no session yet"),
        ("pause: Lemonade", "pause: Lemonade, session: beans", "a part of the day 'saturday' is unclear"),
        ("09:50", "9:50", "'start' holds"),
        ("dyad_type: a", "dyad_type: q", "type of dyad 'q' is unknown"),
        ("[@almanac1950]", "[@almanac1951]", "reference 'almanac1951' is unknown"),
    ],
)
def test_a_fault_in_the_kit_is_told(copy_of_small: Path, old: str, new: str, told: str) -> None:
    file = copy_of_small / "content/facilitator-kit.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = faults(copy_of_small)
    assert len(found) == 1
    assert told in found[0]
