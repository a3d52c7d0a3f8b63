"""The committed schemas are those of the models, and every shipped file names its own and fits it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator import cli, exits, schema, source
from generator.source import MODULE_FILES, OPTIONAL_FILES, SHARED_FILES
from tests.sites import ROOT

SCHEMAS = ROOT / "schemas"
CURRICULA = (ROOT, ROOT / "tests/curricula/small")
FILES = [file for root in CURRICULA for file in (root / "curriculum.yaml", *sorted((root / "content").rglob("*.yaml")))]
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
INTERNAL = re.compile(r"\\u0000|places|facilitator_only")
QUIZ = ROOT / "tests/curricula/small/content/modules/beans/quiz.yaml"


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def sort_of(file: Path) -> str:
    """The name of the schema that a file is for."""
    return "tool" if file.parent.name == "tools" and "content" in file.parts else file.stem


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")))


def plain(value: Any) -> Any:
    """What the reader gives, with lists in place of tuples."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def read(file: Path) -> Any:
    return plain(source.yaml_file(name_of(file), file.read_text(encoding="utf-8")).value)


class Editor(yaml.CSafeLoader):
    """Reads as editors do, by YAML 1.2: numbers with a point are numbers, `no` and dates are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for tag, words, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"({words})\Z"), [*first])


def test_the_committed_schemas_are_what_the_command_writes(tmp_path: Path) -> None:
    assert cli.main(["--root", str(ROOT), "schema", "--out", str(tmp_path)]) == exits.OK
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in SCHEMAS.iterdir()}


def test_there_is_one_for_each_sort_of_file() -> None:
    paths = ("curriculum.yaml", *SHARED_FILES, *OPTIONAL_FILES, *MODULE_FILES)
    base = {Path(path).stem for path in paths if path.endswith(".yaml")}
    assert schema.FILES.keys() == base | {"overlay", "module", "tool"}


@pytest.mark.parametrize("name", schema.FILES)
def test_a_schema_is_one_and_keeps_what_is_ours_to_itself(name: str) -> None:
    made = schema.schema(name)
    Draft202012Validator.check_schema(made)
    assert not INTERNAL.search(json.dumps(made))
    for table in tables(made):
        if "properties" not in table and "patternProperties" not in table:
            continue  # what an overlay sets is checked by the model that it lands in
        assert table["additionalProperties"] is False
        assert "patternProperties" in table or table["description"]


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that describes a mapping."""
    if isinstance(value, dict) and value.get("type") == "object":
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from tables(part)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_names_its_schema_and_fits_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    named = FIRST_LINE.match(text)
    assert named
    assert named[1] == Path(os.path.relpath(SCHEMAS / f"{sort_of(file)}.json", file.parent)).as_posix()
    rules = validator(sort_of(file))
    assert [error.message for error in rules.iter_errors(read(file))] == []
    assert [error.message for error in rules.iter_errors(yaml.load(text, Editor))] == []


@pytest.mark.parametrize("name", schema.FILES)
def test_a_misspelt_key_is_refused(name: str) -> None:
    file = next(file for file in FILES if sort_of(file) == name)
    whole = read(file)
    for key in whole:
        misspelt = {(f"{key}x" if other == key else other): value for other, value in whole.items()}
        assert not validator(name).is_valid(misspelt)


@pytest.mark.parametrize("name", schema.FILES)
def test_a_wrong_type_is_refused(name: str) -> None:
    whole = read(next(file for file in FILES if sort_of(file) == name))
    for key in whole:
        assert not validator(name).is_valid({**whole, key: True})


def quiz_with(kind: str, changes: dict[str, Any]) -> Any:
    questions = read(QUIZ)["questions"]
    return {"questions": [{**next(item for item in questions if item["kind"] == kind), **changes}]}


@pytest.mark.parametrize("answer", ["0.75", "-3", 12, 0.75])
def test_a_number_may_be_whole_or_text(answer: Any) -> None:
    assert validator("quiz").is_valid(quiz_with("numeric", {"answer": answer}))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("numeric", {"answer": "twelve"}),
        ("numeric", {"answer": True}),
        ("numeric", {"choices": []}),
        ("numeric", {"kind": "numerical"}),
        ("true-false", {"answer": "yes"}),
        ("true-false", {"id": "Upper"}),
        ("single-choice", {"choices": []}),
        ("single-choice", {"promt": "?"}),
    ],
)
def test_a_faulty_item_is_refused(kind: str, changes: dict[str, Any]) -> None:
    assert validator("quiz").is_valid(quiz_with(kind, {}))
    assert not validator("quiz").is_valid(quiz_with(kind, changes))


def test_a_term_key_that_is_not_usable_is_refused() -> None:
    whole = read(ROOT / "curriculum.yaml")
    assert not validator("curriculum").is_valid({**whole, "terms": {"Unit-Lead": {"one": "a", "other": "b"}}})


def test_docstrings_below_fields_describe_them() -> None:
    label = schema.schema("references")["$defs"]["Reference"]["properties"]["label"]
    assert label["description"] == "Short form in running text, such as `Dent, 2004`."
    inherited = schema.schema("quiz")["$defs"]["TrueFalse"]["properties"]["hints"]
    assert inherited["description"] == "Shown one after the other, on request."
