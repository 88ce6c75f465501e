"""Sales without a reference: two equal lines of one file are two, the same file again is none."""

from datetime import date

from carnet.sales.models import Sale
from tests.interchange.importing import counts, load

HEAD = "Date;ID Reference produit;Quantite;ID Magasin"


def test_equal_lines_of_one_file_are_each_a_sale_and_the_file_again_is_none(lines, shop, root):
    path = lines(
        "ventes.csv", HEAD, "27/05/2023;REF001;5;1", "27/05/2023;REF001;5;1", "28/05/2023;REF001;1;1"
    )
    assert counts(load(path, actor=root)) == [(3, 0, 0, 0)]
    assert counts(load(path, actor=root)) == [(0, 0, 3, 0)]
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [1999, 9995, 9995]


def test_the_same_sales_in_another_dialect_are_known(lines, shop, root):
    load(lines("a.csv", HEAD, "27/05/2023;REF001;5;1", "05/04/2023;REF001;2;1"), actor=root)
    american = ("Product\tStore\tQuantity\tOrder date", "ref001\t1\t5.0\t5/27/23", "REF-001\t1\t2\t4/5/23")
    assert counts(load(lines("b.csv", *american, encoding="utf-16"), actor=root)) == [(0, 0, 2, 0)]


def test_days_that_read_both_ways_follow_what_is_known_already(lines, shop, root):
    load(lines("a.csv", HEAD, "04/05/2023;REF001;5;1", "06/07/2023;REF001;2;1"), actor=root)
    swapped = lines("b.csv", HEAD, "05/04/2023;REF001;5;1", "07/06/2023;REF001;2;1")
    report = load(swapped, actor=root)
    assert counts(report) == [(0, 0, 2, 0)]
    assert any("month, day" in note for note in report["files"][0]["notes"])


def test_days_that_read_both_ways_and_are_unknown_are_taken_day_first(lines, shop, root):
    load(lines("a.csv", HEAD, "04/05/2023;REF001;5;1"), actor=root)
    assert Sale.objects.get().sold_on == date(2023, 5, 4)


def test_the_reader_may_decide_the_order_of_days(lines, shop, root):
    load(lines("a.csv", HEAD, "04/05/2023;REF001;5;1"), actor=root, dates="mdy")
    assert Sale.objects.get().sold_on == date(2023, 4, 5)


def test_a_computed_amount_stays_when_the_price_changes_and_the_file_comes_again(lines, shop, root):
    from carnet.catalogue import actions as catalogue

    path = lines("a.csv", HEAD, "27/05/2023;REF001;5;1")
    load(path, actor=root)
    catalogue.update_product(product=shop[0], values={"list_price": 5000}, actor=root)
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]
    assert Sale.objects.get().amount == 9995


def test_lines_of_one_ticket_are_told_apart_by_their_product_and_number(lines, shop, root):
    rows = ("T1;2023-05-27;REF001;10,00", "T1;2023-05-27;REF001;10,00", "T2;2023-05-27;REF001;7,50")
    path = lines("a.csv", "ticket;date;produit;montant", *rows)
    assert counts(load(path, actor=root)) == [(3, 0, 0, 0)]
    corrected = lines("b.csv", "ticket;date;produit;montant", "T2;2023-05-27;REF001;8,50")
    assert counts(load(corrected, actor=root)) == [(0, 1, 0, 0)]
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [850, 1000, 1000]


def test_a_sale_entered_by_hand_is_known_in_a_file(lines, shop, root):
    from carnet.sales import actions as sales

    values = {
        "sold_on": date(2023, 5, 27),
        "product": shop[0],
        "store": shop[1],
        "quantity": 5,
        "amount": 9995,
    }
    sales.create_sale(values=values, actor=root)
    path = lines("a.csv", HEAD + ";Montant", "27/05/2023;REF001;5;1;99,95")
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]


def test_an_unknown_product_refuses_its_row_alone_and_names_the_place(lines, shop, root):
    path = lines("a.csv", HEAD, "27/05/2023;REF001;5;1", "27/05/2023;REF999;5;1", "29/05/2023;REF001;1;1")
    report = load(path, actor=root)
    assert counts(report) == [(2, 0, 0, 1)]
    [error] = report["files"][0]["errors"]
    assert (error["line"], error["column"]) == (3, "ID Reference produit")
    assert "REF999" in error["message"]


def test_an_unknown_customer_is_created_with_a_warning(lines, shop, root):
    from carnet.directory.models import Account

    path = lines(
        "a.csv",
        HEAD + ";Client",
        "27/05/2023;REF001;5;1;Maison Berliet",
        "28/05/2023;REF001;5;1;maison berliet",
    )
    report = load(path, actor=root)
    assert counts(report) == [(2, 0, 0, 0)]
    assert Account.objects.get().name == "Maison Berliet"
    assert len(report["files"][0]["warnings"]) == 1
