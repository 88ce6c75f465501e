"""A ZIP file that is nothing but the list of its members is refused before the list is read."""

import struct
import tracemalloc
import zipfile

import pytest

from carnet.interchange.archive.read import is_archive, open_archive
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.zips import open_zip

LOCAL = struct.pack("<4s2B4HL2L2H", b"PK\3\4", 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
ENTRY = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
COUNT = 90_000
WIDE = (1 << 32) - 1


def end(size: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, size, len(LOCAL), 0)


def wide_end(size: int, at: int) -> bytes:
    """The end as large files have it, followed by the usual one."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, COUNT, COUNT, size, len(LOCAL))
    return record + struct.pack("<4sLQL", b"PK\6\7", 0, at, 1) + end(WIDE)


@pytest.fixture(params=["plain", "wide"])
def bomb(request, tmp_path):
    listed = b"".join(ENTRY + b"%06x" % number for number in range(COUNT))
    last = end(len(listed)) if request.param == "plain" else wide_end(len(listed), len(LOCAL + listed))
    path = tmp_path / "a.xlsx"
    path.write_bytes(LOCAL + listed + last)
    assert len(zipfile.ZipFile(path).namelist()) == COUNT
    return path


def test_no_door_reads_it(bomb) -> None:
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="damaged"):
        open_tables(bomb, name="a.xlsx")
    with pytest.raises(UnreadableFile, match="damaged"), open_archive(bomb, "a.zip"):
        pass
    assert not is_archive(bomb)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_usual_one_is_opened(tmp_path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a", b"1")
    with open_zip(path) as file:
        assert file.namelist() == ["a"]
