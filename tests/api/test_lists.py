"""Lists: pages, order, filters, words and phone numbers; an unknown name is refused."""

from datetime import date

import pytest

from carnet.api.openapi import schema
from carnet.deals.actions import create_deal
from carnet.directory.actions import create_account, create_contact


@pytest.fixture
def deals(bruno):
    def of(name, day, amount, **more):
        values = {"name": name, "amount": amount, "engaged_on": date(2026, 10, day), "agent": bruno.member}
        return create_deal(values=values | more, actor=bruno.actor)

    return [of("Affiche", 3, 30_000), of("Bandeau", 1, 10_000), of("Carte", 2, 20_000)]


def names(answer):
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def refused(answer):
    return answer.status_code, answer.json().get("field")


def test_pages_hold_every_record_once(as_bruno, deals):
    pages = [as_bruno.get("deals", limit=2, offset=offset, sort="name").json() for offset in (0, 2, 4)]
    assert [[item["name"] for item in page["items"]] for page in pages] == [
        ["Affiche", "Bandeau"],
        ["Carte"],
        [],
    ]
    assert {page["count"] for page in pages} == {3}
    assert as_bruno.get("deals", limit=0).json() == {"items": [], "count": 3}


def test_a_list_without_paging_holds_fifty(as_camille, camille):
    for number in range(52):
        create_account(values={"name": f"Client {number}"}, actor=camille.actor)
    page = as_camille.get("accounts").json()
    assert (len(page["items"]), page["count"]) == (50, 52)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Affiche", "Bandeau", "Carte"]),
        ("-name", ["Carte", "Bandeau", "Affiche"]),
        ("amount", ["Bandeau", "Carte", "Affiche"]),
        ("-engaged_on", ["Affiche", "Carte", "Bandeau"]),
        ("-id", ["Carte", "Bandeau", "Affiche"]),
        ("agent", ["Affiche", "Bandeau", "Carte"]),
    ],
)
def test_a_list_is_sorted_by_a_field_then_by_id(as_bruno, deals, sort, order):
    assert names(as_bruno.get("deals", sort=sort)) == order


def test_absent_values_come_last_both_ways(as_bruno, deals, bruno):
    create_deal(values={"name": "Dépliant", "agent": bruno.member}, actor=bruno.actor)
    assert names(as_bruno.get("deals", sort="amount"))[-1] == "Dépliant"
    assert names(as_bruno.get("deals", sort="-amount"))[-1] == "Dépliant"


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"name": "carte"}, ["Carte"]),
        ({"name": ["Carte", "Affiche"]}, ["Affiche", "Carte"]),
        ({"engaged_on": "2026-10-01"}, ["Bandeau"]),
        ({"engaged_on_from": "2026-10-02"}, ["Affiche", "Carte"]),
        ({"engaged_on_from": "2026-10-02", "engaged_on_to": "2026-10-02"}, ["Carte"]),
        ({"from": "2026-10-02", "to": "2026-10-03"}, ["Affiche", "Carte"]),
        ({"amount_from": "200"}, ["Affiche", "Carte"]),
        ({"amount": "100.00"}, ["Bandeau"]),
        ({"agent": "bruno"}, ["Affiche", "Bandeau", "Carte"]),
        ({"team": "studio", "office": "LYON"}, ["Affiche", "Bandeau", "Carte"]),
        ({"agent": "null"}, []),
        ({"account": "null"}, ["Affiche", "Bandeau", "Carte"]),
        ({"sector": "null"}, ["Affiche", "Bandeau", "Carte"]),
        ({"source": "null"}, ["Affiche", "Bandeau", "Carte"]),
        ({"stage_kind": ["prospecting", "won"], "amount_to": "100"}, ["Bandeau"]),
        ({"stage": "Won"}, []),
        ({"name": ""}, ["Affiche", "Bandeau", "Carte"]),
        ({"q": "AFF"}, ["Affiche"]),
        ({"created_at_to": "2026-11-20"}, ["Affiche", "Bandeau", "Carte"]),
        ({"created_at_to": "2026-11-19"}, []),
    ],
)
def test_filters_narrow_and_their_values_widen(as_bruno, deals, params, found):
    answer = as_bruno.get("deals", sort="name", **params)
    assert (names(answer), answer.json()["count"]) == (found, len(found))


def test_a_deal_is_found_by_what_it_sells_and_to_whom(as_bruno, studio):
    for params in (
        {"product": "GTX-Pro"},
        {"product": studio.product.pk},
        {"account": "atelier bonnet"},
        {"contact": "zoe bonnet"},
        {"q": "bonnet campagne"},
        {"q": "0612345678"},
    ):
        assert names(as_bruno.get("deals", **params)) == ["Campagne"], params


def test_a_name_shared_by_two_finds_both(as_camille, camille):
    for city in ("Lyon", "Paris"):
        account = create_account(values={"name": "Bonnet", "city": city}, actor=camille.actor)
        create_contact(values={"last_name": city, "account": account}, actor=camille.actor)
    assert as_camille.get("contacts", account="bonnet").json()["count"] == 2


@pytest.mark.parametrize(
    "query", ["0612345678", "06 12 34 56 78", "+33 6 12 34 56 78", "06.12.34.56.78", "6 12 34"]
)
def test_one_phone_number_is_found_however_it_is_written(as_bruno, studio, query):
    assert names(as_bruno.get("accounts", q=query)) == ["Atelier Bonnet"]
    assert names(as_bruno.get("accounts", phone=query)) == ["Atelier Bonnet"]


def test_a_contact_is_found_by_any_of_their_addresses_and_numbers(as_bruno):
    as_bruno.post(
        "contacts", {"last_name": "Roux", "emails": ["a@roux.fr", "B@roux.fr"], "phones": ["0612345678"]}
    )
    as_bruno.post("contacts", {"last_name": "Noir"})
    for params in ({"email": "b@roux.fr"}, {"emails": "a@roux.fr"}, {"phones": "+33 6 12 34 56 78"}):
        assert names(as_bruno.get("contacts", **params)) == ["Roux"], params
    assert names(as_bruno.get("contacts", emails="null")) == ["Noir"]


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"limit": 1001}, "limit"),
        ({"limit": -1}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": ""}, "limit"),
        ({"limit": 10**30}, "limit"),
        ({"offset": 2**63}, "offset"),
        ({"offset": -1}, "offset"),
        ({"sort": "password"}, "sort"),
        ({"sort": "--name"}, "sort"),
        ({"sort": "agent__user__password"}, "sort"),
        ({"sort": "note"}, "sort"),
        ({"colour": "red"}, "colour"),
        ({"agent__user__password": "x"}, "agent__user__password"),
        ({"search_text": "x"}, "search_text"),
        ({"agent": "Nobody"}, "agent"),
        ({"agent": 2**70}, "agent"),
        ({"stage_kind": "open"}, "stage_kind"),
        ({"amount": "ten"}, "amount"),
        ({"amount_from": "1e400"}, "amount_from"),
        ({"engaged_on_from": "2026-02-30"}, "engaged_on_from"),
        ({"engaged_on": "20261101"}, "engaged_on"),
        ({"created_at_from": "9999-12-31T23:59:59-12:00"}, "created_at_from"),
        ({"name_from": "a"}, "name_from"),
        ({"is_new_customer": "maybe"}, "is_new_customer"),
        ({"name": "x" * 301}, "name"),
        ({"name": ["x"] * 101}, "name"),
        ({"name": "a\x00b"}, None),
        ({"q": "\x00"}, None),
    ],
)
def test_what_a_list_does_not_know_is_refused_by_name(as_bruno, deals, params, field):
    assert refused(as_bruno.get("deals", **params)) == (422, field)


def test_a_thousand_is_the_most(as_bruno, deals):
    assert as_bruno.get("deals", limit=1000, offset=2**31 - 1).json() == {"items": [], "count": 3}


LISTED = [
    path
    for path, methods in schema()["paths"].items()
    if path.startswith("/api/") and methods.get("get", {}).get("operationId", "").startswith("list_")
]
BOUNDS = {"integer": "0", "number": "0", "date": "2026-01-01", "date-time": "2026-01-01"}


@pytest.mark.parametrize("path", [path for path in LISTED if "{" not in path])
def test_every_filter_and_order_of_the_description_works(as_camille, studio, path):
    parameters = {item["name"]: item["schema"] for item in schema()["paths"][path]["get"]["parameters"]}
    for sort in parameters["sort"]["enum"][::2]:
        assert as_camille.get(path, sort=sort).status_code == 200, sort
    filters = {name: "null" for name, form in parameters.items() if form["type"] == "array"}
    assert as_camille.get(path, **filters).json()["count"] == 0
    bounds = {
        name: form for name, form in parameters.items() if name.endswith(("_from", "_to", "from", "to"))
    }
    values = {
        name: BOUNDS[form.get("format", form["type"])]
        for name, form in bounds.items()
        if form != {"type": "string"}
    }
    assert as_camille.get(path, **values).status_code == 200


def test_linked_views_are_paged_and_filtered_alike(as_bruno, studio):
    account, contact, deal = (f"{name}/{studio.id_of(name)}" for name in ("accounts", "contacts", "deals"))
    for path in (f"{account}/contacts", f"{account}/activities", f"{account}/deals", f"{account}/sales"):
        assert as_bruno.get(path).json()["count"] == 1, path
    for path in (f"{contact}/activities", f"{contact}/deals", f"{deal}/activities"):
        assert as_bruno.get(path).json()["count"] == 1, path
    assert as_bruno.get(f"{account}/deals", stage_kind="won").json() == {"items": [], "count": 0}
    assert refused(as_bruno.get(f"{account}/deals", limit=1001)) == (422, "limit")
    assert as_bruno.get("accounts/999/deals").status_code == 404
