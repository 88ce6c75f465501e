"""Files written on the spot, and their sentences in English."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from carnet.catalogue import actions as catalogue
from carnet.interchange.files import open_tables
from carnet.interchange.tables import Table
from tests.interchange.importing import writing

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> Callable[..., Table]:
    def read_one(content: str | bytes, name: str = "file.csv") -> Table:
        (table,) = open_tables(write(content, name))
        return table

    return read_one


@pytest.fixture
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip("the real data sets (../shared/data) are not here")
    return DATA


@pytest.fixture
def lines(tmp_path):
    """Write lines to a file of the folder."""
    return writing(tmp_path)


@pytest.fixture
def shop(root):
    """A product at 19.99 and a store in Lyon."""
    product = catalogue.create_product(
        values={"reference": "REF001", "name": "Tirage A4", "list_price": 1999}, actor=root
    )
    store = catalogue.create_store(values={"reference": "1", "name": "Lyon", "city": "Lyon"}, actor=root)
    return product, store
