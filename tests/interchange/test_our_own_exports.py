"""What a list gives out with all its fields comes back in as unchanged, and fills an empty Carnet."""

import pytest

from carnet.catalogue import actions as catalogue
from carnet.deals import actions as deals
from carnet.deals import agenda
from carnet.directory import actions as directory
from carnet.sales import actions as sales
from tests.conftest import NOW
from tests.interchange.importing import counts, load


@pytest.fixture
def world(root, bruno):
    """One of each kind, linked, with a formula, quotes and lines in their texts."""
    account = directory.create_account(
        values={"name": '=Maison "Berliet"', "city": "Lyon", "tags": ["vip"], "owner": bruno.member},
        actor=root,
    )
    contact = directory.create_contact(
        values={
            "first_name": "Margaux",
            "last_name": "Perrin",
            "account": account,
            "source": "Salon",
            "emails": [{"value": "m@b.example", "kind": "work"}],
            "phones": [{"value": "06 39 98 41 27", "kind": ""}],
        },
        actor=root,
    )
    product = catalogue.create_product(values={"name": "Tirage", "list_price": 1999}, actor=root)
    store = catalogue.create_store(values={"name": "Lyon 2", "reference": "7", "city": "Lyon"}, actor=root)
    twins = [
        deals.create_deal(
            values={
                "name": "Campagne",
                "account": account,
                "contact": contact,
                "amount": 5000,
                "tags": ["été"],
            },
            actor=root,
        )
        for _number in range(2)
    ]
    agenda.create_activity(
        values={"kind": "call", "subject": "Relance", "starts_at": NOW, "deal": twins[1], "note": "a;b\nc"},
        actor=root,
    )
    for _number in range(2):
        sales.create_sale(
            values={
                "sold_on": NOW.date(),
                "product": product,
                "store": store,
                "quantity": 2,
                "owner": bruno.member,
                "amount": 3998,
            },
            actor=root,
        )


KINDS = ("accounts", "contacts", "products", "stores", "deals", "activities", "sales")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_list_comes_back_as_unchanged(client, camille, root, tmp_path, suffix):
    client.force_login(camille.user, backend="carnet.web.people.backend.Backend")
    for kind in KINDS:
        answer = client.get(f"/{kind}/", {"format": suffix, "fields": "all"})
        path = tmp_path / f"{kind}.{suffix}"
        path.write_bytes(b"".join(answer.streaming_content))
        report = load(path, actor=root)
        [file] = report["files"]
        assert (file["kind"], file["errors"]) == (kind, [])
        assert counts(report) == [(0, 0, file["rows"], 0)], kind
        assert file["rows"] > 0
        assert not [note for note in file["notes"] if "left out" in note or "laissées" in note], file["notes"]
