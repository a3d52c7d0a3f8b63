"""The participant packet: worksheets, sheets, the quiz without its answers, and the forms of the module's tools."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import ModuleContent
from generator.model.session import Handout
from generator.plan import module, tools
from generator.plan.page import texts_of
from generator.plan.papers.document import Document, Ordered, Section, anchor, made
from generator.words import word


def document(ordered: Ordered) -> Document:
    """The packet of a session, or of a module where there is no session."""
    label = word(ordered.language, "Participant packet")
    sections = [one for content in ordered.contents for one in _sections(ordered, content)]
    last = anchor(ordered.contents[0].module.id, "sources")
    sections.append(Section(last, word(ordered.language, "Sources"), "print/packet/sources.html.j2"))
    values = {
        "spine": ordered.texts.curriculum.spine,
        "contents": ordered.contents,
        "objectives": {one.id: one for content in ordered.contents for one in content.module.objectives},
    }
    return made(
        ordered, "packet", label, sections, cited=_read(ordered), values=values, contents=True, facilitator=False
    )


def _sections(ordered: Ordered, content: ModuleContent) -> Iterator[Section]:
    said, own = ordered.language, content.module
    several = len(ordered.contents) > 1

    def section(name: str, title: str, **values: object) -> Section:
        full = f"{title}: {ordered.texts.plain(own.title)}" if several else title
        shown = {"content": content, **values}
        return Section(anchor(own.id, name), full, f"print/packet/{name}.html.j2", shown, starts_page=True)

    if content.exercises:
        yield section("worksheets", word(said, "Worksheets for the two of you"))
    if sheets := given_out(content):
        yield section("handouts", word(said, "Sheets"), sheets=sheets)
    if content.questions:
        asked = {"questions": module.graded(content), "open": module.ungraded(content)}
        yield section("quiz", word(said, "Check yourself"), **asked)
    forms = [tools.form(ordered.texts, ordered.texts.curriculum.tool_ids[name]) for name in own.tools]
    if forms:
        yield section("tools", word(said, "Tools for the two of you"), forms=forms)


def given_out(content: ModuleContent) -> list[Handout]:
    """The sheets that are in the packet: neither those to cut nor those that come later in the session."""
    sheets = content.session.handouts if content.session else ()
    return [sheet for sheet in sheets if not sheet.cards and not sheet.later]


def _read(ordered: Ordered) -> Iterator[str]:
    for content in ordered.contents:
        yield content.module.care or ""
        for exercise in content.exercises:
            yield from texts_of(exercise)
        for sheet in given_out(content):
            yield from texts_of(sheet)
        yield from module.asked(content)
        for name in content.module.tools:
            yield from texts_of(ordered.texts.curriculum.tool_ids[name])
