"""Interface words, from one catalogue for each language. The en-US words stand in the code and the templates."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
SOURCE = "en-US"
"""The language whose words are the ids of messages, so that it needs no catalogue."""


def word(language: str, message: str, **values: object) -> str:
    """The message in a language, with its placeholders filled in."""
    found = translations(language).gettext(message)
    return found % values if values else found


@cache
def translations(language: str) -> NullTranslations:
    """The words of a language, read from its .po file."""
    if language == SOURCE:
        return NullTranslations()
    from babel.messages import mofile, pofile  # what is built in en-US need not load it

    locale = language.replace("-", "_")
    with (LOCALE / locale / "LC_MESSAGES" / "dyad.po").open("rb") as file:
        catalog = pofile.read_po(file, locale=locale)
    compiled = BytesIO()
    mofile.write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
