"""The run sheet: one page for the lectern, with the clock, the sheets to hand out, and what to cut."""

from __future__ import annotations

from generator.agenda import late
from generator.plan.papers.document import Document, Ordered, Section, made, mode_words, rows
from generator.words import word

DENSE = 16
"""From so many lines on, the page is set smaller."""


def document(ordered: Ordered) -> Document:
    """The run sheet of a session."""
    found = tuple(rows(ordered))
    objectives = {one.id: one for content in ordered.contents for one in content.module.objectives}
    values = {
        "rows": found,
        "card": late.card(ordered.slot),
        "modes": mode_words(ordered.language),
        "dense": len(found) > DENSE,
        "objectives": objectives,
        "end": ordered.time(ordered.slot.length),
    }
    section = Section("runsheet", "", "print/runsheet.html.j2")
    return made(ordered, "runsheet", word(ordered.language, "Run sheet"), [section], values=values, cover=False)
