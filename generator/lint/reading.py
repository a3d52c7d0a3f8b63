"""Pages take as long as they say, and a tired reader can follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator import prose
from generator.blocks import bare, blocks
from generator.model import ModuleContent
from generator.plan import Texts, module
from generator.problems import Problem

WORDS_A_MINUTE = 180
REFLECTION = 5
"""Minutes for the questions that nobody grades."""
OFF = 0.2
"""How far the stated minutes may be from the computed ones, as a share of these."""
GRADE = 10
ROUGH = 1
"""By how much the rough count may be too low: above `GRADE` without it, the library counts."""
SYLLABLE = re.compile(r"[aeiouy]+|\b[^\W_aeiouy]+\b", re.I)
"""A group of vowels; a word without any, such as a number, is one."""
SENTENCE = re.compile(r"[^.?!]+[.?!]*")
END = re.compile(r"[.?!][”’)\"']*$")


@dataclass(frozen=True)
class Minutes:
    """What the page of a module takes, in minutes: to read it, to answer, to reflect, to do the first part apart."""

    reading: float
    items: int
    reflection: int
    apart: int

    @property
    def total(self) -> float:
        """All of it."""
        return self.reading + self.items + self.reflection + self.apart


def minutes_are_true(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        stated, needed = content.module.minutes, minutes(texts, content)
        if abs(stated - needed.total) > OFF * needed.total:
            what = f"the module '{content.module.id}' says {stated} minutes, and its page takes {needed.total:.0f}"
            parts = f"{needed.reading:.0f} reading, {needed.items} items, {needed.reflection} reflection"
            advice = f"{parts}, {needed.apart} apart: change the number, or the page"
            yield Problem(content.module.at.of("minutes"), what, advice)


def minutes(texts: Texts, content: ModuleContent) -> Minutes:
    """What a page takes, by the rule of the guide for authors."""
    return Minutes(
        reading=sum(prose.words(texts.plain(text)) for text in _page(texts, content)) / WORDS_A_MINUTE,
        items=len(module.graded(content)),
        reflection=REFLECTION if module.ungraded(content) else 0,
        apart=content.exercises[0].apart_minutes if content.exercises else 0,
    )


def _page(texts: Texts, content: ModuleContent) -> Iterator[str]:
    """What a learner reads on a module's page; sources, and words that are looked up, come on top."""
    yield from (objective.text for objective in content.module.objectives)
    yield from (section.title for section in content.lesson.sections) if content.lesson else ()
    yield from module.read(texts, content)


def pages_are_easy_to_read(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.ready:
        shown = _sentences(texts, content)
        if _rough(shown) > GRADE - ROUGH:
            grade = _grade(_without_listed(texts, shown))
            if grade > GRADE:
                what = f"the page of '{content.module.id}' reads at grade {grade:.1f} (Flesch-Kincaid)"
                advice = f"expected at most {GRADE}: shorter sentences, shorter words"
                yield Problem(content.module.at.of("title"), what, advice)


def _sentences(texts: Texts, content: ModuleContent) -> str:
    """What the page tells as running text, each part ending a sentence; tables and questions are no such text."""
    parts = (one for text in module.told(texts, content) for one in blocks(texts.plain(text)))
    shown = (bare(part.text) for part in parts if part.sort != "table row")
    return " ".join(one if END.search(one) else f"{one}." for one in shown if one)


def _rough(text: str) -> float:
    """About the grade, and seldom too low, as silent vowels count: the library takes seconds to load its words."""
    words, sentences = len(text.split()), sum(len(one.split()) > 2 for one in SENTENCE.findall(text))
    syllables = len(SYLLABLE.findall(text))
    return 0.39 * words / max(sentences, 1) + 11.8 * syllables / max(words, 1) - 15.59


def _grade(text: str) -> float:
    import textstat

    return float(textstat.flesch_kincaid_grade(text))


def _without_listed(texts: Texts, text: str) -> str:
    """The text with one short word in place of each word that the curriculum lists, as a term or in its glossary."""
    terms = [
        word for term in texts.curriculum.spine.terms.values() for word in (term.one, term.other, term.abbr) if word
    ]
    explained = [texts.plain(form) for entry in texts.curriculum.glossary for form in (entry.term, *entry.also)]
    longest = sorted({*terms, *explained}, key=lambda word: (-len(word), word))
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", "term", text, flags=re.I)


RULES = (minutes_are_true, pages_are_easy_to_read)
