"""Pages that may hurt begin with a content note, and the note names real people to turn to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator import source
from generator.checks.texts import module_texts
from generator.model import Curriculum
from generator.plan import Texts
from generator.problems import Problem

WORDS = Path(__file__).with_name("care.yaml")


def hard_pages_have_a_note(texts: Texts) -> Iterator[Problem]:
    for content in texts.curriculum.for_learners.ready:
        found = ((text, match) for text in module_texts(content) if (match := _hard_words().search(text.text)))
        text, match = next(found, (None, None))
        if not content.module.care and text and match:
            what = f"the page of '{content.module.id}' says '{match[0]}' and has no content note"
            advice = "write 'care' for the module in curriculum.yaml"
            yield Problem(text.place, what, advice, needle=match[0])


@cache
def _hard_words() -> re.Pattern[str]:
    words = source.settings(WORDS)["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)


def contacts_are_real(curriculum: Curriculum) -> Iterator[Problem]:
    """An organization must set its contacts before it can publish."""
    contacts = curriculum.spine.contacts
    if contacts.placeholder:
        what = "the contacts are still placeholders"
        advice = "set 'contacts' in overlay.yaml before you publish, and take 'placeholder' away"
        yield Problem(contacts.at.of("placeholder"), what, advice)


RULES = (hard_pages_have_a_note,)
