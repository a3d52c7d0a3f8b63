"""A cohort's dates as a calendar file, read back by the library that calendars are read with."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

from generator import cli, exits
from tests.sites import ROOT

TWO = ["start-here", "psychological-safety"]
SMALL = ROOT / "tests/curricula/small"
FIRST = ["--calendar", "--start-date", "2027-01-11"]


def dates(tmp_path: Path, *more: str, root: Path = ROOT) -> list[icalendar.Event]:
    assert cli.main(["--root", str(root), "print", *FIRST, *more, "--out", str(tmp_path)]) == exits.OK
    read = icalendar.Calendar.from_ical((tmp_path / "cohort.ics").read_bytes())
    assert isinstance(read, icalendar.Calendar) and not read.errors
    return [event for event in read.walk("VEVENT") if isinstance(event, icalendar.Event)]


def test_sessions_come_every_two_weeks_and_are_followed_up_after_30_60_and_90_days(tmp_path: Path) -> None:
    events = dates(tmp_path, *TWO, "--every", "2w", "--start", "13:30")
    assert [event.decoded("dtstart") for event in events] == [
        datetime(2027, 1, 11, 13, 30),
        datetime(2027, 1, 25, 13, 30),
        date(2027, 2, 24),
        date(2027, 3, 26),
        date(2027, 4, 25),
    ]
    assert events[0].decoded("dtend") == datetime(2027, 1, 11, 14, 30)
    assert str(events[0]["summary"]).startswith("Session: Start here")
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_without_modules_all_sessions_come_and_without_a_time_each_takes_its_day(tmp_path: Path) -> None:
    events = dates(tmp_path, "--every", "10d", root=SMALL)
    assert len(events) == 1 + 3
    assert all(isinstance(event.decoded("dtstart"), date) for event in events)
    assert all((event.decoded("dtend") - event.decoded("dtstart")).days == 1 for event in events)


def test_where_the_site_has_an_address_dates_lead_to_their_pages(tmp_path: Path) -> None:
    links = [str(event["url"]) for event in dates(tmp_path, root=SMALL)]
    site = "https://balcony.example.org/course/"
    assert links == [f"{site}modules/beans.html", *[f"{site}working-agreement.html"] * 3]


def test_minutes_that_some_sessions_cannot_have_are_refused_for_all_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["trust-openness", "trust-performance", "start-here", "--minutes", "45", "--out", str(tmp_path)]
    assert cli.main(["--root", str(ROOT), "print", *FIRST, *asked]) == exits.FAULTS
    said = capsys.readouterr().err
    assert "'trust-openness' cannot be held in 45" in said and "'trust-performance' cannot be held in 45" in said
    assert not list(tmp_path.iterdir())


def test_a_calendar_without_its_first_day_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--root", str(ROOT), "print", "--calendar"]) == exits.WRONG_USE
    assert "--start-date" in capsys.readouterr().err
