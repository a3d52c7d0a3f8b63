"""Every text an author wrote: terms, citations and links exist, and nothing in it can run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from generator import prose
from generator.checks import names
from generator.model import Curriculum, ModuleContent, Page, Term, Tool
from generator.model.texts import Text, inside
from generator.problems import Problem, unknown

TOLD_AT_MOST = 50
"""How many faults of one text are told in one run."""
TOOL_SECTIONS = frozenset({"use", "form", "compare", "basis"})
"""What every page of a tool has, so that links may lead there."""
NOT_PLAIN = re.compile(r"[<>{}\[\]`*_\\\\|#\"]")
"""What Markdown or HTML could read as more than words."""


def texts(curriculum: Curriculum) -> Iterator[Text]:
    """Every text of the curriculum, Markdown and plain."""
    yield from inside(curriculum.spine)
    for library in (curriculum.references, curriculum.gaps, curriculum.glossary):
        for entry in library:
            yield from inside(entry)
    for page in curriculum.pages:
        yield Text(page.place, page.text, True, page_anchors(page), sections=True)
        yield Text(page.place._replace(line=1), page.title, False)
    for content in curriculum.modules:
        yield from module_texts(content)
    for shared in (curriculum.kit, curriculum.cards, *curriculum.tools):
        if shared:
            yield from inside(shared)


def module_texts(content: ModuleContent) -> Iterator[Text]:
    """Every text of a module's folder."""
    anchors = names.anchors(content) if content.whole else None
    if content.lesson:
        yield Text(content.lesson.place, content.lesson.opening, True, anchors)
        for section in content.lesson.sections:
            yield Text(section.place, section.title, False)
            yield Text(section.place.below(1), section.text, True, anchors)
    lone = [value for value in (content.briefs, content.session) if value is not None]
    for value in (*content.questions, *content.exercises, *content.behaviors, *content.styles, *content.points, *lone):
        yield from inside(value)


def page_anchors(page: Page) -> frozenset[str]:
    """The ids on a page that links may lead to: those that its headings were given."""
    return frozenset(match[1] for match in names.HEADING_ID.finditer(page.text))


def tool_anchors(tool: Tool) -> frozenset[str]:
    """The sections of a tool's page."""
    return TOOL_SECTIONS | ({"count"} if tool.dimensions else set()) | ({"again"} if tool.repeat else set())


def texts_are_sound(curriculum: Curriculum) -> Iterator[Problem]:
    """Both rules about texts; looking for the texts takes longer than most rules, so it is done once."""
    found = tuple(texts(curriculum))
    yield from _name_what_exists(curriculum, found)
    yield from _are_safe(curriculum, found)


def _name_what_exists(curriculum: Curriculum, found: Iterable[Text]) -> Iterator[Problem]:
    modules = {name: _link_anchors(content) for name, content in curriculum.module_ids.items()}
    pages: dict[str, Anchors] = {page.id: page_anchors(page) for page in curriculum.pages}
    tools: dict[str, Anchors] = dict.fromkeys(curriculum.faulty_tools)
    tools |= {tool.id: tool_anchors(tool) for tool in curriculum.tools}
    targets = {"module": modules, "page": pages, "tool": tools}
    for text in found:
        if "[" in text.text or "{{" in text.text:
            yield from _numbered(text, _unknown_names(text, curriculum, targets))


Anchors = frozenset[str] | None
"""The ids of a page, or None where they are not known."""


def _link_anchors(content: ModuleContent) -> Anchors:
    return names.anchors(content) if content.whole and content.module.status == "ready" else None


def _unknown_names(
    text: Text, curriculum: Curriculum, targets: Mapping[str, Mapping[str, Anchors]]
) -> Iterator[Problem]:
    terms, works = curriculum.spine.terms, curriculum.reference_ids
    for match in prose.TERM.finditer(text.text):
        if match[1] not in terms:
            yield _at(unknown(text.place, "term", match[1], terms), match[0])
        elif match[2] == "abbr" and not terms[match[1]].abbr:
            what = f"the term '{match[1]}' has no abbreviation"
            yield Problem(text.place, what, "add 'abbr' to it, or use .one", needle=match[0])
    for match in prose.CITATION.finditer(text.text):
        if match[2] and "own" in match.groups():
            yield Problem(text.place, "own design is not known through a work", "expected [@own]", needle=match[0])
        for work in filter(None, match.groups()):
            if work not in works and work != "own":
                yield _at(unknown(text.place, "reference", work, {*works, "own"}), match[0])
    for match in prose.LINK.finditer(text.text):
        known = targets[match[2]]
        anchors = known.get(match[3])
        if match[3] not in known:
            yield _at(unknown(text.place, match[2], match[3], known), match[0])
        elif match[4] is not None and anchors is not None and match[4] not in anchors:
            what = f"{match[2]} '{match[3]}' has no section '{match[4]}'"
            yield _at(replace(unknown(text.place, "section", match[4], anchors), what=what), match[0])
    if text.anchors is not None:
        for match in prose.ANCHOR.finditer(text.text):
            if match[1] not in text.anchors:
                found = unknown(text.place, "section", match[1], text.anchors)
                hint = "" if found.near or not text.sections else f"its heading needs an id: ## Heading {{#{match[1]}}}"
                yield _at(replace(found, expected=hint or found.expected), match[0])


def _at(problem: Problem, needle: str) -> Problem:
    return replace(problem, needle=needle)


def _numbered(text: Text, problems: Iterator[Problem]) -> Iterator[Problem]:
    """The first problems of a text, each with how often its needle was told before."""
    told: Counter[tuple[str, str]] = Counter()
    for problem in islice(problems, TOLD_AT_MOST):
        yield replace(problem, nth=told[problem.what, problem.needle])
        told[problem.what, problem.needle] += 1


def _are_safe(curriculum: Curriculum, found: Iterable[Text]) -> Iterator[Problem]:
    terms = {key: term for key, term in curriculum.spine.terms.items() if not any(_not_plain(term))}
    words = prose.term_words((key, term.one, term.other, term.abbr) for key, term in terms.items())
    for text in found:
        refused = prose.refused(text.text, terms=words, sections=text.sections) if text.is_prose else _line(text.text)
        told = [Problem(text.place, unsafe.what, unsafe.expected, needle=unsafe.needle) for unsafe in refused]
        yield from _numbered(text, iter(told)) if told else ()


def _line(text: str) -> Iterator[prose.Unsafe]:
    """Titles and labels hold words and terms only."""
    yield from prose.stray_marks(text)
    for match in prose.BROKEN_CITATION.finditer(text):
        yield prose.Unsafe("a citation may not stand here", match[0], "expected plain words")


def terms_are_plain_words(curriculum: Curriculum) -> Iterator[Problem]:
    for term in curriculum.spine.terms.values():
        yield from _not_plain(term)


def _not_plain(term: Term) -> Iterator[Problem]:
    for field in ("one", "other", "abbr"):
        match = NOT_PLAIN.search(getattr(term, field) or "")
        if match:
            what = f"'{match[0]}' may not stand in a term"
            yield Problem(term.at.of(field), what, "expected plain words", needle=match[0])


RULES = (texts_are_sound, terms_are_plain_words)
