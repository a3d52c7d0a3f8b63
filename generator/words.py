"""Interface words, from one catalogue for each language. The en-US words stand in the code and the templates."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

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
    from babel.messages import mofile  # what is built in en-US need not load it

    compiled = BytesIO()
    mofile.write_mo(compiled, _catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def of_scripts(language: str) -> dict[str, str]:
    """The messages of our scripts for which a language has other words than en-US."""
    if language == SOURCE:
        return {}
    messages = ((str(one.id), str(one.string)) for one in _catalogue(language) if _is_of_a_script(one))
    return {message: text for message, text in sorted(messages) if text != message}


def _is_of_a_script(message: Message) -> bool:
    return any(file.endswith(".js") for file, _ in message.locations)


@cache
def _catalogue(language: str) -> Catalog:
    from babel.messages import pofile

    locale = language.replace("-", "_")
    with (LOCALE / locale / "LC_MESSAGES" / "dyad.po").open("rb") as file:
        return pofile.read_po(file, locale=locale)
