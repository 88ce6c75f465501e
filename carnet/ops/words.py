"""The language of the terminal: French where the locale is French, English elsewhere.

The standard library reads the catalogue, so that `carnet --help` need not load Django.
"""

import gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def language() -> str:
    """'fr' or 'en', by the variables every terminal sets."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    value = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "fr" if value.lower().startswith("fr") else "en"


def say_in_words(text: str) -> str:
    """A sentence of the catalogue in the terminal's language."""
    return _catalogue(language()).gettext(text)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [code], fallback=True)


_ = say_in_words
