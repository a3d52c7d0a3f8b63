"""Behaviors and styles, each on a page of its own, as a reader finds them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import site
from generator.model import Curriculum
from generator.model.texts import inside
from tests.organizations import organization, report
from tests.sites import ROOT, BuiltSite

PARTS = ("meaning", "sounds", "counterfeit", "practice", "seen")


@pytest.fixture(scope="module")
def curriculum() -> Curriculum:
    return site.curriculum(ROOT)


def plain(text: str) -> str:
    """The longest stretch of plain words in a text, citations left out."""
    parts = re.split(r"\n- |\[@[^\]]*\]|\{\{[^}]*\}\}|[\[\]()*<>]", text)
    return " ".join(max(parts, key=len).split())


def test_thirteen_behaviors_and_five_styles_have_a_page(shipped: BuiltSite, curriculum: Curriculum) -> None:
    behaviors = [one.id for content in curriculum.modules for one in content.behaviors]
    styles = [one.id for content in curriculum.modules for one in content.styles]
    assert (len(behaviors), len(styles)) == (13, 5)
    assert {path for path in shipped.pages if path.startswith("behaviors/")} == {
        f"behaviors/{name}.html" for name in behaviors
    }
    assert {path for path in shipped.pages if path.startswith("styles/")} == {f"styles/{name}.html" for name in styles}


def test_a_behavior_is_told_whole_with_its_module_and_sources(shipped: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for behavior in content.behaviors:
            page = shipped.page(f"behaviors/{behavior.id}.html")
            assert page.text("h1").startswith(behavior.name)
            assert f"Behavior {behavior.number}" in page.text(".dyad-facts")
            for part in PARTS:
                assert plain(getattr(behavior, part)) in page.text(), (behavior.id, part)
            assert content.module.title in page.text(".dyad-facts")
            assert f"../modules/{content.module.id}.html#{behavior.id}" in page.links
            assert "Covey SMR" in page.text(".dyad-sources")
            assert "Cited here as in Schmidtman and Jain" in page.text(".dyad-sources")


def test_a_style_is_told_whole_with_its_module(shipped: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for style in content.styles:
            page = shipped.page(f"styles/{style.id}.html")
            assert page.text("h1").startswith(style.name)
            for text in inside(style):
                assert plain(text.text) in page.text(), (style.id, text.text)
            assert f"../modules/{content.module.id}.html#{style.id}" in page.links


@pytest.mark.parametrize("sort", ["behaviors", "styles"])
def test_each_page_leads_to_the_one_before_and_after(sort: str, shipped: BuiltSite, curriculum: Curriculum) -> None:
    names = [one.id for content in curriculum.modules for one in getattr(content, sort)]
    for position, name in enumerate(names):
        page = (shipped.site / sort / f"{name}.html").read_text(encoding="utf-8")
        around = page[page.index("dyad-around") :]
        earlier, later = (re.search(rf'<a rel="{way}" href="([^"]*)"', around) for way in ("prev", "next"))
        assert (earlier[1] if earlier else "") == (f"{names[position - 1]}.html" if position else "")
        assert (later[1] if later else "") == (f"{names[position + 1]}.html" if position + 1 < len(names) else "")
        assert f'href="../{sort}.html"' in around


@pytest.mark.parametrize("sort", ["behaviors", "styles"])
def test_the_overview_has_a_card_for_each_and_is_in_the_menu(
    sort: str, shipped: BuiltSite, curriculum: Curriculum
) -> None:
    page, home = shipped.page(f"{sort}.html"), shipped.page("index.html")
    assert f"{sort}.html" in home.links
    for content in curriculum.modules:
        for one in getattr(content, sort):
            assert one.id in page.ids
            assert one.name in page.text(".dyad-deck")
            assert f"{sort}/{one.id}.html" in page.links
        if getattr(content, sort):
            assert content.module.title in page.text("h2")


def test_the_cards_of_a_module_lead_to_the_pages(shipped: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for sort in ("behaviors", "styles"):
            for one in getattr(content, sort):
                assert f"../{sort}/{one.id}.html" in shipped.page(f"modules/{content.module.id}.html").links


def test_where_it_is_met_again_stands_on_its_own_page_alone(shipped: BuiltSite, curriculum: Curriculum) -> None:
    for content in curriculum.modules:
        for behavior in content.behaviors:
            assert behavior.seen
            assert plain(behavior.seen) not in shipped.page("behaviors.html").text()
            assert "Where you meet it again" not in shipped.page(f"modules/{content.module.id}.html").text()


def test_facilitators_have_no_such_pages(shipped_plans: BuiltSite) -> None:
    assert not [path for path in shipped_plans.pages if path.startswith(("behaviors", "styles"))]


def test_a_renamed_module_is_renamed_on_the_pages(copy_of_small: Path) -> None:
    organization(copy_of_small, "modules: {beans: {set: {title: Peas on a roof}}}\n")
    pages = site.build(copy_of_small, "learner", "acme").pages
    assert "Peas on a roof</a>" in pages["behaviors/look-twice.md"]
    assert "Peas on a roof</a>" in pages["behaviors.md"]
    assert "Beans on a balcony" not in pages["behaviors/look-twice.md"] + pages["behaviors.md"]


def test_the_pages_of_a_removed_module_are_gone(copy_of_small: Path) -> None:
    slow = (copy_of_small / "content/modules/boats/styles.yaml").read_text(encoding="utf-8")
    slow = slow.replace("id: quick", "id: slow").replace("id: careful", "id: asleep").replace("Quick", "Slow")
    (copy_of_small / "content/modules/market/styles.yaml").write_text(slow, encoding="utf-8")
    assert "styles/slow.md" in site.build(copy_of_small).pages
    organization(copy_of_small, "modules: {market: {remove: true, why: No stall here.}}\n")
    made = site.build(copy_of_small, "learner", "acme")
    assert {path for path in made.pages if path.startswith("styles/")} == {"styles/quick.md", "styles/careful.md"}
    assert "Slow" not in made.pages["styles.md"] + str(made.settings["nav"])


def test_a_behavior_that_stands_twice_is_told(copy_of_small: Path) -> None:
    file = copy_of_small / "content/modules/market/behaviors.yaml"
    file.write_text((copy_of_small / "content/modules/beans/behaviors.yaml").read_text(encoding="utf-8"))
    organization(copy_of_small, "")
    assert "the behavior 'look-twice' stands twice" in report(copy_of_small)


def test_an_added_behavior_begins_with_x(copy_of_small: Path) -> None:
    folder = organization(
        copy_of_small,
        "modules: {x-peas: {add: modules/x-peas}}\n",
        **{"modules__x_peas__behaviors_yaml": (copy_of_small / "content/modules/beans/behaviors.yaml").read_text()},
    )
    spine = (copy_of_small / "curriculum.yaml").read_text(encoding="utf-8")
    entry = re.search(r"  - id: market\n(.*?)\n\n", spine, re.S)
    assert entry
    (folder / "modules/x-peas/module.yaml").write_text(
        "id: x-peas\n" + re.sub(r"^    ", "", entry[1], flags=re.M).replace("ma-o1", "x-ma-o1"), encoding="utf-8"
    )
    assert "the id 'look-twice'" in report(copy_of_small)
