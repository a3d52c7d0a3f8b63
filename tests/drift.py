"""A base that changes in three versions, and two organizations that changed it each in its own way."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from generator import drift
from tests.organizations import write

ACME = """\
# Acme: every comment stays.
schema: 1
organization: {id: acme, name: Acme}
base: "1.0.0"  # what we have looked at

terms:
  keeper: {one: gardener, other: gardeners}  # our word

modules:
  tides: {remove: true, why: No sea here.}
  market:
    # the board asked for it
    set:
      title: A table for two
      summary: >-
        As small as
        a table.
    why: We have no stall.

lessons:
  beans:
    sections:
      died: {replace: text/died.md, why: Our own plant.}
      looking: {replace: text/looking.md}
      needs: {append: text/more.md}

questions:
  be-q1: {set: {prompt: What does our bean need?}}
  be-q3: {remove: true}  # we have no noon
  be-q4: {move: {after: be-q5}}
  be-q6: {set: {prompt: Fill in the rule.}}
  x-be-q9: {after: be-q5, add: {kind: reflection, prompt: Why?}}

sessions:
  beans:
    lengths: [35]
    segments:
      look: {set: {minutes: {min: 5, usual: 15, max: 20}}}

tools:
  pot-check: {items: {p1: {set: {text: looks below}}}}
"""
ACME_TEXTS = {
    "died.md": "Ours died as well.\n",
    "looking.md": "Look with us.\n",
    "more.md": "Ours needs a song.\n",
}
BRIGHT = """\
schema: 1
organization: {id: bright, name: Bright}
base: "1.0.0"
lessons:
  market: {sections: {price: {replace: text/price.md}}}
  beans:
    sections:
      in-mind: {replace: text/in-mind.md}
      all-ways: {append: text/in-mind.md}
questions:
  be-q5: {set: {prompt: Sort the steps.}}
  be-q7: {set: {prompt: How deep does ours lie?}}
  be-q8: {unset: [sources], set: {prompt: Dry.}}
modules:
  market: {set: {summary: Small.}}
"""
BRIGHT_TEXTS = {"price.md": "A boat costs a song.\n", "in-mind.md": "Bear it in mind.\n"}
BEANS, QUIZ, SESSION = (f"content/modules/beans/{name}" for name in ("lesson.md", "quiz.yaml", "session.yaml"))
SPINE = "curriculum.yaml"
NEW = ("lessons.beans.sections.in-words", "questions.be-depth", "questions.be-q10")
"""What the second version has that the first does not have."""


def organizations(root: Path) -> None:
    """Puts both into a copy of the small curriculum, and records their changes."""
    change(root, QUIZ, ("    nodes:\n", "    sources: [own]\n    nodes:\n"))
    for name, overlay, texts in (("acme", ACME, ACME_TEXTS), ("bright", BRIGHT, BRIGHT_TEXTS)):
        folder = root / "content/organizations" / name
        write(folder / "overlay.yaml", overlay)
        for file, text in texts.items():
            write(folder / "text" / file, text)
        drift.accept(root, name)


def change(root: Path, path: str, *changes: tuple[str, str]) -> None:
    """Replaces in a file of the base what stands there once."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (path, old, text.count(old))
        text = text.replace(old, new)
    write(root / path, text)


def second(root: Path) -> None:
    """The base becomes 1.1.0: one of each sort of change."""
    change(root, SPINE, ('version: "1.0.0"', 'version: "1.1.0"'))
    under_an_override(root)
    beside_an_override(root)
    renamed(root)
    split_deleted_and_added(root)
    white_space(root)


def under_an_override(root: Path) -> None:
    change(root, BEANS, ("It was watered twice, by two people", "It was watered three times, by two people"))
    change(root, QUIZ, ("prompt: Which of these does a bean need?", "prompt: Which of these does every bean need?"))
    change(root, "content/tools/pot-check.yaml", ("text: looks below the leaves", "text: looks under each leaf"))
    change(root, QUIZ, ("prompt: Complete the rule.", "prompt: Fill in the rule."))
    change(root, SPINE, ("text: Explain why puddles dry up", "text: Explain why and when puddles dry up"))


def beside_an_override(root: Path) -> None:
    change(root, BEANS, ("A bean needs four things", "Every bean needs four things"))
    change(root, QUIZ, ("feedback: It does no harm and no good.", "feedback: It does neither harm nor good."))
    change(root, SESSION, ("say: “Look at the pot of somebody else.”", "say: “Look at another pot.”"))


def renamed(root: Path) -> None:
    shutil.move(root / "content/modules/market", root / "content/modules/bazaar")
    change(root, SPINE, ("  - id: market\n", "  - id: bazaar\n    renamed_from: [market]\n"))
    change(root, SPINE, ("requires: [market]", "requires: [bazaar]"), ("[market, tides]", "[bazaar, tides]"))
    change(root, SPINE, ("[beans, boats, market, tides]", "[beans, boats, bazaar, tides]"))
    for path in sorted((root / "content").rglob("*.*")):
        if "organizations" not in path.parts and path.suffix in (".md", ".yaml"):
            text = path.read_text(encoding="utf-8")
            write(path, re.sub(r"(?<=module:)market|(?<=modules: \[)market|(?<=, )market", "bazaar", text))
    change(root, BEANS, ('{#looking objectives="be-o2"', '{#watching renamed_from="looking" objectives="be-o2"'))
    change(root, BEANS, ("(#looking)", "(#watching)"))
    change(root, QUIZ, ("- id: be-q7", "- id: be-depth"))


def split_deleted_and_added(root: Path) -> None:
    change(root, BEANS, ("2. Say them to each other.\n", "\n## What to say {#in-words}\n\nSay them to each other.\n"))
    _without_question(root, "be-q3")
    _without_question(root, "be-q5")
    new = "\n  - id: be-q10\n    kind: reflection\n    prompt: What grows beside it?\n"
    write(root / QUIZ, (root / QUIZ).read_text(encoding="utf-8") + new)


def _without_question(root: Path, name: str) -> None:
    parts = (root / QUIZ).read_text(encoding="utf-8").split("\n  - id: ")
    write(root / QUIZ, "\n  - id: ".join(part for part in parts if not part.startswith(f"{name}\n")))


def white_space(root: Path) -> None:
    change(root, SESSION, ("lengths: [30, 45, 20]", "lengths:\n  - 30\n  - 45\n  - 20"))
    change(root, SESSION, ("minutes: {min: 5, usual: 10, max: 15}", "minutes: {max: 15, min: 5,  usual: 10}"))
    change(
        root,
        "content/modules/bazaar/lesson.md",
        ("A boat costs what two can agree on.", "A boat costs\nwhat two  can agree on."),
    )


def third(root: Path) -> None:
    """The base becomes 1.2.0: one change is taken back, and one more stands under an override."""
    change(root, SPINE, ('version: "1.1.0"', 'version: "1.2.0"'))
    change(root, "content/tools/pot-check.yaml", ("text: looks under each leaf", "text: looks below the leaves"))
    change(root, BEANS, ("It was watered three times", "It was watered five times"))
    change(root, SPINE, ("title: A stall for two", "title: A stall for you two"))


def states(report: drift.Report) -> dict[str, str]:
    """The state of each override, by what it is called in overlay.yaml; what is current is left out."""
    return {one.was or one.target: one.state for one in report.findings if one.state != "current"}


def near(report: drift.Report) -> dict[str, str]:
    return {one.was or one.target: one.near for one in report.findings if one.near}
