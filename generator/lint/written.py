"""Words of the base written out where a term exists: an organization's own word for it never reaches them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.model.spine import Term
from generator.problems import Place, Problem
from generator.source import Sources, Table
from generator.spelling import LEFT_ALONE

FORMS = ("one", "other", "abbr")
OPERATIONS = frozenset(
    "modules lessons questions exercises glossary references sessions tools set add objectives choices segments items"
    " fields".split()
)
"""The keys of an overlay.yaml below which texts of its own stand."""


def in_own_files(files: Sources, base: Mapping[str, Term], own: Mapping[str, Term]) -> Iterator[Problem]:
    """Places of an organization's files where a word of the base stands for which it has another one, as warnings."""
    overlay = files.yaml.get("overlay.yaml")
    texts = [_strings(file.value) for path, file in files.yaml.items() if path != "overlay.yaml"]
    texts += [_asked(overlay.value)] if overlay else []
    texts.append((Place(file.path, 1), file.text) for file in files.texts.values())
    yield from _found((text for found in texts for text in found), base, own)


def in_base(base: Sources, terms: Mapping[str, Term], own: Mapping[str, Term]) -> Iterator[Problem]:
    """The same for the files of the base, where its authors could use the term."""
    texts = [_strings(file.value) for file in base.yaml.values()]
    texts.append((Place(file.path, 1), file.text) for file in base.texts.values())
    yield from _found((text for found in texts for text in found), terms, own)


def _found(texts: Iterable[tuple[Place, str]], base: Mapping[str, Term], own: Mapping[str, Term]) -> Iterator[Problem]:
    words = dict(_words(base, own))
    if not words:
        return
    longest = sorted(words, key=lambda word: (-len(word), word))
    kept, either = "|".join(LEFT_ALONE), "|".join(map(re.escape, longest))
    sought = re.compile(rf"(?P<kept>{kept})|\b(?P<word>{either})\b", re.S | re.I)
    for place, text in texts:
        seen: dict[str, int] = {}
        for match in sought.finditer(text):
            word = match["word"]
            if word:
                what = f"'{word}' is written out, and your word for it is '{words[word.casefold()][1]}'"
                token = f"{{{{ term.{words[word.casefold()][0]} }}}}"
                yield Problem(
                    place, what, f"write {token}", severity="warning", needle=word, nth=seen.setdefault(word, 0)
                )
                seen[word] += 1


def _words(base: Mapping[str, Term], own: Mapping[str, Term]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Words of the base for which the organization has another one: the token, and that word."""
    for key in own:
        for form in FORMS if key in base else ():
            theirs, ours = getattr(base[key], form), getattr(own[key], form) or own[key].one
            if theirs and theirs != ours:
                yield theirs.casefold(), (f"{key}.{form}", ours)


def _asked(overlay: Table) -> Iterator[tuple[Place, str]]:
    for key, value in overlay.items():
        if key in OPERATIONS and isinstance(value, Table):
            yield from _strings(value)


def _strings(value: Table) -> Iterator[tuple[Place, str]]:
    """The texts of more than one word in a table, with their places; reasons and reviews are no page's text."""
    for key, inner in value.items():
        if key in ("why", "review", "locked", "terms"):
            continue
        parts = enumerate(inner) if isinstance(inner, tuple) else [(-1, inner)]
        for number, part in parts:
            place = value.places.entry(key, number) if number >= 0 else value.places.of(key)
            if isinstance(part, Table):
                yield from _strings(part)
            elif isinstance(part, str) and " " in part:
                yield place, part
