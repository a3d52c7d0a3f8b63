"""Operations on what stands inside and beside modules: choices, exercises, objectives, words, works; and hiding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import drift, site
from generator.model import Curriculum
from generator.model.questions import SingleChoice
from tests.organizations import organization, report

EXERCISE = """{title: Weed, minutes: 5, apart_minutes: 2, objective: be-o2, apart: Pull., compare: Look.,
    product: A heap., who_starts: You., turns: One each., solo: Pull., vacant_partner: Pull., triad: Pull.}"""


def effective(root: Path, overlay: str) -> Curriculum:
    organization(root, overlay)
    return site.effective(root, "acme").curriculum


def test_choices_are_set_removed_and_added(copy_of_small: Path) -> None:
    made = effective(
        copy_of_small,
        """questions:
  be-q1:
    choices:
      a: {set: {text: Daylight}}
      b: {remove: true}
      x-moon: {before: a, add: {text: Moonlight, feedback: Not enough.}}
""",
    )
    question = made.module_ids["beans"].questions[0]
    assert isinstance(question, SingleChoice)
    assert [(one.id, one.text, one.right) for one in question.choices] == [
        ("x-moon", "Moonlight", False),
        ("a", "Daylight", True),
    ]
    assert question.prompt == "Which of these does a bean need?"


def test_exercises_are_set_removed_and_added(copy_of_small: Path) -> None:
    made = effective(
        copy_of_small,
        f"""exercises:
  watering-plan: {{set: {{minutes: 21}}}}
  x-weed: {{module: beans, add: {EXERCISE}}}
""",
    )
    assert [(one.id, one.minutes) for one in made.module_ids["beans"].exercises][-1] == ("x-weed", 5)
    assert 21 in [one.minutes for one in made.module_ids["beans"].exercises]


def test_words_and_works_are_set_removed_and_added(copy_of_small: Path) -> None:
    made = effective(
        copy_of_small,
        """glossary:
  keel: {remove: true}
  seedling: {set: {text: A very young plant.}}
  x-compost: {after: seedling, add: {term: compost, text: What was a bean., module: beans}}
references:
  almanac1950: {unset: [note]}
  x-diary: {add: {label: Diary, text: Our diary., used_for: Weather.}}
""",
    )
    assert [(entry.id, entry.text) for entry in made.glossary] == [
        ("seedling", "A very young plant."),
        ("x-compost", "What was a bean."),
    ]
    assert [work.id for work in made.references][-1] == "x-diary"
    assert made.reference_ids["almanac1950"].note is None


def test_objectives_are_set_and_added(copy_of_small: Path) -> None:
    made = effective(
        copy_of_small,
        """modules:
  beans:
    objectives:
      be-o1: {set: {text: Say what a bean needs}}
      x-be-o3: {after: be-o1, add: {level: apply, text: Weed, outcomes: [grow]}}
""",
    )
    assert [(one.id, one.text) for one in made.module_ids["beans"].module.objectives][:2] == [
        ("be-o1", "Say what a bean needs"),
        ("x-be-o3", "Weed"),
    ]


@pytest.mark.parametrize(
    ("overlay", "told"),
    [
        ("questions: {be-q3: {choices: {a: {remove: true}}}}",
         "overlay.yaml:4:21: the question 'be-q3' has no choices; set its fields instead"),
        ("questions: {be-q1: {choices: {z: {remove: true}}}}",
         "overlay.yaml:4:31: choice 'z' is unknown; known: a, b"),
        ("questions: {be-q1: {choices: {y-c: {add: {text: C}}}}}",
         "overlay.yaml:4:31: 'y-c' is added and does not begin with 'x-'; so it could clash with a later base"),
        ("exercises: {watering-pla: {remove: true}}",
         "overlay.yaml:4:13: exercise 'watering-pla' is unknown; did you mean 'watering-plan'?"),
        ("exercises: {x-weed: {add: {title: Weed}}}",
         "overlay.yaml:4:13: 'x-weed' is added to no list of exercises; expected module, after or before"),
        ("glossary: {keal: {remove: true}}", "overlay.yaml:4:12: word 'keal' is unknown; did you mean 'keel'?"),
        ("glossary: {keel: {set: {trem: Kiel}}}", "overlay.yaml:4:25: key 'trem' is unknown; did you mean 'term'?"),
        ("references: {almanac: {remove: true}}",
         "overlay.yaml:4:14: work 'almanac' is unknown; did you mean 'almanac1950'?"),
        ("references: {almanac1950: {remove: true}}",
         "overlay.yaml:4:14: 'almanac1950' is removed, and is still needed by 'a', 'beans', 'seedling' and 6 more"),
        ("references: {harbor2001: {remove: true}}",
         "overlay.yaml:4:14: 'harbor2001' is removed, and is still needed by 'boats', 'tidebook1899', 'no-beans'"),
        ("modules: {market: {objectives: {ma-o1: {remove: true}}}}",
         "overlay.yaml:4:33: 'ma-o1' is removed, and is still needed by 'ma-q1'"),
        ("modules: {market: {objectives: {ma-o2: {remove: true}}}}",
         "overlay.yaml:4:33: objective 'ma-o2' is unknown; did you mean 'ma-o1'?"),
        ("modules: {tides: {hide: true, remove: true}}", "overlay.yaml:4:11: 'tides' has hide and remove at once"),
        ("modules: {beans: {hide: true}}", "overlay.yaml:4:11: without 'beans' the path 'short' has no module"),
    ],
)  # fmt: skip
def test_mistakes_are_told_where_they_stand(overlay: str, told: str, copy_of_small: Path) -> None:
    organization(copy_of_small, overlay)
    assert told in report(copy_of_small)


def test_a_hidden_module_keeps_its_address_and_nothing_leads_to_it(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {market: {hide: true, set: {title: Boats of paper}}}")
    found = site.effective(copy_of_small, "acme")
    assert {"'market' leaves the path 'core'", "'market' leaves the prerequisites of 'tides'"} <= set(found.said)
    made = site.made(found, copy_of_small, "learner")
    assert "search:\n  exclude: true" in made.pages["modules/market.md"]
    for page in ("modules.md", "paths/core.md", "index.md", "progress.md"):
        assert "Boats of paper" not in made.pages[page], page
    assert "Boats of paper" not in json.dumps(made.settings["nav"])


def test_the_session_of_a_hidden_module_keeps_its_address(sound: Path) -> None:
    organization(sound, "modules: {log: {hide: true}}")
    found = site.effective(sound, "acme")
    made = site.made(found, sound, "facilitator")
    assert "search:\n  exclude: true" in made.pages["sessions/log.md"]
    assert "sessions/log.md" not in json.dumps(made.settings["nav"])
    assert "sessions/log" not in made.pages["index.md"]


def test_a_change_inside_is_seen_when_the_base_changes_under_it(copy_of_small: Path) -> None:
    organization(
        copy_of_small, "questions: {be-q1: {choices: {a: {set: {text: Daylight}}}}}\nmodules: {tides: {hide: true}}"
    )
    drift.accept(copy_of_small, "acme")
    quiz = copy_of_small / "content/modules/beans/quiz.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("text: Music", "text: A song"), encoding="utf-8")
    assert {one.state for one in drift.report(copy_of_small, "acme").findings} == {"current"}
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("text: Light", "text: Sun"), encoding="utf-8")
    states = {one.target: one.state for one in drift.report(copy_of_small, "acme").findings}
    assert states == {"questions.be-q1.choices.a.set.text": "stale", "modules.tides.hide": "current"}
