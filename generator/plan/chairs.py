"""Two-chair cases: a page for each of two partners, which the other does not open, and one for both."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Briefs, ModuleContent
from generator.plan import lists
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
    values = {**common, "joint": briefs.joint}
    yield Page.planned(
        texts, path(module.id, "together"), title, template="chairs/together", values=values, cited=cited
    )
