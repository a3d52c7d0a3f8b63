"""The PDFs that a site brings: which of them belong to a module, and the page that lists them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Module
from generator.plan.page import Page, Texts
from generator.words import word

FOLDER, PAGE, VOLUME = "print", "to-print.md", "all-guides"
"""Where the files stand below the pages, the page that leads to them, and the name of the bound volume."""
SORTS = ("guide", "packet", "cards", "key", "runsheet")


@dataclass(frozen=True)
class File:
    """A PDF that readers can open: what it is, and its path below the pages folder."""

    label: str
    path: str


def of_module(texts: Texts, module: str) -> tuple[File, ...]:
    """The PDFs of a module that stand in this site."""
    named = {name: f"{module}-{name}.pdf" for name in SORTS}
    labels = labels_of(texts.language)
    return tuple(File(labels[name], f"{FOLDER}/{file}") for name, file in named.items() if file in texts.printed)


def labels_of(language: str) -> dict[str, str]:
    """What each sort of document is called."""
    return {
        "guide": word(language, "Facilitator guide"),
        "packet": word(language, "Participant packet"),
        "cards": word(language, "Cards to cut"),
        "key": word(language, "Answer key"),
        "runsheet": word(language, "Run sheet"),
        "volume": word(language, "All guides in one volume"),
    }


def pages(texts: Texts) -> Iterator[Page]:
    """The page that leads to every PDF, where the site brings any."""
    if not texts.printed:
        return
    ready: list[Module] = [content.module for content in texts.curriculum.listed]
    listed = [(module, files) for module in ready if (files := of_module(texts, module.id))]
    volume = f"{VOLUME}.pdf"
    bound = File(labels_of(texts.language)["volume"], f"{FOLDER}/{volume}") if volume in texts.printed else None
    values = {"listed": listed, "bound": bound, "private": texts.edition == "facilitator"}
    yield Page.planned(texts, PAGE, word(texts.language, "To print"), template="to_print", values=values)
