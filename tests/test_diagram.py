"""The pictures: drawn from the data, all inside its shape, nothing on top of something else, all said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import plan, site
from generator.diagram import case, measure
from generator.diagram.shapes import SIZES, Drawing, Entry, Picture, Shape, Words
from generator.model import Curriculum
from generator.model.fields import Row
from generator.model.texts import changed
from generator.plan import pictures
from tests.organizations import organization
from tests.sites import ROOT

SMALL = ROOT / "tests/curricula/small"
SVG = re.compile(r"<svg class=\"dyad-picture.*?</svg>", re.S)
FIGURE = re.compile(r"<figure class=\"dyad-picture.*?</figure>", re.S)
INTERFACE = {"Read"}
"""What a drawing says that is neither data nor said below it."""


@dataclass(frozen=True)
class Drawn:
    """A picture, and the texts of the curriculum that it is drawn from."""

    picture: Picture
    texts: plan.Texts

    @property
    def sizes(self) -> tuple[Drawing, Drawing]:
        return self.picture.narrow, self.picture.wide

    @property
    def heard(self) -> str:
        """The picture in words."""
        return self._heard(self.picture.entries)

    def _heard(self, entries: Iterable[Entry]) -> str:
        plain = pictures.view(self.texts, "index.md").prose
        parts = ((plain(one.title), plain(one.text), one.tag, self._heard(one.below)) for one in entries)
        return " ".join(part for one in parts for part in one)


def drawn(curriculum: Curriculum) -> dict[str, Drawn]:
    """Every picture of a curriculum, by its page and what it shows."""
    texts = plan.Texts(curriculum)
    ready = [content for content in curriculum.modules if content.module.status == "ready"]
    found = {
        f"{content.module.id} {name}": Drawn(picture, texts)
        for content in ready
        for name, picture in pictures.of_module(texts, content).items()
    }
    home = pictures.model(texts, "index.md")
    return found | ({"home model": Drawn(home, texts)} if home else {})


ALL = {
    f"{title} {key}": one
    for title, root, name in (
        ("small", SMALL, ""),
        ("base", ROOT, ""),
        ("willowmere", ROOT, "example-willowmere"),
        ("fenbrook", ROOT, "example-fenbrook"),
        ("tarnhollow", ROOT, "example-tarnhollow"),
    )
    for key, one in drawn(site.curriculum(root, name)).items()
}
each = pytest.mark.parametrize("one", ALL.values(), ids=list(ALL))


def said(drawing: Drawing) -> Iterator[tuple[Shape, Words]]:
    for shape in drawing.shapes:
        for words in shape.words:
            yield shape, words


def seen(drawing: Drawing) -> str:
    """What stands in a drawing, in its order."""
    return " ".join(line for _, words in said(drawing) for line in words.lines)


def faults(drawing: Drawing) -> Iterator[str]:
    """Words outside of their shape or of the drawing, and words that stand on other words."""
    for shape, words in said(drawing):
        left, right = (shape.x, shape.x + shape.width) if shape.width else (0, drawing.width)
        top, bottom = (shape.y, shape.bottom) if shape.height else (0, drawing.height)
        if words.left < left or words.left + words.width > right or words.top < top or words.bottom > bottom:
            yield f"{words} leaves {shape}"
        if left < -8 or right > drawing.width + 8 or top < 0 or bottom > drawing.height:
            yield f"{shape} leaves the drawing"
    for (_, one), (_, other) in combinations(said(drawing), 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        if not beside and one.top < other.bottom and other.top < one.bottom:
            yield f"{one} and {other} stand on each other"


def test_each_sort_of_picture_is_shown_somewhere() -> None:
    assert {name.rpartition(" ")[2] for name in ALL} == set(pictures.PICTURES)


@each
def test_words_keep_inside_their_shapes(one: Drawn) -> None:
    assert [fault for drawing in one.sizes for fault in faults(drawing)] == []


@each
def test_no_letters_are_smaller_than_a_phone_can_show(one: Drawn) -> None:
    assert min(SIZES.values()) * 328 / (one.picture.narrow.width + 4) >= 12


@each
def test_all_that_is_drawn_is_said_in_words(one: Drawn) -> None:
    for drawing in one.sizes:
        assert set(re.findall(r"\w+", seen(drawing))) - set(re.findall(r"\w+", one.heard)) <= INTERFACE


def expected(curriculum: Curriculum, name: str) -> list[str]:
    """What a wide drawing must say, from the data."""
    spine = curriculum.spine
    assert spine.model
    titles = {module.id: module.title for module in spine.modules}
    found: dict[str, list[str]] = {
        "model": [f"{layer.number} {layer.title} {layer.text}" for layer in spine.model.layers],
        "dyad-types": [text for one in spine.dyad_types for text in (one.letter, one.title, *one.sides)],
        "behavior-groups": [f"{one.number} {one.name}" for content in curriculum.modules for one in content.behaviors],
        "style-effects": [f"{style.name} {style.trust}" for content in curriculum.modules for style in content.styles],
        "program": [text for row in _months(curriculum) for text in (str(row.month), *row.cells.values())]
        + [titles[name].partition(": ")[0] for row in _months(curriculum) for name in row.modules],
    }
    return found[name]


def _months(curriculum: Curriculum) -> tuple[Row, ...]:
    return next(tool.program.rows for tool in curriculum.tools if tool.program)


@pytest.mark.parametrize("name", ["model", "dyad-types", "behavior-groups", "style-effects", "program"])
@pytest.mark.parametrize("root", [SMALL, ROOT], ids=["small", "shipped"])
def test_every_text_of_the_data_is_in_the_picture(root: Path, name: str) -> None:
    curriculum = site.curriculum(root)
    one = next(one for key, one in drawn(curriculum).items() if key.endswith(f" {name}") and not key.startswith("home"))
    marked = pictures.view(one.texts, "index.md").marked
    for text in expected(curriculum, name):
        assert re.sub(r"[\s\u00a0]+", " ", marked(text)) in re.sub(r"[\s\u00a0]+", " ", seen(one.picture.wide)), text


def test_a_case_is_drawn_with_every_decision_and_option() -> None:
    for content in site.curriculum(ROOT).modules:
        if content.briefs and content.lesson:
            one = drawn(site.curriculum(ROOT))[f"{content.module.id} decisions"]
            dots = [shape for shape in one.picture.wide.shapes if shape.look == "dot" and shape.radius == 4]
            assert len(dots) == sum(len(decision.options) for decision in content.briefs.decisions)
            links = [shape.href for shape in one.picture.wide.shapes if shape.href]
            assert links == [f"#{name}" for name in path_of(content.lesson.sections, content.briefs.decisions)]


def path_of(sections: Iterable[object], decisions: Iterable[object]) -> Iterator[str]:
    behind = False
    for section in sections:
        if getattr(section, "shows", "") == "decisions":
            yield from (str(getattr(decision, "id", "")) for decision in decisions)
            behind = True
        elif not behind or getattr(section, "reveal", False):
            yield str(getattr(section, "id", ""))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Who may?", ("", "Who may?")),
        ("It is late. Who may?", ("It is late.", "Who may?")),
        ("“Stop!” Is it late? Ask Dr. Lee.", ("“Stop!” Is it late?", "Ask Dr. Lee.")),
        ("He said “no.” Why…", ("He said “no.”", "Why…")),
    ],
)
def test_a_question_is_what_its_last_sentence_says(text: str, apart: tuple[str, str]) -> None:
    assert case.apart(text) == apart


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text("abcmW -—é", min_size=1, max_size=40), min_size=1, max_size=5), st.booleans())
def test_any_text_finds_room(words: list[str], spaced: bool) -> None:
    text = (" " if spaced else "-").join(words).strip() or "-"
    curriculum = ALL["small home model"].texts.curriculum
    modules = tuple(
        replace(
            content,
            module=changed(content.module, lambda _: text),
            behaviors=tuple(changed(value, lambda _: text) for value in content.behaviors),
            styles=tuple(changed(value, lambda _: text) for value in content.styles),
            briefs=content.briefs and changed(content.briefs, lambda _: text),
        )
        for content in curriculum.modules
    )
    spine = changed(curriculum.spine, lambda _: text)
    spine = spine.model_copy(update={"terms": curriculum.spine.terms})
    for one in drawn(replace(curriculum, spine=spine, modules=modules)).values():
        assert [fault for drawing in one.sizes for fault in faults(drawing)] == []


@settings(deadline=None)
@given(st.text("ab mW-", max_size=80), st.integers(24, 200), st.booleans())
def test_lines_fit_and_keep_every_letter(text: str, room: int, bold: bool) -> None:
    made = measure.lines(text, room, 13, bold=bold)
    assert all(measure.width(line, 13, bold=bold) <= room for line in made)
    assert re.sub(r"[ -]", "", "".join(made)) == re.sub(r"[ -]", "", text)


def test_lines_are_about_as_long_as_each_other() -> None:
    assert measure.lines("one two three four", 112, 13) == ("one two", "three four")


def test_a_renamed_module_changes_its_pictures(copy_of_small: Path) -> None:
    before = figures(copy_of_small)
    spine = copy_of_small / "curriculum.yaml"
    spine.write_text(
        spine.read_text(encoding="utf-8").replace("Beans on a balcony", "Peas on a roof"), encoding="utf-8"
    )
    after = figures(copy_of_small)
    assert "Beans on a balcony" in flat(before) and "Beans on a balcony" not in flat(after)
    assert {name for name in before if before[name] != after[name]} == {"index.md", "modules/beans.md"}
    assert flat(after).count("Peas on a roof") == flat(before).count("Beans on a balcony")


def test_a_removed_module_leaves_no_trace_in_any_picture(copy_of_small: Path) -> None:
    assert "A stall for two" in flat(figures(copy_of_small))
    organization(copy_of_small, "modules: {market: {remove: true}}")
    assert "stall" not in flat(figures(copy_of_small, "acme"))


def figures(root: Path, name: str = "") -> dict[str, str]:
    """The pictures of each page, with what is said below them."""
    made = {path: "\n".join(FIGURE.findall(page)) for path, page in site.build(root, organization=name).pages.items()}
    return {path: text for path, text in made.items() if text}


def flat(pages: dict[str, str]) -> str:
    words = " ".join(re.sub(r"</tspan>", " ", page) for page in pages.values())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", words))


@pytest.mark.parametrize("name", ["", "example-willowmere", "example-fenbrook", "example-tarnhollow"])
def test_drawings_are_sound_xml_without_styles_and_ids(name: str) -> None:
    found = [svg for page in site.build(ROOT, organization=name).pages.values() for svg in SVG.findall(page)]
    assert len(found) > 20
    for svg in found:
        for element in ElementTree.fromstring(svg).iter():
            assert element.tag in {"svg", "a", "path", "rect", "text", "tspan"}
            assert not {"style", "id", "fill", "stroke"} & set(element.attrib)


def test_only_modules_that_can_be_opened_are_links() -> None:
    picture = ALL["small home model"].picture
    assert [(shape.look, shape.href) for shape in picture.narrow.shapes if shape.words and shape.width] == [
        ("edge", "modules/market.html"),
        ("ring-inner", "modules/beans.html"),
        ("support", "modules/boats.html"),
    ]
    assert [entry.tag for layer in picture.entries for entry in layer.below] == ["", "", "", "planned"]


def test_a_group_of_behaviors_knows_its_own_page() -> None:
    picture = ALL["base trust-performance behavior-groups"].picture
    links = [shape.href for shape in picture.wide.shapes if "card" in shape.look]
    assert links == ["trust-openness.html", "", "trust-dependability.html"]
    rows = [shape.href for shape in picture.wide.shapes if shape.look == "bare"]
    assert rows[0] == "trust-openness.html#talk-straight" and rows[5] == "#deliver-results"


def test_supports_stand_side_by_side_where_there_is_room() -> None:
    picture = ALL["base start-here model"].picture
    wide, narrow = (
        [shape for shape in drawing.shapes if shape.look == "support"] for drawing in (picture.wide, picture.narrow)
    )
    assert len({shape.y for shape in wide}) == 1 and len({shape.height for shape in wide}) == 1
    assert len({shape.x for shape in narrow}) == 1 and len({shape.y for shape in narrow}) == len(narrow) == 3
