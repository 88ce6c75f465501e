"""An export asks the database as often for many records as for few, and holds few of them at a time."""

from collections.abc import Iterator
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.interchange.records.files import file_chunks
from carnet.interchange.records.kinds import RECORD_KINDS
from tests.web import world


def one_of_each(by, number: int) -> None:
    """Records of every kind, each linked with the others."""
    product, store = world.product(by, f"Tirage {number}"), world.store(by, f"Magasin {number}")
    account = world.account(by, f"Berliet {number}", owner=by.member)
    contact = world.contact(by, account=account)
    links = {"account": account, "contact": contact}
    deal = world.deal(by, **links, agent=by.member, lines=[{"product": product}])
    world.activity(by, **links, deal=deal)
    world.sale(by, product=product, store=store, account=account, owner=by.member)


@pytest.mark.parametrize("kind", list(RECORD_KINDS))
@pytest.mark.parametrize("who", ["camille", "bruno"])
def test_more_records_ask_no_more_queries(request, bruno, kind, who) -> None:
    viewer = request.getfixturevalue(who).viewer

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            written = b"".join(file_chunks(RECORD_KINDS[kind], "json", viewer))
        assert b'"id"' in written
        return len(queries)

    one_of_each(bruno, 1)
    few = asked()
    for number in range(2, 6):
        one_of_each(bruno, number)
    assert asked() == few


def test_a_file_is_made_while_it_is_read(camille) -> None:
    account = world.account(camille)
    made: list[int] = []

    def records() -> Iterator[object]:
        for number in range(1000):
            made.append(number)
            yield account

    chunks = file_chunks(RECORD_KINDS["accounts"], "json", camille.viewer, records())
    assert b"".join(islice(chunks, 3)).startswith(b"[\n{")
    assert len(made) == 3
