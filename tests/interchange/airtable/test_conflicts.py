"""What both sides changed is never overwritten: it is told, and waits for a decision."""

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.interchange.airtable.models import AirtableConflict
from tests.interchange.airtable.server import record_id
from tests.interchange.importing import counts

ACME = record_id(0, "A")


@pytest.fixture
def disputed(crm, run, camille):
    """Acme's sector changed here to finance, there to energy; its size only there."""
    run()
    account = Account.objects.get(name="Acme")
    directory.update_account(account=account, values={"sector": "finance"}, actor=camille.actor)
    crm.tables["accounts"][ACME] |= {"sector": "energy", "employees": 3000}
    return crm


def sectors(crm):
    return Account.objects.get(name="Acme").sector, crm.tables["accounts"][ACME]["sector"]


def test_neither_side_is_overwritten_and_the_other_fields_go_in(disputed, run):
    report = run(writes=True)
    assert sectors(disputed) == ("finance", "energy")
    assert Account.objects.get(name="Acme").employees == 3000
    assert report["files"][0]["conflicts"] == [
        {"record": "Acme", "column": "sector", "carnet": "finance", "airtable": "energy"}
    ]
    assert "changed on both sides" in report["files"][0]["warnings"][-1]["message"]


def test_it_stays_so_however_often_one_synchronises(disputed, run):
    run(writes=True)
    assert counts(run(writes=True))[0] == (0, 0, 2, 0)
    assert sectors(disputed) == ("finance", "energy")
    assert AirtableConflict.objects.filter(side="").count() == 1
    assert disputed.patches == []


def test_a_third_value_over_there_is_told_in_the_same_conflict(disputed, run):
    run()
    disputed.tables["accounts"][ACME]["sector"] = "telecom"
    run()
    assert sectors(disputed)[0] == "finance"
    assert AirtableConflict.objects.get(side="").theirs == "telecom"


def test_when_both_sides_agree_by_themselves_it_is_closed(disputed, run):
    run()
    disputed.tables["accounts"][ACME]["sector"] = "finance"
    assert run()["files"][0]["conflicts"] == []
    assert AirtableConflict.objects.get().side == "moot"


def test_a_field_changed_there_alone_comes_in(disputed, run):
    disputed.tables["accounts"][record_id(1, "A")]["sector"] = "pharma"
    run()
    assert Account.objects.get(name="Betatech").sector == "pharma"


def test_a_renamed_record_is_the_same_record(crm, run):
    run()
    before = Account.objects.get(name="Acme").pk
    crm.tables["accounts"][ACME]["account"] = "Acme SA"
    report = run()
    assert counts(report) == [(0, 1, 1, 0), (0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 3, 0)]
    assert Account.objects.get(pk=before).name == "Acme SA"
    assert Account.objects.count() == 2


def test_renamed_on_both_sides_its_deals_stay_its_own(crm, run, camille):
    run()
    account = Account.objects.get(name="Acme")
    directory.update_account(account=account, values={"name": "Acme France"}, actor=camille.actor)
    crm.tables["accounts"][ACME]["account"] = "Acme SA"
    report = run()
    assert report["files"][0]["conflicts"][0]["column"] == "account"
    assert report["files"][3]["unchanged"] == 3
    assert set(Account.objects.values_list("name", flat=True)) == {"Acme France", "Betatech"}


def test_a_record_deleted_here_does_not_come_back(crm, run, camille):
    run()
    directory.delete_account(account=Account.objects.get(name="Betatech"), actor=camille.actor)
    report = run()
    assert counts(report)[0] == (0, 0, 1, 0)
    assert "deleted in Carnet" in report["files"][0]["warnings"][-1]["message"]
    assert not Account.objects.filter(name="Betatech").exists()
