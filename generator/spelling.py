"""British spelling for prose: from a map of safe words and exact phrases, leaving alone what somebody else wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from generator import source
from generator.model import Curriculum, Reference
from generator.model.texts import changed

MAPS = {"en-GB": Path(__file__).with_name("spelling-en-GB.yaml")}
LEFT_ALONE = (
    r"```.*?```",  # code
    r"`[^`\n]*`",
    r"“(?:[^”\n]|\n(?!\n))*”",  # quotations
    r"\]\([^()\s]*\)",  # where links lead
    r"\]\([^()]*\)",
    r"https?://\S+",
    r"\[@[^\[\]]*\]",  # citations
    r"\{\{[^{}]*\}\}",  # terms
    r"\{[^{}\n]*\}",  # ids
    r"<[^<>]*>",
)


def spelled(curriculum: Curriculum) -> Curriculum:
    """The curriculum in the spelling of its language; the list of sources stays as it was printed."""
    language = curriculum.spine.language
    if language not in MAPS:
        return curriculum
    spell = text(language)
    modules = tuple(
        replace(
            content,
            lesson=content.lesson
            and replace(
                content.lesson,
                opening=spell(content.lesson.opening),
                sections=tuple(
                    replace(section, title=spell(section.title), text=spell(section.text))
                    for section in content.lesson.sections
                ),
            ),
            module=changed(content.module, spell),
            questions=tuple(changed(value, spell) for value in content.questions),
            exercises=tuple(changed(value, spell) for value in content.exercises),
            behaviors=tuple(changed(value, spell) for value in content.behaviors),
            styles=tuple(changed(value, spell) for value in content.styles),
            points=tuple(changed(value, spell) for value in content.points),
            briefs=content.briefs and changed(content.briefs, spell),
            session=content.session and changed(content.session, spell),
        )
        for content in curriculum.modules
    )
    return replace(
        curriculum,
        spine=changed(curriculum.spine, spell),
        modules=modules,
        references=tuple(_reference(work, spell) for work in curriculum.references),
        gaps=tuple(changed(gap, spell) for gap in curriculum.gaps),
        glossary=tuple(changed(entry, spell) for entry in curriculum.glossary),
        tools=tuple(changed(tool, spell) for tool in curriculum.tools),
        pages=tuple(replace(page, title=spell(page.title), text=spell(page.text)) for page in curriculum.pages),
        kit=curriculum.kit and changed(curriculum.kit, spell),
        cards=curriculum.cards and changed(curriculum.cards, spell),
    )


def text(language: str) -> Callable[[str], str]:
    """A function that spells prose as the language does."""
    return _speller(language) if language in MAPS else str


def _reference(work: Reference, spell: Callable[[str], str]) -> Reference:
    """A work with our own words about it spelled; how it is cited stays."""
    notes = {name: spell(getattr(work, name) or "") or None for name in ("note", "verify")}
    return work.model_copy(update={"used_for": spell(work.used_for), **notes})


@cache
def _speller(language: str) -> Callable[[str], str]:
    table = source.settings(MAPS[language])
    return speller({**table["words"], **table["phrases"]}, table["keep"])


def speller(words: Mapping[str, str], keep: Iterable[str]) -> Callable[[str], str]:
    """A function that spells prose by these words; it keeps quotations, citations, links, code, ids and these names."""
    kept = "|".join([*LEFT_ALONE, *map(re.escape, keep)])
    longest = sorted(words, key=lambda word: (-len(word), word))
    sought = re.compile(rf"(?P<kept>{kept})|\b(?P<word>{'|'.join(map(re.escape, longest))})\b", re.S | re.I)

    def spell(match: re.Match[str]) -> str:
        return _cased(words[match["word"].lower()], match["word"]) if match["word"] else match[0]

    return lru_cache(maxsize=50_000)(lambda text: sought.sub(spell, text))  # organizations share most of their texts


def _cased(word: str, like: str) -> str:
    """The word with capitals as another one has them."""
    if like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
