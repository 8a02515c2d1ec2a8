"""The words of the pages in other languages: one catalogue each, `locales/<code>/messages.po` (see docs/languages.md).

What the bot says and what a person wrote are no words of the pages.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
OWN = "en"
# By their own names, as people look for them.
LANGUAGES = {OWN: "English", "cy": "Cymraeg"}


def mark(words: str) -> str:
    """Name words that are translated where they are shown; the catalogue is made from these."""
    return words


def translated(words: str, language: str) -> str:
    """The words in a language; as they are when there is no translation of them."""
    return catalogue(language).gettext(words)


def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(language).text_direction


@cache
def catalogue(language: str) -> NullTranslations:
    """A language's words, read once."""
    path = LOCALES / language / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
