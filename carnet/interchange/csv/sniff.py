"""The delimiter of a text table, by how evenly each candidate cuts its first lines."""

import csv
import io
import re
from dataclasses import dataclass

DELIMITERS = "\t;,|"
SAMPLE_CHARACTERS = 1 << 17
SAMPLE_RECORDS = 200
_SEP_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?\r?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delimiting:
    """The delimiter, and whether a first line `sep=;` says so."""

    delimiter: str
    stated: bool = False


def delimiting(sample: str) -> Delimiting:
    """What cuts the sample into columns; a comma when it has only one."""
    stated = _SEP_LINE.match(sample)
    if stated:
        return Delimiting(stated.group(1), stated=True)
    best = max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))
    return Delimiting(best if _evenness(sample, best) > (0, 0) else ",")


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of records that have the commonest width above one, and that width."""
    widths = _widths(sample, delimiter)
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0, 0)
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return (wide.count(usual) / len(widths), usual)


def _widths(sample: str, delimiter: str) -> list[int]:
    complete = sample if len(sample) < SAMPLE_CHARACTERS else sample[: sample.rfind("\n") + 1] or sample
    widths: list[int] = []
    reader = csv.reader(io.StringIO(complete, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == SAMPLE_RECORDS:
                break
    except csv.Error:  # an unclosed quotation mark: what was cut before it is evidence enough
        pass
    return widths
