"""An organization changes tools by id: the tool itself, its items, its fields; what names them follows."""

from __future__ import annotations

import json
from pathlib import Path

from generator import drift, site
from generator.model import Curriculum, Tool
from tests.organizations import organization, report

OWN_TOOL = """id: x-our-sheet
version: 1
title: Our sheet
summary: Made up.
purpose: For us [@own].
when: Now [@own].
together: Apart, then together [@own].
basis: All ours [@own].
minutes: 2
instructions: [Write.]
fields: [{id: why, kind: text, title: Why}, {id: t, kind: table, title: T, row_title: R, blank_rows: 1,
  columns: [{id: c, title: C, kind: text, apart: true}]}]
comparison: {findings: [{id: o, title: Open, of: cell, when: {different: true}, prompt: Talk.}], order: [o]}
talk: {who_starts: One., turns: Two., steps: [{id: s, title: S, minutes: 1, text: Go.}]}
solo: Alone.
vacant_partner: Pencil.
triad: Three.
"""


def effective(root: Path) -> Curriculum:
    return site.effective(root, "acme").curriculum


def tool(root: Path, name: str) -> Tool:
    return effective(root).tool_ids[name]


def test_a_tool_is_set_and_moved(copy_of_small: Path) -> None:
    organization(
        copy_of_small, "tools: {water-plan: {set: {title: The plan, variant: week}, move: {after: pot-check}}}"
    )
    made = effective(copy_of_small)
    assert list(made.tool_ids) == ["pot-check", "water-plan"]
    assert (made.tool_ids["water-plan"].title, made.tool_ids["water-plan"].variant) == ("The plan", "week")
    assert made.tool_ids["water-plan"].at.of("title").path == "content/organizations/acme/overlay.yaml"
    assert 'value="1" checked' in site.build(copy_of_small, organization="acme").pages["tools/water-plan.md"]


def test_a_removed_tool_leaves_modules_and_links(copy_of_small: Path) -> None:
    organization(copy_of_small, "tools: {pot-check: {remove: true}}")
    found = site.effective(copy_of_small, "acme")
    assert found.said == ("the tool 'pot-check' leaves the module 'market'",)
    assert found.curriculum.module_ids["market"].module.tools == ()
    assert "tools/pot-check.md" not in site.build(copy_of_small, organization="acme").pages
    organization(copy_of_small, "tools: {water-plan: {remove: true}}")
    lesson = effective(copy_of_small).module_ids["market"].lesson
    assert lesson is not None and "Before you sell, fill in the sheet [@own]." in lesson.sections[0].text


def test_a_removed_calendar_takes_its_picture_along(copy_of_small: Path) -> None:
    page = "modules/beans.md"
    assert "Water plan in words" in site.build(copy_of_small).pages[page]
    organization(copy_of_small, "tools: {water-plan: {remove: true}}")
    made = site.build(copy_of_small, organization="acme").pages[page]
    assert "From the first pot to the last." in made and "Water plan" not in made


def test_a_removed_module_is_no_longer_read_in_its_month(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {market: {remove: true}}")
    found = site.effective(copy_of_small, "acme")
    assert "'market' leaves 'r2' of the tool 'water-plan'" in found.said
    table = found.curriculum.tool_ids["water-plan"].program
    assert table is not None and [row.modules for row in table.rows] == [("beans", "boats"), ("tides",)]


def test_a_tool_of_ones_own_is_added(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        "tools: {x-our-sheet: {add: tools/x-our-sheet.yaml, after: water-plan}}",
        tools__x_our_sheet_yaml=OWN_TOOL,
    )
    assert list(effective(copy_of_small).tool_ids) == ["water-plan", "x-our-sheet", "pot-check"]
    assert "tools/x-our-sheet.md" in site.build(copy_of_small, organization="acme").pages


def test_items_are_set_removed_moved_and_added(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """tools:
  pot-check:
    items:
      p1: {set: {text: looks under the pot}}
      p2: {remove: true}
      p4: {move: {before: p1}}
      x-p5: {dimension: asking, after: p3, add: {text: "waves to {{ term.neighbor.other }}"}}
""",
    )
    found = site.effective(copy_of_small, "acme")
    made = found.curriculum.tool_ids["pot-check"]
    assert [item.id for item in made.items] == ["p4", "p1", "p3", "x-p5"]
    assert [one.items for one in made.dimensions] == [("p1",), ("p3", "p4", "x-p5")]
    assert made.items[1].text == "looks under the pot"
    assert found.said == ("'p2' leaves the tool 'pot-check'",)


def test_an_item_that_a_finding_names_leaves_it(copy_of_small: Path) -> None:
    file = copy_of_small / "content/tools/pot-check.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "of: item, when: {skipped: true}", "of: item, items: [p1, p2], when: {skipped: true}"
    )
    file.write_text(text, encoding="utf-8")
    organization(copy_of_small, "tools: {pot-check: {items: {p2: {remove: true}}}}")
    assert tool(copy_of_small, "pot-check").comparison.findings[0].items == ("p1",)


def test_fields_are_set_removed_moved_and_added(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        """tools:
  water-plan:
    fields:
      w2: {set: {required: true, required_in: []}}
      w3: {remove: true}
      w7: {move: {after: w1}}
      x-w8: {before: w5, add: {kind: list, title: Who else}}
""",
    )
    fields = tool(copy_of_small, "water-plan").fields
    assert [field.id for field in fields] == ["w1", "w7", "w2", "w4", "w4-why", "x-w8", "w5", "w6"]
    assert fields[2].required and fields[2].required_in == ()


def test_a_removed_module_takes_its_cards_along(copy_of_small: Path) -> None:
    spine = copy_of_small / "curriculum.yaml"
    text = spine.read_text(encoding="utf-8").replace("modules: [beans]", "modules: [beans, boats]")
    spine.write_text(text, encoding="utf-8")
    organization(copy_of_small, "modules: {beans: {remove: true}}")
    found = site.effective(copy_of_small, "acme")
    made = found.curriculum.tool_ids["pot-check"]
    assert [item.cards for item in made.items] == [()] * 4
    assert [dimension.cards for dimension in made.dimensions] == [()] * 2
    assert "'p1' of the tool 'pot-check' loses its card" in found.said


def test_accept_records_what_tools_were(copy_of_small: Path) -> None:
    folder = organization(
        copy_of_small,
        """tools:
  pot-check: {set: {title: Pots}, items: {p1: {set: {text: looks}}}}
  water-plan: {fields: {x-w8: {after: w7, add: {kind: text, title: More}}}}
""",
    )
    assert len(drift.accept(copy_of_small, "acme").findings) == 3
    found = json.loads((folder / "overlay.lock.json").read_text(encoding="utf-8"))["overrides"]
    kept = {path.stem: path.read_text(encoding="utf-8") for path in (folder / ".base").iterdir()}
    assert kept[found["tools.pot-check.set.title"]["base"]] == "Pot check\n"
    assert kept[found["tools.pot-check.items.p1.set.text"]["base"]] == "looks below the leaves\n"
    assert found["tools.water-plan.fields.x-w8"] == {"operation": "add", "anchor": "w7"}


def test_a_fault_in_a_tool_of_ones_own_is_told_in_its_file(copy_of_small: Path) -> None:
    organization(
        copy_of_small,
        "tools: {x-our-sheet: {add: tools/x-our-sheet.yaml}}",
        tools__x_our_sheet_yaml=OWN_TOOL.replace("minutes: 2", "minutes: two"),
    )
    assert report(copy_of_small).startswith("tools/x-our-sheet.yaml:9:10: 'minutes' holds the text 'two'")
