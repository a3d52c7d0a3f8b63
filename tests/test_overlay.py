"""An overlay changes the base by id: every operation does what it says, and every mistake is told with its place."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import brand, drift, overlay, parse, site, source, writer
from generator.model import Curriculum
from generator.overlay import pictures, wording
from generator.problems import Place
from tests.organizations import HEAD, organization, report, write
from tests.sites import ROOT

SMALL = ROOT / "tests/curricula/small"
OWN_MODULE = """kind: craft
status: ready
title: Our stall
summary: Made up.
minutes: 5
session_minutes: 30
requires: [beans]
objectives: [{id: x-st-o1, level: apply, text: Sell, outcomes: [agree]}]
sources: [own]
review: {last: "2026-03-01", every_months: 12, by: Us}
"""
OWN_QUIZ = """questions:
  - {id: x-st-q1, kind: true-false, objective: x-st-o1, prompt: Is it?, answer: true, if_true: Yes., if_false: It is.}
"""
OWN_FILES = {
    "modules__x_stall__module_yaml": OWN_MODULE,
    "modules__x_stall__quiz_yaml": OWN_QUIZ,
    "modules__x_stall__lesson_md": "Come in.\n\n## Prices {#prices}\n\nAll the same [@own].\n",
}


def effective(root: Path) -> Curriculum:
    return site.effective(root, "acme").curriculum


def order(curriculum: Curriculum) -> list[str]:
    return list(curriculum.module_ids)


def test_an_empty_overlay_gives_the_base_byte_by_byte(copy_of_small: Path) -> None:
    base = (copy_of_small / "curriculum.yaml").read_text(encoding="utf-8")
    write(copy_of_small / "curriculum.yaml", base.replace("address:", "# address:"))
    organization(copy_of_small, "")
    made, plain = site.build(copy_of_small, organization="acme"), site.build(copy_of_small)
    assert made.files.keys() == plain.files.keys()
    files = {
        **made.files,
        writer.COURSE: plain.files[writer.COURSE],
    }  # it names the organization, and nothing else does
    assert replace(made, files=files) == plain


def test_the_base_is_never_changed(copy_of_small: Path) -> None:
    write(copy_of_small / "content/organizations/acme/overlay.yaml", HEAD + CHANGES)
    base = source.read(copy_of_small)
    before = copy.deepcopy((dict(base.yaml), dict(base.texts), base.problems))
    layer = site.overlay_of(copy_of_small, "acme")
    first, second = overlay.apply(base, layer), overlay.apply(base, layer)
    assert (dict(base.yaml), dict(base.texts), base.problems) == before
    assert first == second
    assert first.sources.problems == ()


CHANGES = """terms: {neighbor: {one: friend, other: friends}, keeper: {one: gardener, other: gardeners}}
modules: {tides: {remove: true}, market: {set: {title: A table}}}
questions: {be-q1: {remove: true}, be-q2: {move: {after: be-q3}}}
contacts: {patients: Ask Ann, staff: Ask Bo}
"""


def test_modules_are_set_removed_moved_and_added(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """modules:
  tides: {remove: true}
  market: {set: {title: A table for two, requires: [beans]}, move: {after: beans}}
  x-stall: {add: modules/x-stall, after: market, paths: [core]}
""",
        **OWN_FILES,
    )
    found = site.effective(copy_of_small, "acme")
    made = found.curriculum
    assert order(made) == ["beans", "market", "x-stall", "boats"]
    assert made.module_ids["market"].module.title == "A table for two"
    assert made.spine.paths[0].modules == ("beans", "market", "x-stall", "boats")
    assert found.said == (
        "'tides' leaves the path 'core'",
        "'tides' leaves the layer 'street'",
        "the day 'saturday' loses a session",
        "'tides' leaves 'r2' of the tool 'water-plan'",
    )
    assert made.module_ids["market"].module.at.of("title").path == "content/organizations/acme/overlay.yaml"
    lesson = made.module_ids["beans"].lesson
    assert lesson is not None and "Later there were tides." in {one.id: one.text for one in lesson.sections}["died"]


def test_a_removed_module_leaves_prerequisites(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {market: {remove: true}}")
    found = site.effective(copy_of_small, "acme")
    assert found.curriculum.module_ids["tides"].module.requires == ()
    assert found.said == (
        "'market' leaves the prerequisites of 'tides'",
        "'market' leaves the path 'core'",
        "'market' leaves the layer 'street'",
        "'market' leaves 'r2' of the tool 'water-plan'",
    )


def test_a_removed_module_leaves_weeks_and_takes_its_words_along() -> None:
    said = site.effective(ROOT, "example-willowmere").said
    assert "'case-shorter-visits' leaves the week '8'" in said
    assert "'case-shorter-visits' takes the word 'pushback' out of the glossary" in said


def test_sections_are_replaced_and_wrapped(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """lessons:
  beans: {sections: {picture: {replace: text/picture.md}, needs: {prepend: text/first.md, append: text/last.md}}}
""",
        text__picture_md="Look up.\n",
        text__first_md="First.\n",
        text__last_md="### Last {#last}\n\nAt last.\n",
    )
    base, made = site.curriculum(copy_of_small), effective(copy_of_small)
    before, after = (one.module_ids["beans"].lesson for one in (base, made))
    assert before is not None and after is not None
    assert [part.id for part in after.sections] == [part.id for part in before.sections]
    texts = {part.id: part.text for part in after.sections}
    assert texts["picture"] == "Look up."
    assert after.sections[1].shows == "model"
    assert texts["needs"] == f"First.\n\n{before.sections[0].text}\n\n### Last {{#last}}\n\nAt last."
    assert all(texts[part.id] == part.text for part in before.sections[2:])


def test_questions_are_set_removed_moved_and_added(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """questions:
  be-q1: {remove: true}
  be-q2: {set: {prompt: Which of these?}}
  be-q3: {move: {before: be-q2}}
  x-be-q9: {after: be-q4, add: {kind: reflection, prompt: Why?}}
""",
    )
    questions = effective(copy_of_small).module_ids["beans"].questions
    assert [one.id for one in questions][:4] == ["be-q3", "be-q2", "be-q4", "x-be-q9"]
    assert questions[1].prompt == "Which of these?"


def test_sessions_get_lengths_and_segments(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """sessions:
  beans:
    lengths: [35]
    segments:
      sing: {remove: true}
      look: {set: {minutes: {min: 5, usual: 10, max: 15}}, move: {before: sow}}
      x-rest: {after: sow, add: {title: Rest, minutes: {min: 5, usual: 10, max: 10}, priority: could, mode: solo,
        purpose: Quiet., say: Rest., do: [Sit.]}}
""",
    )
    content = effective(copy_of_small).module_ids["beans"]
    assert content.session is not None
    assert [segment.id for segment in content.session.segments] == ["look", "sow", "x-rest"]
    assert (content.session.lengths, content.module.session_minutes) == ((35,), 35)


def test_optional_fields_are_taken_away(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {market: {unset: [tools, requires], set: {title: A table}}}")
    market = effective(copy_of_small).module_ids["market"].module
    assert (market.tools, market.requires, market.title) == ((), (), "A table")
    drift.accept(copy_of_small, "acme")
    lock_file = copy_of_small / "content/organizations/acme/overlay.lock.json"
    assert json.loads(lock_file.read_text(encoding="utf-8"))["overrides"].keys() == {
        "modules.market.set.title",
        "modules.market.unset.requires",
        "modules.market.unset.tools",
    }


def test_several_on_one_anchor_keep_the_order_of_the_file(copy_of_small: Path) -> None:
    add = "{after: be-q1, add: {kind: reflection, prompt: Why?}}"
    organization(copy_of_small, f"questions: {{x-b: {add}, x-a: {add}, x-c: {add.replace('be-q1', 'x-a')}}}")
    made = [one.id for one in effective(copy_of_small).module_ids["beans"].questions]
    assert made[:5] == ["be-q1", "x-b", "x-a", "x-c", "be-q2"]


REFUSALS = dict(
    case.split("\n", 1)
    for case in (ROOT / "tests/overlays/reports.txt").read_text(encoding="utf-8").strip().split("\n\n# ")[1:]
)
"""What stands in the fourth line of an overlay.yaml, and exactly what its author is told."""


@pytest.mark.parametrize("asked", REFUSALS)
def test_a_mistake_is_told_where_it_stands(asked: str, copy_of_small: Path) -> None:
    organization(copy_of_small, asked + "\n")
    assert report(copy_of_small) == REFUSALS[asked]


def test_a_fault_in_an_added_text_is_told_in_its_file(copy_of_small: Path) -> None:
    asked = "lessons: {beans: {sections: {needs: {append: text/a.md}, died: {replace: text/b.md}}}}"
    organization(copy_of_small, asked, text__a_md="Fine.\n\nFrom [@nobody].\n", text__b_md="A {{ term.nix.one }}.\n")
    told = report(copy_of_small)
    assert "text/a.md:3:6: reference 'nobody' is unknown" in told
    assert "text/b.md:1:3: term 'nix' is unknown" in told


def test_the_base_has_no_ids_of_organizations(copy_of_small: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    write(spine, spine.read_text(encoding="utf-8").replace("ti-o1", "x-ti-o1"))
    organization(copy_of_small, "")
    assert "the id 'x-ti-o1' begins with 'x-'; only what organizations add is called so" in report(copy_of_small)


def test_ids_of_an_added_module_cannot_clash(copy_of_small: Path) -> None:
    files = {**OWN_FILES, "modules__x_stall__quiz_yaml": OWN_QUIZ.replace("x-st-q1", "st-q1")}
    organization(copy_of_small, "modules: {x-stall: {add: modules/x-stall, after: beans}}", **files)
    assert "modules/x-stall/quiz.yaml:2:5: the id 'st-q1' does not begin with 'x-'" in report(copy_of_small)


def test_only_listed_files_pass_and_none_is_a_link(copy_of_small: Path) -> None:
    folder = organization(copy_of_small, "")
    write(folder / "hook.py", "")
    write(folder / "assets/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script/></svg>')
    (folder / "text").symlink_to("/etc")
    told = report(copy_of_small)
    assert "hook.py: this does not belong in an organization’s folder" in told
    assert "text: this is a symbolic link" in told
    assert "assets/a.svg: the attribute 'onload' is not allowed in a drawing" in told
    assert "assets/a.svg: the element 'script' is not allowed in a drawing" in told


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="https://a.example/x"/>',
        '<path fill="url(https://a.example/x)"/>',
        "<style>@import 'x'</style>",
        '<path style="a:b"/>',
        "<image/>",
        "<foreignObject/>",
    ],
)
def test_a_drawing_refers_to_nothing_else(inside: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    assert list(pictures.svg_problems(drawing.encode(), Place("a.svg")))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert brand.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert brand.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_accept_records_what_each_override_was_written_against(copy_of_small: Path) -> None:
    folder = organization(
        copy_of_small,
        CHANGES + "lessons: {beans: {sections: {died: {replace: text/a.md}, needs: {append: text/a.md}}}}",
        text__a_md="Ours.\n",
    )
    assert len(drift.accept(copy_of_small, "acme").findings) == 9
    first = {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    drift.accept(copy_of_small, "acme")
    assert {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()} == first
    found: Mapping[str, Any] = json.loads((folder / "overlay.lock.json").read_text(encoding="utf-8"))
    assert found["base"] == "1.0.0"
    died = found["overrides"]["lessons.beans.sections.died"]
    text = (folder / ".base" / f"{died['base']}.md").read_text(encoding="utf-8")
    assert text.startswith('## The plant that died {objectives="be-o2"') and wording.digest(text) == died["base"]
    assert found["overrides"]["lessons.beans.sections.needs"] == {"operation": "wrap", "anchor": "needs"}
    assert found["overrides"]["modules.market.set.title"]["base"] == wording.digest("A stall for two")
    assert effective(copy_of_small).module_ids["market"].module.title == "A table"


PARTS = {
    "terms": ["  pair: {one: two, other: twos}", "  neighbor: {one: friend, other: friends}"],
    "modules": [
        "  tides: {remove: true}",
        "  market: {set: {title: Stall}}",
        "  boats: {set: {minutes: 9}, objectives: {bo-o1: {set: {text: Find it}}}}",
    ],
    "questions": [
        "  be-q1: {remove: true}",
        "  be-q3: {move: {after: be-q5}}",
        "  x-be-q9: {after: be-q3, add: {kind: reflection, prompt: Why?}}",
        "  be-q7: {move: {before: x-be-q9}}",
        "  be-q2: {choices: {c: {set: {text: A fork}}, x-d: {after: a, add: {text: Sand, feedback: No.}}}}",
    ],
    "glossary": ["  keel: {remove: true}", "  x-bow: {after: seedling, add: {term: bow, text: Front., module: boats}}"],
    "references": ["  almanac1950: {unset: [note]}", "  x-log: {add: {label: Log, text: Log., used_for: Rain.}}"],
    "exercises": ["  watering-plan: {set: {minutes: 21}}"],
    "sessions": ["  beans: {segments: {look: {move: {before: sow}}}}"],
}


@pytest.fixture(scope="module")
def base() -> source.Sources:
    return source.read(SMALL)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_order_of_keys_never_matters(base: source.Sources, data: st.DataObject) -> None:
    def made(text: str) -> Mapping[str, Any]:
        file = source.yaml_file("content/organizations/acme/overlay.yaml", HEAD + text)
        layer = overlay.Layer(parse.overlay(file), file, source.Sources({"overlay.yaml": file}, {}), ROOT, "overlay")
        sources = overlay.apply(base, layer).sources
        assert sources.problems == ()
        return {path: one.value for path, one in sources.yaml.items() if "organizations" not in path}

    keys = data.draw(st.permutations(sorted(PARTS)))
    lines = (f"{key}:\n" + "\n".join(data.draw(st.permutations(PARTS[key]))) for key in keys)
    assert made("\n".join(lines)) == made("\n".join(f"{key}:\n" + "\n".join(PARTS[key]) for key in PARTS))
