"""The bounds of what is read: an import is hostile until proven otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import UnreadableFile, sentence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one file is read; sizes in bytes, the time in seconds spent reading."""

    file_bytes: int = 100_000_000
    line_characters: int = 1_000_000
    cell_characters: int = 100_000
    columns: int = 500
    rows: int = 2_000_000
    tables: int = 100
    seconds: float = 300.0
    members: int = 2_000
    unpacked_bytes: int = 150_000_000
    unpacked_ratio: int = 250
    sheet_cells: int = 5_000_000
    reader_bytes: int = 512 * 1024 * 1024
    reader_seconds: int = 60


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much of one address is fetched: seconds for everything together, bytes also once unpacked."""

    seconds: float = 10.0
    bytes: int = 50_000_000
    redirects: int = 5


DEFAULT_FETCH_LIMITS = FetchLimits()


def check_columns(count: int, limits: Limits, path: str) -> None:
    """UnreadableFile when a table is wider than any is read."""
    if count > limits.columns:
        raise UnreadableFile(
            path, sentence(_("the file has more than {limit} columns."), limit=limits.columns)
        )


def within(items: Iterator[T], limits: Limits, path: str) -> Iterator[T]:
    """The same rows, stopped by a sentence once there are too many or their reading took too long."""
    for count, item in enumerate(in_time(items, limits, path), 1):
        if count > limits.rows:
            raise too_many_rows(limits, path)
        yield item


def in_time(items: Iterator[T], limits: Limits, path: str) -> Iterator[T]:
    """The same items, stopped by a sentence once their reading took too long."""
    # A duration, not the time of day: what the consumer does between two items is not counted.
    spent = 0.0
    while True:
        started = monotonic()
        try:
            item = next(items)
        except StopIteration:
            return
        spent += monotonic() - started
        if spent > limits.seconds:
            raise UnreadableFile(path, _("reading the file takes too long; split it into smaller ones."))
        yield item


def too_many_rows(limits: Limits, path: str) -> UnreadableFile:
    """The refusal of a table longer than any is read."""
    return UnreadableFile(path, sentence(_("the file has more than {limit} rows."), limit=limits.rows))
