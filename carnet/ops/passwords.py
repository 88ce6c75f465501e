"""Passwords made for people who have none yet: random, and readable over the phone."""

import os
import secrets
from pathlib import Path

_CONSONANTS = "bdfgklmnprstvz"
_VOWELS = "aeiou"


def readable_password() -> str:
    """Three words of six letters and two digits, such as "bakoti-lumeda-pirono-45": 62 bits."""
    words = ["".join(_syllable() for _position in range(3)) for _word in range(3)]
    return "-".join([*words, f"{secrets.randbelow(100):02d}"])


def keep_password(path: Path, password: str) -> None:
    """Write a password where only the operator reads it."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)
