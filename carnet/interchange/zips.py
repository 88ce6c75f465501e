"""Opening ZIP files: the list of what is inside is itself measured before it is read."""

import zipfile
from pathlib import Path

LARGEST_LIST = 4_000_000
"""Bytes: twenty thousand names. A hundred megabytes of them are a gigabyte in memory, at each opening."""
_SIZE = 5
"""Where the size of the list stands in what Python reads of a file's end."""


def open_zip(path: Path) -> zipfile.ZipFile:
    """The open file; BadZipFile where it is none, or lists more than any workbook or archive."""
    with path.open("rb") as handle:
        # The one place where Python joins the two forms of the end, and the one its own opening believes.
        end = zipfile._EndRecData(handle)  # type: ignore[attr-defined]  # noqa: SLF001
    if end and end[_SIZE] > LARGEST_LIST:
        raise zipfile.BadZipFile("lists too many members")
    return zipfile.ZipFile(path)
