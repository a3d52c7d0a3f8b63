"""Operations on what stands inside and beside modules: choices, exercises, objectives, words, works; and hiding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import drift, site
from generator.model import Curriculum
from generator.model.questions import SingleChoice
from generator.problems import Faults
from tests.organizations import organization, report
from tests.sites import ROOT

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


CARE = "    care: This page tells"
LOCKED = "    locked: {fields: [care, summary], keep: true, why: A plant died here.}\n"
LOCKS = {
    "modules: {beans: {set: {summary: All is well.}}}":
        "overlay.yaml:4:25: 'summary' of 'beans' cannot be changed: A plant died here;"
        " the base locks it; leave it as it is",
    "modules: {beans: {unset: [care]}}": "overlay.yaml:4:27: 'care' of 'beans' cannot be changed: A plant died here",
    "modules: {beans: {remove: true}}": "overlay.yaml:4:11: 'beans' cannot be removed: A plant died here",
    "modules: {beans: {hide: true}}": "overlay.yaml:4:11: 'beans' cannot be hidden: A plant died here",
    "modules: {beans: {set: {title: Our beans}}}": "",
    "questions: {be-q1: {choices: {a: {set: {text: Sun}}}}}":
        "overlay.yaml:4:31: 'choices' of 'be-q1' cannot be changed: Two are enough",
    "questions: {be-q1: {remove: true}}": "",
    "lessons: {beans: {sections: {died: {replace: text/own.md}}}}":
        "overlay.yaml:4:46: the section 'died' cannot be replaced: It warns of a death;"
        " put your text before or after it, with prepend or append",
    "lessons: {beans: {sections: {died: {prepend: text/own.md}}}}": "",
}  # fmt: skip


@pytest.mark.parametrize("asked", LOCKS)
def test_what_the_base_locks_is_refused_with_its_reason(asked: str, copy_of_small: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    text = spine.read_text(encoding="utf-8")
    spine.write_text(
        text.replace("    care: This page tells", f"{LOCKED}    care: This page tells", 1), encoding="utf-8"
    )
    quiz = copy_of_small / "content/modules/beans/quiz.yaml"
    lock = "  - id: be-q1\n    locked: {fields: [choices], why: Two are enough}\n"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("  - id: be-q1\n", lock, 1), encoding="utf-8")
    lesson = copy_of_small / "content/modules/beans/lesson.md"
    mark = '{#died override="wrap" why="It warns of a death."'
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("{#died", mark, 1), encoding="utf-8")
    organization(copy_of_small, asked, text__own_md="Our words.\n")
    if LOCKS[asked]:
        assert LOCKS[asked] in report(copy_of_small)
    else:
        site.effective(copy_of_small, "acme")


@pytest.mark.parametrize("place", ["prepend", "append", "replace"])
def test_a_forbidden_section_is_left_alone(place: str, copy_of_small: Path) -> None:
    lesson = copy_of_small / "content/modules/beans/lesson.md"
    mark = '{#died override="forbidden" why="Nobody may soften it."'
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("{#died", mark, 1), encoding="utf-8")
    organization(
        copy_of_small, f"lessons: {{beans: {{sections: {{died: {{{place}: text/own.md}}}}}}}}", text__own_md="Words.\n"
    )
    assert "the section 'died' cannot be changed: Nobody may soften it" in report(copy_of_small)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{#died", '{#died override="wrop" why="x"', "override 'wrop' is unknown; did you mean 'wrap'?"),
        ("{#died", '{#died override="wrap"', "'override' has no 'why'; expected why=\"...\" for those whom it binds"),
        ("{#died", '{#died why="x"', '\'why\' explains nothing; expected override="wrap" or override="forbidden"'),
    ],
)
def test_a_lock_that_says_nothing_is_told(old: str, new: str, told: str, copy_of_small: Path) -> None:
    lesson = copy_of_small / "content/modules/beans/lesson.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Faults) as raised:
        site.curriculum(copy_of_small)
    assert told in str(raised.value)


def test_a_lock_names_fields_that_there_are(copy_of_small: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    text = spine.read_text(encoding="utf-8")
    lock = "    locked: {fields: [sumary], why: No.}\n" + CARE
    spine.write_text(text.replace(CARE, lock, 1), encoding="utf-8")
    with pytest.raises(Faults) as raised:
        site.curriculum(copy_of_small)
    assert "field 'sumary' is unknown; did you mean 'summary'?" in str(raised.value)
    spine.write_text(
        text.replace("    care: This page tells", lock.replace("fields: [sumary], ", ""), 1), encoding="utf-8"
    )
    with pytest.raises(Faults) as raised:
        site.curriculum(copy_of_small)
    assert "this locks nothing; expected fields, or keep: true" in str(raised.value)


def test_the_shipped_curriculum_locks_its_notes_and_how_works_are_cited() -> None:
    found = site.curriculum(ROOT)
    noted = [content.module for content in found.modules if content.module.care]
    assert noted and all(module.locked and "care" in module.locked.fields for module in noted)
    assert all(work.locked and "text" in work.locked.fields for work in found.references)
