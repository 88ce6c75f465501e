"""What is decided about a base: by administrators only, each with its line in the journal."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from carnet.catalogue.models import Product
from carnet.core.acting import Role
from carnet.core.errors import Invalid, NotAllowed
from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.interchange.airtable import decisions, queries
from carnet.interchange.airtable.models import AirtableConflict, AirtableTable
from carnet.journal.models import JournalLine
from tests.interchange.airtable.server import record_id


def conflict_of(column):
    return AirtableConflict.objects.get(column=column, side="")


def last_line():
    return JournalLine.objects.order_by("-pk").first().action


@pytest.mark.parametrize(
    ("rhythm", "hour", "due"),
    [
        ("never", 3, False),
        ("hourly", 3, True),
        ("hourly", 14, True),
        ("daily", 3, True),
        ("daily", 14, False),
    ],
)
def test_the_worker_synchronises_when_its_time_has_come(base, root, rhythm, hour, due):
    decisions.choose_settings(writes_back=False, rhythm=rhythm, actor=root)
    assert queries.is_due(at=datetime(2026, 11, 20, hour, 20, tzinfo=UTC)) is due


def test_without_a_connection_it_is_never_time(base, root, settings):
    decisions.choose_settings(writes_back=False, rhythm="hourly", actor=root)
    settings.AIRTABLE_API_TOKEN = ""
    assert not queries.is_due(at=datetime(2026, 11, 20, 3, 20, tzinfo=UTC))


def test_settings_and_tables_leave_their_lines(base, root):
    decisions.choose_settings(writes_back=True, rhythm="daily", actor=root)
    assert last_line() == "interchange.airtablebase.created"
    decisions.choose_settings(writes_back=False, rhythm="daily", actor=root)
    assert last_line() == "interchange.airtablebase.updated"
    table = AirtableTable.objects.create(
        base="b", name="t", headers=["n"], created_at=root.at, updated_at=root.at
    )
    decisions.choose_table(table=table, kind="accounts", columns={"n": "name"}, actor=root)
    assert last_line() == "interchange.airtabletable.updated"


def test_heads_decide_nothing(base, root):
    head = replace(root, role=Role.HEAD)
    with pytest.raises(NotAllowed):
        decisions.choose_settings(writes_back=True, rhythm="never", actor=head)
    with pytest.raises(NotAllowed):
        decisions.choose_table(table=AirtableTable(), kind="", columns={}, actor=head)
    with pytest.raises(NotAllowed):
        decisions.decide_conflict(conflict=AirtableConflict(), side="ours", actor=head)


@pytest.mark.parametrize("columns", [{"n": "nonsense"}, {"n": "sector"}])
def test_columns_are_fields_and_the_needed_ones_are_there(base, root, columns):
    table = AirtableTable.objects.create(base="b", name="t", created_at=root.at, updated_at=root.at)
    with pytest.raises(Invalid):
        decisions.choose_table(table=table, kind="accounts", columns=columns, actor=root)


def test_airtables_side_of_every_kind_of_value_comes_in(crm, run, camille, root):
    run()
    deal, acme = Deal.objects.get(reference="1C1I7A6R"), Account.objects.get(name="Acme")
    special = Product.objects.get(name="MG Special")
    values = {"account": None, "closed_amount": 100, "lines": [{"product": special, "quantity": 1}]}
    deals.update_deal(deal=deal, values=values, actor=camille.actor)
    directory.update_account(
        account=Account.objects.get(name="Betatech"), values={"parent": None}, actor=camille.actor
    )
    directory.update_account(account=acme, values={"annual_revenue": 100}, actor=camille.actor)
    other = crm.put("accounts", {"account": "Maison Berliet"})[0]
    advanced = crm.put("products", {"product": "MG Advanced", "series": "MG", "sales_price": 3393})[0]
    crm.tables["sales_pipeline"][record_id(0, "S")] |= {
        "account": [other],
        "close_value": 4100,
        "product": [advanced],
    }
    crm.tables["accounts"][record_id(1, "A")]["subsidiary_of"] = [other]
    crm.tables["accounts"][record_id(0, "A")]["revenue"] = 1200
    run()
    assert conflict_of("close_value").theirs == "4100"
    for column in ("account", "close_value", "product", "subsidiary_of", "revenue"):
        decisions.decide_conflict(conflict=conflict_of(column), side="theirs", actor=root)
    deal.refresh_from_db()
    assert (deal.account.name, deal.closed_amount) == ("Maison Berliet", 410_000)
    assert deal.lines.get().product.name == "MG Advanced"
    assert Account.objects.get(name="Betatech").parent.name == "Maison Berliet"
    assert Account.objects.get(name="Acme").annual_revenue == 120_000_000_000
    report = run(writes=True)
    assert crm.patches == []
    assert {file["updated"] for file in report["files"]} == {0}
