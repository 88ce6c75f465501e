"""Passwords made for people who have none yet: random, and readable over the phone."""

import secrets

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


def readable_password() -> str:
    """Three words of six letters and two digits, such as "bakoti-lumeda-pirono-45": 62 bits."""
    words = ["".join(_syllable() for _position in range(3)) for _word in range(3)]
    return "-".join([*words, f"{secrets.randbelow(100):02d}"])


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)
