"""Pages by cursor hold the rows, in the order, that counting them off would give; also backwards."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.sales.models import Sale
from carnet.web.lists.keyset import order_of, page_of
from tests.conftest import NOW

VALUES = st.lists(
    st.tuples(
        st.integers(-3, 3), st.sampled_from(["", "a", "É", "z"]), st.one_of(st.none(), st.integers(0, 3))
    ),
    max_size=14,
)


def stored(values) -> None:
    Sale.objects.all().delete()
    Sale.objects.bulk_create(
        Sale(
            amount=amount,
            reference=reference,
            quantity=quantity,
            sold_on=date(2026, 11, 1),
            created_at=NOW,
            updated_at=NOW,
        )
        for amount, reference, quantity in values
    )


def forward(order, size) -> tuple[list[int], str]:
    found, after, last = [], "", ""
    while True:
        page = page_of(Sale.objects.all(), order, size=size, after=after)
        found += [row.pk for row in page.rows]
        last = page.before
        if not page.after:
            return found, last
        after = page.after


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=VALUES,
    path=st.sampled_from(["amount", "reference", "quantity", "sold_on", "created_at"]),
    descending=st.booleans(),
    size=st.integers(1, 5),
)
def test_pages_by_cursor_equal_pages_by_offset(values, path, descending, size):
    stored(values)
    order = order_of(Sale, path, descending=descending)
    whole = [row.pk for row in Sale.objects.order_by(*order.by())]
    found, before = forward(order, size)
    assert found == whole
    shown = len(whole) % size or size
    backwards: list[int] = []
    while before:
        page = page_of(Sale.objects.all(), order, size=size, before=before)
        backwards = [row.pk for row in page.rows] + backwards
        before = page.before
    assert backwards == (whole[: len(whole) - shown] if whole else [])


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "a:b:c", ""])
def test_a_cursor_that_was_not_made_here_is_refused(cursor):
    order = order_of(Sale, "amount", descending=False)
    if not cursor:
        assert page_of(Sale.objects.all(), order, size=5, after=cursor).rows == []
    else:
        with pytest.raises(ValueError, match="cursor"):
            page_of(Sale.objects.all(), order, size=5, after=cursor)


@pytest.mark.parametrize(
    ("path", "nullable"),
    [
        ("amount", False),
        ("quantity", True),
        ("owner__name", True),
        ("sort_revenue", True),
        ("reference", False),
    ],
)
def test_an_order_knows_whether_its_values_may_be_empty(path, nullable):
    assert order_of(Sale, path, descending=False).nullable is nullable
