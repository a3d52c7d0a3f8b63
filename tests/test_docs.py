"""The guide for authors is true: its examples hold, it names every field, and every command is written up."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from pydantic.fields import FieldInfo

from generator import cli, model, parse, site, source
from generator.model import Authored

ROOT = Path(__file__).parents[1]
GUIDE = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("authoring.md", "tools.md"))
ORGANIZATIONS = (ROOT / "docs/organizations.md").read_text(encoding="utf-8")
RELEASES = (ROOT / "docs/releases.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(?:<!-- (?P<name>\w+) -->\n)?```(?P<language>yaml|markdown)\n(?P<text>.*?)^```$", re.M | re.S)
TABLE = re.compile(r"^<!-- fields of (?P<name>\w+) -->\n\|.*\n\|.*\n(?P<rows>(?:\|.*\n)+)", re.M)
ROW = re.compile(r"^\| `(?P<field>\w+)` \| (?P<needed>yes|no) \|", re.M)
FILES = {
    "Spine": "curriculum.yaml",
    "References": "content/references.yaml",
    "Glossary": "content/glossary.yaml",
    "Kit": "content/facilitator-kit.yaml",
    "Cards": "content/cards.yaml",
    "Page": "content/pages/about.md",
    "Tool": "content/tools/{id}.yaml",
    "Lesson": "content/modules/first-handoff/lesson.md",
} | {
    name: f"content/modules/first-handoff/{name.lower()}.yaml"
    for name in ("Quiz", "Exercises", "Session", "Behaviors", "Styles", "Points", "Briefs")
}


@dataclass(frozen=True)
class Example:
    """A block of the guide; `name` is that of its model, as the comment above the block says it."""

    name: str
    language: str
    text: str
    line: int

    def __str__(self) -> str:
        return f"{self.name or 'block'} in line {self.line}"


def below(cls: type[Authored]) -> Iterator[type[Authored]]:
    for found in cls.__subclasses__():
        if found.__module__.startswith("generator."):
            yield found
            yield from below(found)


EXAMPLES = [
    Example(match["name"] or "", match["language"], match["text"], GUIDE.count("\n", 0, match.start()) + 1)
    for match in FENCE.finditer(GUIDE)
]
BLOCKS = [example for example in EXAMPLES if example.language == "yaml"]
EVERY = {cls.__name__: cls for cls in below(Authored)}
OVERLAYS = {name: cls for name, cls in EVERY.items() if cls.__module__ == "generator.model.overlay"}
MODELS = {name: cls for name, cls in EVERY.items() if name not in OVERLAYS}
KINDS = [get_args(cls.model_fields["kind"].annotation)[0] for cls in get_args(get_args(model.Question)[0])]


def own_fields(cls: type[Authored]) -> dict[str, FieldInfo]:
    """The fields that this model adds to those it builds on, as authors write them."""
    inherited = {name for base in cls.__bases__ for name in getattr(base, "model_fields", {})}
    return {field.alias or name: field for name, field in cls.model_fields.items() if name not in inherited}


def read(example: Example) -> Authored:
    return MODELS[example.name].model_validate(source.yaml_file(f"docs/authoring.md: {example}", example.text).value)


@pytest.mark.parametrize("match", list(FENCE.finditer(ORGANIZATIONS)), ids=lambda match: match["name"])
def test_a_block_of_the_guide_for_organizations_is_an_overlay(match: re.Match[str]) -> None:
    parse.overlay(source.yaml_file("docs/organizations.md", match["text"]))


def values(value: object) -> Iterator[Authored]:
    """Everything that stands in an authored value, itself included."""
    if isinstance(value, Authored):
        yield value
        value = tuple(getattr(value, name) for name in type(value).model_fields)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ():
        yield from values(part)


def test_the_guide_has_examples() -> None:
    assert {example.name for example in EXAMPLES} == set(FILES)
    assert len(EXAMPLES) == len(re.findall(r"^```(?:yaml|markdown)", GUIDE, re.M))


@pytest.mark.parametrize("example", BLOCKS, ids=str)
def test_a_block_is_what_it_says(example: Example) -> None:
    assert isinstance(read(example), MODELS[example.name])


def test_each_kind_of_item_has_one_example() -> None:
    quizzes = [quiz for quiz in map(read, BLOCKS) if isinstance(quiz, model.Quiz)]
    shown = [item.kind for quiz in quizzes for item in quiz.questions]
    assert len(KINDS) == 10
    assert sorted(shown) == sorted(KINDS)


def test_the_examples_use_every_field() -> None:
    used: set[tuple[type[Authored], str]] = set()
    for value in (value for block in BLOCKS for value in values(read(block))):
        fields = type(value).model_fields
        keys = [fields[name].alias or name for name in value.model_fields_set]
        used |= {(cls, key) for cls in type(value).__mro__ if issubclass(cls, Authored) for key in keys}
    missing = [f"{name}.{key}" for name, cls in MODELS.items() for key in own_fields(cls) if (cls, key) not in used]
    assert not missing


def test_the_examples_together_have_no_faults(tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    for example in EXAMPLES:
        path = FILES[example.name].format(id=example.text.partition("\n")[0].removeprefix("id: "))
        texts[path] = texts[path] + example.text.partition("\n")[2] if path in texts else example.text
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    site.curriculum(tmp_path)


@pytest.mark.parametrize("cls", EVERY.values(), ids=EVERY)
def test_every_field_is_named(cls: type[Authored]) -> None:
    missing = [name for name in own_fields(cls) if f"`{name}`" not in GUIDE + ORGANIZATIONS]
    assert not missing


def test_tables_list_the_fields_of_their_models() -> None:
    tables = {
        match["name"]: {row["field"]: row["needed"] == "yes" for row in ROW.finditer(match["rows"])}
        for match in TABLE.finditer(GUIDE)
    }
    assert tables.keys() == {name for name, cls in MODELS.items() if len(own_fields(cls)) > 1 or name == "Graded"}
    for name, fields in tables.items():
        assert fields == {key: field.is_required() for key, field in own_fields(MODELS[name]).items()}, name


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from commands(command)


@pytest.mark.parametrize("command", list(commands(cli._parser())), ids=lambda command: command.prog)
def test_every_command_is_written_up(command: argparse.ArgumentParser) -> None:
    readme = ROOT / "README.md"
    written = GUIDE + ORGANIZATIONS + RELEASES + (readme.read_text(encoding="utf-8") if readme.exists() else "")
    options = [max(action.option_strings, key=len) for action in command._actions if action.option_strings]
    missing = [text for text in (command.prog, *options) if not re.search(rf"{re.escape(text)}(?![\w-])", written)]
    assert not missing
