"""Objectives are taught, practiced, checked and facilitated, and begin with a verb of their level."""

from __future__ import annotations

from collections.abc import Iterator

from generator import coverage
from generator.levels import levels
from generator.model import Objective
from generator.plan import Texts
from generator.problems import Problem

GAPS = {
    "section": ("is taught in no section", "name it in 'objectives' of a section of lesson.md"),
    "exercise": ("is practiced by nobody", "write an exercise for it, or a segment in pairs, in groups or alone"),
    "item": ("is checked by no item", "write an item for it in quiz.yaml"),
    "segment": ("is served by no segment", "give it to a segment of session.yaml"),
}


def objectives_are_covered(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        for cover in coverage.covers(texts.curriculum, content):
            for part in cover.gaps:
                what, advice = GAPS[part]
                yield Problem(cover.objective.at.of("id"), f"the objective '{cover.objective.id}' {what}", advice)


def outcomes_have_objectives(texts: Texts) -> Iterator[Problem]:
    served = {
        outcome for module in texts.curriculum.spine.modules for one in module.objectives for outcome in one.outcomes
    }
    for outcome in texts.curriculum.spine.outcomes:
        if outcome.id not in served:
            what = f"the outcome '{outcome.id}' is served by no objective"
            yield Problem(outcome.at.of("id"), what, "name it in 'outcomes' of an objective")


def verbs_fit_their_levels(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        for objective in content.module.objectives:
            yield from _verb(objective, texts.plain(objective.text))


def _verb(objective: Objective, text: str) -> Iterator[Problem]:
    verb = levels().verb(text)
    fitting = levels().fitting(verb)
    if objective.level in fitting:
        return
    place, shown = objective.at.of("text"), text[: len(verb)]
    offered = f"verbs of the level '{objective.level}' are: {', '.join(levels().by_name[objective.level].such_as)}"
    if verb in levels().vague:
        yield Problem(place, f"nobody can see or measure '{shown}'", f"say what people do; {offered}")
    elif fitting:
        what = f"'{shown}' does not fit the level '{objective.level}'"
        yield Problem(place, what, f"its levels are: {', '.join(fitting)}; {offered}")
    else:
        yield Problem(place, f"'{shown}' is no verb that the levels know", offered)


RULES = (objectives_are_covered, outcomes_have_objectives, verbs_fit_their_levels)
