"""Cards written on the spot, and their sentences in English."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.interchange.vcard.reading import card


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def vcf(tmp_path) -> Callable[..., Path]:
    """A function that writes cards, each a list of lines, to a file."""

    def write(*cards: list[str], name: str = "contacts.vcf", version: str = "3.0") -> Path:
        path = tmp_path / name
        path.write_text(
            "".join(card(*lines, version=version) for lines in cards), encoding="utf-8", newline=""
        )
        return path

    return write
