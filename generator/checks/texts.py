"""Every text an author wrote: terms, citations and links exist, and nothing in it can run."""

from __future__ import annotations

from collections.abc import Iterator

from generator import prose
from generator.checks import names
from generator.model import Curriculum, ModuleContent
from generator.model.texts import Text, inside
from generator.problems import Problem, unknown


def texts(curriculum: Curriculum) -> Iterator[Text]:
    """Every text of the curriculum, Markdown and plain."""
    yield from inside(curriculum.spine)
    for library in (curriculum.references, curriculum.glossary):
        for entry in library:
            yield from inside(entry)
    for page in curriculum.pages:
        yield Text(page.place, page.text, True, sections=True)
        yield Text(page.place, page.title, False)
    for content in curriculum.modules:
        yield from _module_texts(content)
    if curriculum.kit:
        yield from inside(curriculum.kit)


def _module_texts(content: ModuleContent) -> Iterator[Text]:
    anchors = frozenset(name for name, _ in names.anchors(content)) | names.RESERVED_ANCHORS if content.whole else None
    if content.lesson:
        yield Text(content.lesson.place, content.lesson.opening, True, anchors)
        for section in content.lesson.sections:
            yield Text(section.place, section.title, False)
            yield Text(section.place, section.text, True, anchors)
    lone = [value for value in (content.briefs, content.session) if value is not None]
    for value in (*content.questions, *content.exercises, *content.behaviors, *content.styles, *content.points, *lone):
        yield from inside(value)


def texts_name_what_exists(curriculum: Curriculum) -> Iterator[Problem]:
    terms = curriculum.spine.terms
    works = {*curriculum.reference_ids, "own"}
    targets = {"module": set(curriculum.module_ids), "page": {page.id for page in curriculum.pages}}
    for text in texts(curriculum):
        for match in prose.TERM.finditer(text.text):
            if match[1] not in terms:
                yield _at(text, unknown(text.place, "the term", match[1], terms), match[0])
            elif match[2] == "abbr" and not terms[match[1]].abbr:
                yield Problem(text.place, f"the term '{match[1]}' has no abbreviation", needle=match[0])
        for match in prose.CITATION.finditer(text.text):
            for work in filter(None, match.groups()):
                if work not in works:
                    yield _at(text, unknown(text.place, "the reference", work, works), match[0])
        for match in prose.LINK.finditer(text.text):
            if match[3] not in targets[match[2]]:
                yield _at(text, unknown(text.place, f"the {match[2]}", match[3], targets[match[2]]), match[0])
        for match in prose.ANCHOR.finditer(text.text) if text.anchors is not None else ():
            if match[1] not in text.anchors:
                yield _at(text, unknown(text.place, "the section", match[1], text.anchors), match[0])


def _at(text: Text, problem: Problem, needle: str) -> Problem:
    return Problem(problem.place, problem.what, problem.expected, problem.near, needle=needle)


def texts_are_safe(curriculum: Curriculum) -> Iterator[Problem]:
    for text in texts(curriculum):
        for unsafe in prose.refused(text.text, sections=text.sections) if text.is_prose else _plain(text.text):
            yield Problem(text.place, unsafe.what, unsafe.expected, needle=unsafe.needle)


def _plain(text: str) -> Iterator[prose.Unsafe]:
    """Titles and labels hold words and terms only."""
    for match in prose.BRACES.finditer(prose.TERM.sub("", text)):
        yield prose.Unsafe(f"'{match[0]}' is not a term", match[0], "expected {{ term.KEY.one }}, .other or .abbr")
    for match in prose.BROKEN_CITATION.finditer(text):
        yield prose.Unsafe("a citation may not stand here", match[0], "expected plain words")


RULES = (texts_name_what_exists, texts_are_safe)
