"""Modules are looked at again in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model import Curriculum
from generator.problems import Problem


def overdue(curriculum: Curriculum, today: date) -> Iterator[Problem]:
    """The ready modules whose next review should have been before `today`."""
    for content in curriculum.ready:
        review = content.module.review
        if today > date.fromisoformat(review.due):
            what = f"the review of '{content.module.id}' was due on {review.due}"
            yield Problem(review.at.of("last"), what, "review it, then change 'last'")
