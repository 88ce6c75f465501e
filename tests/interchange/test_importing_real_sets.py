"""The real sets, with their traps: exact counts, exact sums, and nothing new the second time."""

from django.db.models import Sum

from carnet.catalogue.models import Product
from carnet.deals.models import Deal, DealState
from carnet.identity.models import Member, Team
from carnet.sales.models import Sale
from tests.interchange.importing import DATA, counts, load, needs_data


@needs_data
def test_the_crm_sales_set_comes_in_whole_and_only_once(root):
    folder = DATA / "crm-sales-opportunities"
    first = load(folder, actor=root)
    created = {file["kind"]: file["created"] for file in first["files"]}
    assert created == {None: 0, "agents": 35, "products": 7, "accounts": 85, "deals": 8800}
    assert all(file["rejected"] == 0 for file in first["files"])
    won = Deal.objects.filter(stage_kind="won").aggregate(total=Sum("closed_amount"))
    assert won["total"] == 1_000_553_400
    assert Deal.objects.filter(lines__product__name="GTX Pro").count() == 1480
    assert (Member.objects.filter(is_agent=True).count(), Team.objects.count()) == (35, 6)
    assert DealState.objects.count() == 8800 + 6711
    again = load(folder, actor=root)
    assert {(file["created"], file["updated"], file["rejected"]) for file in again["files"]} == {(0, 0, 0)}


@needs_data
def test_the_shops_sales_come_in_whole_and_only_once(root):
    folder = DATA / "sme-sales"
    paths = [folder / name for name in ("ventes.csv", "magasins.csv", "produits.csv")]
    assert counts(load(*paths, actor=root)) == [(5, 0, 0, 0), (7, 0, 0, 0), (30, 0, 0, 0)]
    assert Sale.objects.aggregate(total=Sum("amount"))["total"] == 526_878
    by_city = dict(Sale.objects.values_list("store__city").annotate(total=Sum("amount")))
    assert by_city == {
        "Lyon": 105_979,
        "Marseille": 100_973,
        "Bordeaux": 82_981,
        "Paris": 79_980,
        "Nantes": 73_983,
        "Strasbourg": 57_989,
        "Lille": 24_993,
    }
    assert counts(load(*paths, actor=root)) == [(0, 0, 5, 0), (0, 0, 7, 0), (0, 0, 30, 0)]


@needs_data
def test_ten_thousand_order_lines_add_up_to_the_cent_and_come_in_once(root):
    path = DATA / "sme-sales" / "superstore.csv"
    assert counts(load(path, actor=root, kind="products")) == [(1862, 0, 8132, 0)]
    assert counts(load(path, actor=root)) == [(9994, 0, 0, 0)]
    assert Sale.objects.aggregate(total=Sum("amount"))["total"] == 229_720_065
    assert Product.objects.exclude(name__contains="\xa0").exists()
    assert counts(load(path, actor=root)) == [(0, 0, 9994, 0)]
