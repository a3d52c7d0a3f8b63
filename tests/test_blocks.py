"""Authored text in parts: paragraphs, entries of lists and rows of tables, and the words in them."""

from __future__ import annotations

import pytest

from generator.blocks import bare, blocks

TEXT = """\
### A heading
One line
and another [@own].

- first
  goes on
- second

1. third

> A quotation.

| Head | Head |
| --- | --- |
| a | b |
| c | d |
"""


def test_a_text_has_parts() -> None:
    assert [(block.sort, block.text) for block in blocks(TEXT)] == [
        ("paragraph", "One line\nand another [@own]."),
        ("list item", "- first\n  goes on"),
        ("list item", "- second"),
        ("list item", "1. third"),
        ("paragraph", "> A quotation."),
        ("table row", "| a | b |"),
        ("table row", "| c | d |"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "### Only a heading", "| Head |\n| --- |"])
def test_a_text_may_have_none(text: str) -> None:
    assert list(blocks(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Two** *words* [@own].", "Two words."),
        ("- see [this](module:lamp#wick)", "see this"),
        ('> said <abbr title="x y">TBA</abbr> {#id}', "said TBA"),
        ("12. of `May`", "of May"),
        ("a - b", "a - b"),
    ],
)
def test_marks_of_markdown_are_no_words(text: str, words: str) -> None:
    assert bare(text) == words
