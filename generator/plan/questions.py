"""What a script needs to judge an answer: the key of a question, and the mark of its revision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from generator.model import Question
from generator.model.questions import (
    Choice,
    FillIn,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Scenario,
    SingleChoice,
    TrueFalse,
)

TOLD = frozenset(
    {"at", "id", "objective", "sources", "hints", "feedback", "if_true", "if_false", "otherwise", "readings"}
    | {"renamed_from", "locked"}
)
"""What is said about an answer, and where the item belongs: rewording it asks nothing new."""
Plain = Callable[[str], str]


def revision(question: Question) -> str:
    """A short hash of what is asked and what is right; the order of choices does not count, that of steps does."""
    asked = _asked(question.model_dump(mode="json"))
    asked.pop("fixed_order", None)
    if isinstance(question, SingleChoice | MultipleChoice):
        asked["choices"] = sorted(asked["choices"], key=lambda choice: str(choice["id"]))
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _asked(value: Any, *, inside: bool = False) -> Any:
    """The value without what is only told; the ids inside of an item stay, as answers are kept by them."""
    if isinstance(value, Mapping):
        told = TOLD - {"id"} if inside else TOLD
        return {key: _asked(one, inside=True) for key, one in value.items() if key not in told}
    if isinstance(value, list | tuple):
        return [_asked(one, inside=True) for one in value]
    return value


def key(question: Question, plain: Plain) -> str:
    """What is right, as JSON for grade.js; nothing for what nobody grades. `plain` fills in terms."""
    found = _key(question, plain)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _key(question: Question, plain: Plain) -> dict[str, object]:
    match question:
        case SingleChoice() | MultipleChoice():
            return {"right": _right(question.choices), "all": [choice.id for choice in question.choices]}
        case TrueFalse():
            return {"right": [str(question.answer).lower()], "all": ["true", "false"]}
        case Matching():
            return {"pairs": [pair.id for pair in question.pairs], "decoys": [decoy.id for decoy in question.decoys]}
        case Ordering():
            return {"steps": [step.id for step in question.steps]}
        case FillIn():
            return {"blanks": [_blank(blank, plain) for blank in question.blanks]}
        case Numeric():
            wrong = [str(one.value) for one in question.wrong]
            return {"answer": str(question.answer), "tolerance": str(question.tolerance), "wrong": wrong}
        case Scenario():
            nodes = {
                node.id: {turn.id: [int(turn.right), turn.to or ""] for turn in node.choices} for node in question.nodes
            }
            return {"first": question.nodes[0].id, "nodes": nodes}
        case _:
            return {}


def _right(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.id for choice in choices if choice.right]


def _blank(blank: Any, plain: Plain) -> dict[str, object]:
    wrong = [[plain(text) for text in one.accept] for one in blank.wrong]
    return {"accept": [plain(text) for text in blank.accept], "wrong": wrong}
