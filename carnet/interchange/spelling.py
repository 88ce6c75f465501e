"""Names that are probably misspelt: said, never mended, for names from outside are kept as they came."""

from functools import cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from carnet.core.text import match_key, normalise

SECTORS = (
    *("technology", "medical", "retail", "software", "entertainment", "marketing", "telecommunications"),
    *("finance", "employment", "services", "education", "energy", "insurance", "banking", "construction"),
    *("transportation", "manufacturing", "hospitality", "agriculture", "healthcare", "consulting"),
    *("automotive", "logistics", "media", "pharmaceutical", "aerospace", "real estate", "industrie"),
    *("technologie", "santé", "commerce", "éducation", "énergie", "assurance", "banque", "bâtiment"),
    *("transport", "hôtellerie", "restauration", "agroalimentaire", "conseil", "automobile", "logistique"),
    *("immobilier", "télécommunications", "culture", "mode", "luxe", "édition", "presse", "tourisme"),
    *("artisanat", "informatique", "pharmacie", "aéronautique"),
)
LEAST_LETTERS = 5


def likely_sector(text: str) -> str:
    """The usual sector a text is one slip away from; '' when it is one, or like none."""
    return _nearest(text, _sectors())


def likely_country(text: str) -> str:
    """The country a text is one slip away from, in French or English; '' when it is one, or like none."""
    return _nearest(text, _countries())


def _nearest(text: str, known: dict[str, str]) -> str:
    key = normalise(text)
    if len(key) < LEAST_LETTERS or key in known:
        return ""
    found = process.extractOne(
        key, known.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=1 + len(key) // 12
    )
    return known[found[0]] if found else ""


@cache
def _sectors() -> dict[str, str]:
    return {normalise(name): name for name in SECTORS}


@cache
def _countries() -> dict[str, str]:
    names = [str(name) for code in ("fr", "en") for name in Locale(code).territories.values()]
    return {normalise(name): name for name in names if match_key(name)}
