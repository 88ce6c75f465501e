"""A sync is taken back like any import, and its links and conflicts go with it."""

from carnet.deals.models import Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.interchange.airtable.models import AirtableConflict, AirtableLink
from carnet.interchange.models import Brought, Import
from carnet.interchange.undo.actions import undo_import
from tests.interchange.airtable.server import record_id
from tests.interchange.importing import counts


def undo(report, actor):
    undo_import(started=Import.objects.get(pk=report["import"]), actor=actor)


def test_a_first_sync_undone_leaves_nothing_and_can_be_made_again(crm, run, root):
    undo(run(), root)
    assert not Account.objects.exists()
    assert not Deal.objects.exists()
    assert not AirtableLink.objects.exists()
    assert counts(run()) == [(2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]


def test_a_later_sync_undone_is_news_again_and_is_not_written_back(crm, run, root):
    run()
    crm.tables["accounts"][record_id(0, "A")]["sector"] = "energy"
    undo(run(), root)
    assert Account.objects.get(name="Acme").sector == "retail"
    assert AirtableLink.objects.count() == 9
    report = run(writes=True)
    assert counts(report)[0] == (0, 1, 1, 0)
    assert Account.objects.get(name="Acme").sector == "energy"
    assert crm.patches == []


def test_what_a_sync_found_disputed_is_forgotten_with_it(crm, run, root, camille):
    run()
    account = Account.objects.get(name="Acme")
    directory.update_account(account=account, values={"sector": "finance"}, actor=camille.actor)
    crm.tables["accounts"][record_id(0, "A")]["sector"] = "energy"
    undo(run(), root)
    assert not AirtableConflict.objects.exists()
    assert not Brought.objects.filter(batch=2).exists()
