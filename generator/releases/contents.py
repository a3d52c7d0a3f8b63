"""What a release says, page by page and part by part, in hashes: from two of these, changes can be told."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator import plan, writer
from generator.model import Authored, Curriculum
from generator.plan import questions

TITLE = re.compile(r"^# (.+?)(?: \{[^}]*\})?$", re.M)
CHANGES = "changes.md"
"""The page that tells what is new: it is no change itself."""
Part = dict[str, str]


def pages(made: writer.Site, base: writer.Site) -> list[dict[str, str | None]]:
    """Each page of an edition: its title, whose it is, and the hash of its text in this release and in the base."""
    return [_page(path, text, base.pages.get(path)) for path, text in sorted(made.pages.items()) if path != CHANGES]


def _page(path: str, text: str, base: str | None) -> dict[str, str | None]:
    own, below = _hash(text), _hash(base) if base is not None else None
    origin = "organization" if below is None else "base" if below == own else "merged"
    return {
        "id": path.removesuffix(".md"),
        "path": path,
        "title": _title(text) or path,
        "origin": origin,
        "sha256": own,
        "base": below,
    }


def _title(text: str) -> str:
    found = TITLE.search(text)
    return html.unescape(re.sub(r"\\(.)", r"\1", found[1])) if found else ""


def parts(curriculum: Curriculum) -> Mapping[str, list[Part]]:
    """The parts of each edition that people meet one by one, with the page on which they stand."""
    texts = plan.Texts(curriculum)
    found = {"learner": _for_learners(curriculum), "facilitator": _for_facilitators(curriculum)}
    return {
        edition: [one | {"title": texts.plain(one["title"])} for one in listed] for edition, listed in found.items()
    }


def _for_learners(curriculum: Curriculum) -> Iterator[Part]:
    for content in curriculum.ready:
        page = f"modules/{content.module.id}"
        for section in content.lesson.sections if content.lesson else ():
            yield _part("section", page, f"{page}#{section.id}", section.title, section.title + "\n" + section.text)
        for question in content.questions:
            yield _part("question", page, question.id, question.prompt, questions.revision(question))
        for exercise in content.exercises:
            yield _part("exercise", page, exercise.id, exercise.title, _values(exercise))
    for tool in curriculum.tools:
        yield _part("tool", f"tools/{tool.id}", tool.id, tool.title, _values(tool))


def _for_facilitators(curriculum: Curriculum) -> Iterator[Part]:
    for content in curriculum.ready:
        for segment in content.session.segments if content.session else ():
            page = f"sessions/{content.module.id}"
            yield _part("segment", page, f"{page}#{segment.id}", segment.title, _values(segment))


def _part(kind: str, page: str, name: str, title: str, text: str) -> Part:
    return {"kind": kind, "page": page, "id": name, "title": title, "sha256": _hash(text)}


def _values(authored: Authored) -> str:
    return authored.model_dump_json(exclude={"renamed_from", "locked"})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def facts(edition_pages: Mapping[str, Any], curriculum: Curriculum) -> dict[str, Any]:
    """The pages and the parts as a manifest has them."""
    return {"pages": dict(edition_pages), "parts": parts(curriculum)}
