"""An archive of many photos passes through the memory a few at a time, out and in."""

import tracemalloc
from random import Random

import pytest

from carnet.files.models import File
from tests.conftest import NOW
from tests.interchange.archives import archived, load, made_new

COUNT, SIZE = 60, 1_000_000
MOST = 45 * SIZE
"""Ten at a time, each as bytes and as the letters that stand for them; all of them would be twice as much."""


@pytest.fixture
def photos(root, camille):
    chance = Random(3)
    for number in range(COUNT):
        content = chance.randbytes(SIZE)
        File.objects.create(
            sha256=f"{number:064}", media_type="image/png", size=SIZE, content=content, created_at=NOW
        )


def test_photos_are_never_all_in_memory(photos, root, tmp_path) -> None:
    tracemalloc.start()
    path = archived(root, tmp_path / "a.zip")
    written = tracemalloc.get_traced_memory()[1]
    made_new()
    tracemalloc.reset_peak()
    load(path, root)
    read = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert File.objects.count() == COUNT
    assert (written < MOST, read < MOST) == (True, True), (written, read)
