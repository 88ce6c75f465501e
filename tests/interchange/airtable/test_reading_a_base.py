"""A base is read as the CSV set is: links become names, lookups values, empty fields nothing."""

import pytest

from carnet.core.errors import Conflict
from carnet.deals.models import Deal
from carnet.directory.models import Account
from carnet.identity.models import Member
from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.airtable.lock import alone
from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.models import Import
from tests.interchange.airtable.server import record_id
from tests.interchange.importing import counts


def test_the_tables_come_in_with_their_links_resolved(crm, run):
    report = run()
    assert [file["path"] for file in report["files"]] == [
        "accounts",
        "products",
        "sales_teams",
        "sales_pipeline",
    ]
    assert counts(report) == [(2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]
    won = Deal.objects.get(reference="1C1I7A6R")
    assert (won.account.name, won.agent.name, won.closed_amount) == ("Acme", "Anna Snelling", 400_000)
    assert won.lines.get().product.name == "GTX Pro"
    assert Account.objects.get(name="Betatech").parent.name == "Acme"
    assert Account.objects.get(name="Acme").annual_revenue == 110_004_000_000
    assert Member.objects.get(name="Anna Snelling").team.office.name == "Central"


def test_the_second_time_nothing_changes(crm, run):
    run()
    assert counts(run()) == [(0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 3, 0)]
    assert AirtableLink.objects.count() == 9


def test_a_dry_run_tells_the_same_and_writes_nothing(crm, run):
    report = run(dry_run=True)
    assert counts(report) == [(2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]
    assert report["import"] is None
    assert not Account.objects.exists()
    assert not Import.objects.exists()
    assert not AirtableLink.objects.exists()


def test_two_syncs_at_once_are_one_too_many(crm, run, tmp_path):
    with alone(tmp_path / "airtable" / "lock"), pytest.raises(Conflict, match="already"):
        run()
    assert crm.asked == []
    run()


def test_a_table_nobody_chose_is_named_and_not_read(crm, run):
    names = ["accounts", "products", "sales_teams", "sales_pipeline", "Idées"]
    crm.schema = [{"id": f"tbl{at}", "name": name, "fields": []} for at, name in enumerate(names)]
    crm.put("Idées", {"Name": "Acheter un dirigeable", "Notes": "un jour"})
    report = run()
    assert [file["path"] for file in report["files"]] == names
    assert (report["files"][4]["kind"], report["files"][4]["rows"]) == (None, 0)
    assert "Idées" not in {table for _, table, _ in crm.asked}


def test_tables_are_found_whatever_the_case_of_their_names(crm, run):
    crm.tables = {name.replace("_", " ").title(): table for name, table in crm.tables.items()}
    crm.schema = [{"id": f"tbl{at}", "name": name, "fields": []} for at, name in enumerate(crm.tables)]
    assert [file["created"] for file in run()["files"]] == [2, 2, 2, 3]


def test_a_linked_table_is_read_for_its_names_alone(crm, run):
    managers = crm.put("Managers", {"Qui": "Dustin Brinkmann"})
    for one in crm.tables["sales_teams"].values():
        one["manager"] = managers
    link = {
        "id": "fldM",
        "name": "manager",
        "type": "multipleRecordLinks",
        "options": {"linkedTableId": "tbl4"},
    }
    name = {"id": "fldQ", "name": "Qui", "type": "singleLineText"}
    fields = {"sales_teams": [link], "Managers": [name]}
    crm.schema = [
        {"id": f"tbl{at}", "name": table, "primaryFieldId": "fldQ", "fields": fields.get(table, [])}
        for at, table in enumerate(crm.tables)
    ]
    report = run()
    assert len(report["files"]) == 4
    assert Member.objects.get(name="Anna Snelling").team.head.name == "Dustin Brinkmann"


def test_a_computed_column_of_the_metadata_is_read(crm, run):
    formula = {"id": "fldS", "name": "sector", "type": "formula"}
    crm.schema = [
        {"id": f"tbl{at}", "name": table, "fields": [formula] if table == "accounts" else []}
        for at, table in enumerate(crm.tables)
    ]
    run()
    assert Account.objects.get(name="Acme").sector == "retail"


def test_a_table_without_what_its_kind_needs_is_one_sentence(crm, run):
    crm.tables["sales_pipeline"] = {record_id(0): {"deal_stage": "Won", "close_value": 12}}
    with pytest.raises(AirtableRefused, match="“sales_pipeline” of Airtable needs the column"):
        run()
    assert not Account.objects.exists()
