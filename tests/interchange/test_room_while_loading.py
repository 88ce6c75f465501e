"""While much is loaded SQLite keeps more pages, and afterwards as many as before."""

import pytest
from django.db import connection

from carnet.interchange.loading.circumstances import PAGES, keeping_pages

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a memory of its own")


def pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return cursor.fetchone()[0]


def test_the_pages_are_given_back(db):
    before = pages()
    with keeping_pages():
        assert pages() == PAGES != before
    assert pages() == before


def test_they_are_given_back_by_a_loading_that_fails(db):
    before = pages()
    with pytest.raises(ZeroDivisionError), keeping_pages():
        raise ZeroDivisionError
    assert pages() == before
