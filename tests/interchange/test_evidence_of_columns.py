"""What a whole column says is what its values say one by one, however many are looked at together."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.interchange.conventions import conventions_of
from carnet.interchange.errors import UnreadableValue
from carnet.interchange.headers import Recognition
from carnet.interchange.values.days import ORDERS, DayEvidence, parse_moment
from carnet.interchange.values.numbers import NumberEvidence

typed = st.sampled_from([1, 1.5, True, date(2026, 11, 20), ""])
numbers = st.text("0159.,-+ '€()eEx\u0663\n", max_size=9) | st.from_regex(r"-?[0-9]{1,7}[.,][0-9]{2}")
days = st.sampled_from(
    ["2026-11-20", "20/11/2026", "11/20/26", "05/06/2026", " 5.6.26 ", "'5/6/26", "20 mai 2026", "x", "", " "]
) | st.text("0129/- ", max_size=11)


@given(st.lists(numbers | typed, max_size=12), st.sampled_from(["", "\0", "1,5\x001.5"]))
@settings(max_examples=100)
def test_numbers_of_a_column_say_what_they_say_one_by_one(cells, odd) -> None:
    together, apart = NumberEvidence(), NumberEvidence()
    together.see_all([*cells, odd])
    for cell in [*cells, odd]:
        apart.see(cell)
    assert (together.refusals, together.commas) == (apart.refusals, apart.commas)


@given(st.lists(days | typed, max_size=12))
@settings(max_examples=100)
def test_days_of_a_column_are_refused_as_they_are_one_by_one(cells) -> None:
    evidence = DayEvidence()
    evidence.see_all([*cells, "20/11/2026" + " " * 200])
    refused = {order: sum(_is_refused(cell, order) for cell in cells) for order in ORDERS}
    assert evidence.refusals == refused | {"mdy": refused["mdy"] + 1, "ymd": refused["ymd"] + 1}


def _is_refused(cell, order) -> bool:
    try:
        parse_moment(cell, order) if isinstance(cell, str) else None
    except UnreadableValue:
        return True
    return False


def test_rows_that_cannot_be_used_say_nothing(read) -> None:
    table = read('Date;Montant\n20/11/2026;1,50\n11/20/2026;1.50;x\n11/20/2026;"1.50"x\n11/20/2026;1.50;y\n')
    found = conventions_of(table, Recognition("sales", {0: "sold_on", 1: "amount"}))
    assert (found.decimal_marks, found.orders) == ({1: ","}, {0: ["dmy"]})
