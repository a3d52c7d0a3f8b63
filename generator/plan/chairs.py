"""Two-chair cases: a page for each of two partners, which the other does not open, and one for both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from generator.model import Briefs, ModuleContent
from generator.plan import lists
from generator.plan.module import LessonSection
from generator.plan.page import Page, Texts, texts_of
from generator.words import word


def path(module: str, page: str) -> str:
    """Where a page of a case stands: `a`, `b` or `together`."""
    return f"two-chairs/{module}/{page}.md"


def pages(texts: Texts) -> Iterator[Page]:
    """The pages of every ready module that has briefs."""
    for content in texts.curriculum.modules:
        if content.briefs and content.module.status == "ready":
            yield from _pages(texts, content, content.briefs)


def _pages(texts: Texts, content: ModuleContent, briefs: Briefs) -> Iterator[Page]:
    module, language = content.module, texts.language
    common = {
        "module": module,
        "kind": lists.kinds(texts.curriculum.spine)[module.kind],
        "spine": texts.curriculum.spine,
        "together": path(module.id, "together"),
    }
    for letter, brief in (("a", briefs.a), ("b", briefs.b)):
        title = word(language, "Brief %(letter)s: %(role)s", letter=letter.upper(), role=brief.role)
        values = {**common, "brief": brief, "letter": letter.upper()}
        cited = [module.care or "", brief.text]
        yield Page.planned(texts, path(module.id, letter), title, template="chairs/brief", values=values, cited=cited)
    title = word(language, "Both chairs: %(title)s", title=module.title)
    cited = [module.care or "", "[@own]", *texts_of(briefs.joint)]
    views = tuple(_happened(texts, content))
    values = {**common, "joint": briefs.joint, "happened": views}
    yield Page.planned(
        texts,
        path(module.id, "together"),
        title,
        template="chairs/together",
        values=values,
        cited=[*cited, *(view.text for view in views)],
        keeps_anchors=False,
    )


def _happened(texts: Texts, content: ModuleContent) -> Iterator[LessonSection]:
    """What really happened: the sections that the lesson keeps closed, behind its decision points."""
    sections = iter(content.lesson.sections if content.lesson else ())
    for section in sections:
        if section.shows == "decisions":
            break
    for section in takewhile(lambda one: one.reveal, sections):
        yield LessonSection(section, texts.plain(section.text), ())
