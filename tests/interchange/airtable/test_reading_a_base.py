"""A base is read as the CSV set is: links become names, lookups values, empty fields nothing."""

from carnet.deals.models import Deal
from carnet.directory.models import Account
from carnet.identity.models import Member
from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.models import Import
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
