"""What the scripts of a tool's page need of it, as data: ids, numbers and plain words."""

from __future__ import annotations

import json
from typing import Any

from generator import prose
from generator.model import Tool
from generator.plan.page import Texts

SHOWN_BY_THE_PAGE = frozenset(("summary", "purpose", "when", "together", "basis", "group", "caution", "paper"))
"""What the page says itself, and no script."""
NOT_SCRIPTED = frozenset(("cards", "modules", "example"))


def data(texts: Texts, tool: Tool) -> str:
    """The tool as JSON: numbers with decimals as texts, so that they stay exact; words without markup and citations."""
    listed = texts.curriculum.spine.tools
    made: dict[str, Any] = {
        name: _plain(texts, value) for name, value in _dumped(tool).items() if name not in SHOWN_BY_THE_PAGE
    }
    for finding in made["comparison"]["findings"]:
        finding["when"] = {name: value for name, value in (finding["when"] or {}).items() if value not in (None, False)}
        finding["when"] = finding["when"] or None
    made["status"] = prose.bare(texts.plain(listed.status)) if listed else ""
    made["curriculum"] = texts.curriculum.spine.version
    made["variant"] = tool.variant or (tool.variants[0].id if tool.variants else "")
    made["titles"] = {other.id: texts.plain(other.title) for other in texts.curriculum.tools}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _dumped(tool: Tool) -> dict[str, Any]:
    return tool.model_dump(mode="json")


def _plain(texts: Texts, value: Any) -> Any:
    """The value with every text as a reader sees it."""
    if isinstance(value, str):
        return prose.bare(texts.plain(value)) if value else value
    if isinstance(value, list):
        return [_plain(texts, one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(texts, one) for name, one in value.items() if name not in NOT_SCRIPTED}
    return value
