"""An organization's words: they stand where the base has a token, and touch nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cli, prose, site, source
from generator.overlay.draft import SPINE, articled
from generator.spelling import LEFT_ALONE
from tests.organizations import HEAD, organization, write
from tests.sites import ROOT

BASE = source.read(ROOT)
KEYS = tuple(BASE.yaml[SPINE].value["terms"])
PROTECTED = re.compile("|".join([r"\]\([^()\s]*\)", *LEFT_ALONE, r"^\w+:.*\{#[^{}]*\}"]), re.S | re.M)
ARTICLE = re.compile(r"\b([Aa])n (?=\{\{)")
SHOWN = re.compile(
    r"""href="(?:https?|mailto):[^"]*"|\]\(https?:[^()\s]*\)|^## .*(\{#[^{}]*\})$|<code>.*?</code>""", re.M
)
TOKEN = re.compile(r"\{\{[^{}]*\}\}")
WORDS = st.text("abehuzAOM ’-", min_size=1, max_size=12).filter(lambda word: word.strip() == word and word[0].isalpha())


def strings(value: object) -> Iterator[str]:
    """Every text of a raw value, keys included."""
    if isinstance(value, source.Table):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


ALL = [text for file in BASE.yaml.values() for text in strings(file.value)]
ALL += [file.text for file in BASE.texts.values()]
WITH_TOKENS = [text for text in ALL if "{{" in text]


def protected(text: str) -> list[str]:
    """Citations, links, ids, code and quotations, as far as they hold no token."""
    return [found[0] for found in PROTECTED.finditer(text) if "{{" not in found[0]]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries(dict.fromkeys(KEYS, WORDS)))
def test_a_term_map_leaves_citations_links_ids_code_and_quotations_alone(words: dict[str, str]) -> None:
    """In every text of the curriculum, only tokens change, and the article before them."""
    filled = prose.term_words((key, word, word, word) for key, word in words.items())
    change = articled(words)
    for text in ALL:
        made = change(text)
        assert protected(made) == protected(text)
        assert ARTICLE.sub(r"\1 ", made) == ARTICLE.sub(r"\1 ", text)
        shown = prose.with_terms(made, filled)
        tokens = [match[0] for match in TOKEN.finditer(made)]
        pieces = TOKEN.split(made)
        words_shown = [prose.with_terms(token, filled) for token in tokens]
        assert shown == "".join(a + b for a, b in zip(pieces, [*words_shown, ""], strict=True))


def test_a_term_map_over_the_whole_curriculum_changes_no_source_and_no_address(tmp_path: Path) -> None:
    terms = "".join(f"  {key}: {{one: zaq{number}, other: zaqs{number}}}\n" for number, key in enumerate(KEYS))
    write(tmp_path / "acme/overlay.yaml", HEAD + f"terms:\n{terms}")
    base, own = site.effective(ROOT), site.effective(ROOT, "acme", within=tmp_path)
    assert [(work.label, work.text, work.url) for work in own.curriculum.references] == [
        (work.label, work.text, work.url) for work in base.curriculum.references
    ]
    before, after = site.build(ROOT).pages, site.made(own, ROOT, "learner").pages
    assert before.keys() == after.keys()
    assert found(SHOWN, after) == found(SHOWN, before)
    assert "zaq" in "".join(after.values())


def found(sought: re.Pattern[str], pages: Mapping[str, str]) -> set[tuple[str, str]]:
    """What stands on each page: addresses elsewhere, ids of sections, and code."""
    return {(path, match[1] or match[0]) for path, text in pages.items() for match in sought.finditer(text)}


def test_words_written_out_are_told_in_files_of_an_organization_alone(
    copy_of_small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = """terms: {neighbor: {one: friend, other: friends}}
questions: {be-q1: {set: {prompt: "Ask your neighbor. Ask [@own] “a neighbor” too."}}}
lessons: {beans: {sections: {needs: {append: text/own.md}}}}
"""
    organization(
        copy_of_small, asked, text__own_md="Our neighbors know it.\n\nAnd {{ term.neighbor.other }}, `neighbor`.\n"
    )
    assert cli.main(["--root", str(copy_of_small), "check", "--org", "acme"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "is written out" in line]
    assert [line.removeprefix("content/organizations/acme/") for line in told] == [
        "overlay.yaml:5:45: warning: 'neighbor' is written out, and your word for it is 'friend';"
        " write {{ term.neighbor.one }}",
        "text/own.md:1:5: warning: 'neighbors' is written out, and your word for it is 'friends';"
        " write {{ term.neighbor.other }}",
    ]
    assert cli.main(["--root", str(copy_of_small), "org", "words", "acme"]) == 0
    said = capsys.readouterr().out
    assert "content/modules/beans/lesson.md:3:13: 'neighbor'" in said and "places in the base" in said
    assert "content/organizations" not in said
