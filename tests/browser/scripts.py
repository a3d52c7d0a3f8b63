"""Our scripts without a site: an empty page with the pure modules of tools, and the data of the shipped tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator import plan, site, writer
from generator.plan import tool_data
from tests.sites import ROOT

PURE = ("words.js", "tools/score.js", "tools/checks.js", "tools/code.js", "tools/share.js", "tools/qr.js")


def loaded(page: Page) -> Page:
    """The page with the pure modules."""
    page.goto("about:blank")
    for name in PURE:
        page.add_script_tag(content=(writer.THEME / "assets/dyad" / name).read_text(encoding="utf-8"))
    return page


def tools(root: Path = ROOT) -> dict[str, Any]:
    """The data of every tool of a curriculum, as its page holds it."""
    curriculum = site.curriculum(root)
    texts = plan.Texts(curriculum)
    return {tool.id: json.loads(tool_data.data(texts, tool)) for tool in curriculum.tools}
