"""Every claim on a module's page says where it comes from, and every word that is explained is used."""

from __future__ import annotations

from collections.abc import Iterator

from generator import prose
from generator.blocks import bare, blocks
from generator.checks.texts import module_texts
from generator.model import ModuleContent
from generator.model.texts import Text, inside
from generator.plan import Texts
from generator.problems import Problem, shortened

OWN = ("own",)


def claims_name_sources(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        if set(content.module.sources) <= set(OWN):
            continue
        for text in _claims(content):
            for block in blocks(text.text):
                if not prose.citations(block.text):
                    what = f"a {block.sort} names no source: '{shortened(bare(texts.plain(block.text)))}'"
                    yield Problem(text.place, what, "cite a work, or mark it with [@own]", needle=block.text)


def _claims(content: ModuleContent) -> Iterator[Text]:
    """What a module says itself; items name their sources, and exercises are marked as own design as a whole."""
    if content.lesson:
        yield Text(content.lesson.place, content.lesson.opening, True)
        for section in content.lesson.sections:
            yield Text(section.place.below(1), section.text, True)
    for value in (*content.behaviors, *content.styles, *content.points):
        yield from (text for text in inside(value) if text.is_prose)
    for decision in content.briefs.decisions if content.briefs else ():
        if not any(prose.citations(text.text) for text in inside(decision)):
            yield next(inside(decision))
    for value in (content.briefs.a, content.briefs.b, content.briefs.joint) if content.briefs else ():
        yield from (text for text in inside(value) if text.is_prose)


def explained_words_are_used(texts: Texts) -> Iterator[Problem]:
    ready = {content.module.id for content in texts.curriculum.ready}
    entries = [entry for entry in texts.curriculum.glossary if entry.module in ready]
    missing = {entry.id for entry in entries}
    for text in _read(texts):
        if not missing:
            return
        seen = prose.spots(texts.plain(text).replace("|", " "), texts.word_forms, frozenset())
        missing -= {spot.entry for spot in seen}
    for entry in entries:
        if entry.id in missing:
            what = f"no page uses the word '{texts.plain(entry.term)}'"
            yield Problem(entry.at.of("term"), what, "remove it, or list under 'also' the form that stands in texts")


def _read(texts: Texts) -> Iterator[str]:
    """Everything that learners read."""
    for content in texts.curriculum.for_learners.ready:
        yield from (text.text for text in (*inside(content.module), *module_texts(content)))
    yield from (page.text for page in texts.curriculum.pages)


RULES = (claims_name_sources, explained_words_are_used)
