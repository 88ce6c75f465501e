"""Choosing the tables of a base and what their columns are."""

import pytest
from django.test import Client
from django.utils import translation

from carnet.directory.models import Account, Contact
from carnet.identity.models import User
from carnet.interchange.airtable.models import AirtableTable
from tests.interchange.airtable.conftest import Waited, base, crm, run, waited  # noqa: F401 - fixtures
from tests.interchange.airtable.server import TROUBLE, instead


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(camille):
    User.objects.filter(pk=camille.user.pk).update(language="en")
    client = Client()
    client.force_login(camille.user)
    return client


@pytest.fixture
def people(crm):  # noqa: F811
    """A table of contacts with headers of its own, listed by the metadata."""
    accounts = list(crm.tables["accounts"])
    crm.put(
        "Carnet d'adresses",
        {
            "Qui": "Villard",
            "Petit nom": "Élodie",
            "Courriel": "elodie@villard.example",
            "Maison": [accounts[0]],
        },
        prefix="C",
    )
    crm.schema = [
        {
            "id": f"tbl{at}",
            "name": name,
            "fields": [
                {"id": f"fld{at}", "name": header, "type": kind} for at, (header, kind) in enumerate(columns)
            ],
        }
        for at, (name, columns) in enumerate(
            {
                "accounts": [("account", "singleLineText"), ("sector", "singleSelect")],
                "Carnet d'adresses": [
                    ("Qui", "singleLineText"),
                    ("Petit nom", "singleLineText"),
                    ("Courriel", "email"),
                    ("Maison", "multipleRecordLinks"),
                ],
            }.items()
        )
    ]
    return crm


def test_the_tables_of_the_base_are_listed_with_a_guess(page, people):
    page.post("/imports/airtable/tables/")
    assert list(AirtableTable.objects.values_list("name", "kind")) == [
        ("accounts", "accounts"),
        ("Carnet d'adresses", ""),
    ]
    assert "Carnet d&#x27;adresses" in page.get("/imports/airtable/").content.decode()


def test_without_metadata_the_standard_names_are_listed(page, crm):  # noqa: F811
    page.post("/imports/airtable/tables/")
    assert set(AirtableTable.objects.values_list("name", flat=True)) == {
        "accounts",
        "products",
        "sales_teams",
        "sales_pipeline",
    }


def test_a_table_chosen_by_its_columns_is_read(page, people, run):  # noqa: F811
    page.post("/imports/airtable/tables/")
    table = AirtableTable.objects.get(kind="")
    chosen = {"column-0": "last_name", "column-1": "first_name", "column-2": "emails", "column-3": "account"}
    response = page.post(f"/imports/airtable/tables/{table.pk}/", {"kind": "contacts", **chosen})
    assert response.status_code == 303
    report = run()
    assert [(file["path"], file["created"]) for file in report["files"]] == [
        ("accounts", 2),
        ("Carnet d'adresses", 1),
    ]
    contact = Contact.objects.get()
    assert (contact.full_name, contact.account.name) == ("Élodie Villard", "Acme")
    assert contact.emails[0]["value"] == "elodie@villard.example"


def test_a_table_left_out_is_not_read(page, people, run):  # noqa: F811
    page.post("/imports/airtable/tables/")
    table = AirtableTable.objects.get(kind="accounts")
    page.post(f"/imports/airtable/tables/{table.pk}/", {"kind": ""})
    other = AirtableTable.objects.get(name="Carnet d'adresses")
    page.post(f"/imports/airtable/tables/{other.pk}/", {"kind": "contacts", "column-0": "last_name"})
    run()
    assert (Account.objects.count(), Contact.objects.count()) == (0, 1)


def test_columns_that_lack_what_the_kind_needs_are_refused(page, people):
    page.post("/imports/airtable/tables/")
    table = AirtableTable.objects.get(kind="accounts")
    response = page.post(f"/imports/airtable/tables/{table.pk}/", {"kind": "deals", "column-1": "stage"})
    assert response.status_code == 422
    assert "One column has to be" in response.content.decode()


def test_guessing_again_saves_nothing(page, people):
    page.post("/imports/airtable/tables/")
    table = AirtableTable.objects.get(kind="")
    response = page.post(f"/imports/airtable/tables/{table.pk}/", {"kind": "contacts", "again": "1"})
    assert response.status_code == 200
    assert AirtableTable.objects.get(pk=table.pk).kind == ""


def test_a_table_is_added_by_its_name(page, crm):  # noqa: F811
    crm.put("Fournisseurs", {"nom": "Papier Blanc", "ville": "Lyon"})
    response = page.post("/imports/airtable/tables/new/", {"name": "Fournisseurs"})
    table = AirtableTable.objects.get()
    assert response.url == f"/imports/airtable/tables/{table.pk}/"
    assert table.headers == ["nom", "ville"]


@pytest.mark.parametrize("name", ["", "x" * 201, "Nulle part"])
def test_a_table_that_is_not_there_is_refused(page, crm, name):  # noqa: F811
    assert page.post("/imports/airtable/tables/new/", {"name": name}).status_code == 422
    assert not AirtableTable.objects.exists()


def test_a_penalty_is_told_instead_of_waited_out(page, crm):  # noqa: F811
    crm.moods.append(instead(429, TROUBLE))
    response = page.post("/imports/airtable/tables/")
    assert response.status_code == 422
    assert "try again in half a minute" in response.content.decode()
