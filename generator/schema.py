"""A JSON Schema for each sort of YAML file, made from its model: editors complete and check with it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator import model, parse
from generator.model.overlay import Overlay

FILES: dict[str, type[model.Authored]] = {
    "curriculum": model.Spine,
    "references": model.References,
    "glossary": model.Glossary,
    "facilitator-kit": model.Kit,
    "cards": model.Cards,
    "overlay": Overlay,
    "module": model.Module,
    "tool": model.Tool,
    **{name: cls for name, (cls, _, _) in parse.MODULE_YAML.items()},
}
"""The sorts of YAML file, by the name of the file."""
OURS = "facilitator_only"
"""What a model marks for the generator alone."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas, by the name of the file that they are for."""
    return {name: schema(name) for name in FILES}


def schema(name: str) -> dict[str, Any]:
    """The schema of one sort of file."""
    made = FILES[name].model_json_schema(schema_generator=_Generator)
    return {"$schema": _Generator.schema_dialect, **made, "title": f"{name}.yaml"}


class _Generator(GenerateJsonSchema):
    """Pydantic's schemas with our docstrings, and as strict as our models."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made, cls = super().model_schema(schema), schema["cls"]
        notes = {name: note for base in reversed(cls.__mro__) for name, note in _notes(base)}
        for name, field in cls.model_fields.items():
            found = made["properties"].get(field.alias or name, {})
            found.pop(OURS, None)
            if name in notes:
                found["description"] = notes[name]
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A mapping whose keys follow a pattern takes no other keys."""
        return super().dict_schema(schema) | {"additionalProperties": False}


@cache
def _notes(cls: type) -> tuple[tuple[str, str], ...]:
    """The docstrings below the fields of a model, by field."""
    return tuple(_field_notes(cls)) if issubclass(cls, model.Authored) else ()


def _field_notes(cls: type) -> Iterator[tuple[str, str]]:
    (tree,) = ast.parse(dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    for field, below in pairwise(tree.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else None
            if isinstance(text, str):
                yield field.target.id, " ".join(text.split())
