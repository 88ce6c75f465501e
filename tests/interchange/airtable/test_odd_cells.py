"""Cells as Airtable writes them: lookups, links that lead nowhere, formulas that failed, people, pictures."""

import pytest

from carnet.deals.models import Deal
from carnet.directory.models import Account
from carnet.identity.models import Member
from carnet.interchange.airtable.values import links_of, parts_of
from tests.interchange.airtable.server import record_id
from tests.interchange.importing import counts

LOST = "recZZZZZZZZ999999"


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, []),
        ("", []),
        (0, [0]),
        (False, [False]),
        (12.5, [12.5]),
        (["West"], ["West"]),
        (["West", "West"], ["West"]),
        (["West", "East"], ["West", "East"]),
        ([[], None, {}], []),
        ({"error": "#ERROR!"}, []),
        ({"specialValue": "NaN"}, []),
        ({"id": "usr1", "email": "a@carnet.example", "name": "Anna"}, ["Anna"]),
        ([{"id": "att1", "url": "https://dl.example/1", "filename": "contrat.pdf"}], ["contrat.pdf"]),
        ({"text": "3760012345678", "type": "ean13"}, ["3760012345678"]),
        ({"state": "generated", "value": "court", "isStale": False}, ["court"]),
    ],
)
def test_a_cell_is_what_people_see_of_it(value, parts):
    assert parts_of(value) == parts


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        (["recAbc", "recDef", "recAbc"], ["recAbc", "recDef"]),
        ([{"id": "recAbc", "name": "Acme"}], ["recAbc"]),
        (["recAbc", "West"], []),
        ("recAbc", []),
        ([], []),
        ([["recAbc"]], []),
    ],
)
def test_links_are_lists_of_record_ids_and_nothing_else(value, ids):
    assert links_of(value) == ids


def test_words_that_begin_like_an_id_are_words(crm, run):
    for one in crm.tables["accounts"].values():
        one["sector"] = ["recycling"]
    run()
    assert set(Account.objects.values_list("sector", flat=True)) == {"recycling"}


def test_an_account_that_was_not_read_is_left_empty_with_a_warning(crm, run):
    crm.tables["sales_pipeline"][record_id(0, "S")]["account"] = [LOST]
    report = run()
    assert counts(report)[3] == (3, 0, 0, 0)
    assert Deal.objects.get(reference="1C1I7A6R").account is None
    assert report["files"][3]["warnings"][0]["message"] == (
        "account: 1 links lead to records that were not read; left empty."
    )


def test_a_product_that_was_not_read_refuses_its_row_alone(crm, run):
    crm.tables["sales_pipeline"][record_id(0, "S")]["product"] = [LOST]
    report = run()
    assert counts(report)[3] == (2, 0, 0, 1)
    assert report["files"][3]["errors"][0]["line"] == 1
    assert "product links to a record that was not read" in report["files"][3]["errors"][0]["message"]


def test_two_links_where_one_is_meant_refuse_the_row(crm, run):
    both = list(crm.tables["accounts"])
    crm.tables["sales_pipeline"][record_id(0, "S")]["account"] = both
    report = run()
    assert counts(report)[3] == (2, 0, 0, 1)
    assert "Acme, Betatech" in report["files"][3]["errors"][0]["message"]


def test_a_manager_of_another_table_costs_no_agent(crm, run):
    for one in crm.tables["sales_teams"].values():
        one["manager"] = [LOST]
    report = run()
    assert counts(report)[2:] == [(2, 0, 0, 0), (3, 0, 0, 0)]
    assert Member.objects.get(name="Anna Snelling").team.office.name == "Central"


def test_names_in_plain_text_are_resolved_as_in_a_file(crm, run):
    deal = crm.tables["sales_pipeline"][record_id(0, "S")]
    deal |= {"account": "acme", "product": "GTXPro", "sales_agent": "Anna Snelling"}
    run()
    found = Deal.objects.get(reference="1C1I7A6R")
    assert (found.account.name, found.lines.get().product.name) == ("Acme", "GTX Pro")


def test_an_empty_table_brings_nothing(crm, run):
    crm.tables["sales_pipeline"].clear()
    assert counts(run())[3] == (0, 0, 0, 0)


def test_ids_that_repeat_from_table_to_table_are_told_apart_by_their_field(crm, run):
    renamed = {}
    for name, table in crm.tables.items():
        renamed[name] = {f"rec{at:03d}": fields for at, fields in enumerate(table.values())}
    for deal in renamed["sales_pipeline"].values():
        deal |= {name: ["rec000"] for name in ("account", "product", "sales_agent") if name in deal}
    renamed["accounts"]["rec001"]["subsidiary_of"] = ["rec000"]
    crm.tables = renamed
    run()
    deal = Deal.objects.get(reference="1C1I7A6R")
    assert (deal.account.name, deal.agent.name, deal.lines.get().product.name) == (
        "Acme",
        "Anna Snelling",
        "GTX Pro",
    )
    assert counts(run()) == [(0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 3, 0)]


def test_what_no_database_holds_is_replaced_where_it_arrives(crm, run):
    first = next(iter(crm.tables["accounts"].values()))
    first.update({"sector": "a\0b\ud800", "x\0y\ud800": "1", "employees": "beaucoup"})
    files = {file["path"]: file for file in run()["files"]}
    assert (files["accounts"]["created"], files["accounts"]["rejected"]) == (1, 1)
    first["employees"] = 12
    run()
    assert Account.objects.get(employees=12).sector == "a\ufffdb\ufffd"
    assert counts(run())[0] == (0, 0, 2, 0)
