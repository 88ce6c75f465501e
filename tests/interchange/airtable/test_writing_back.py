"""What was changed in Carnet goes to Airtable where that is switched on, and only that."""

import pytest

from carnet.catalogue import actions as catalogue
from carnet.catalogue.models import Product
from carnet.deals import actions as deals
from carnet.deals.models import Deal, Stage
from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.identity.models import Member
from carnet.interchange.airtable import writing
from tests.interchange.airtable.server import instead, record_id
from tests.interchange.importing import counts

UNCHANGED = [(0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 2, 0), (0, 0, 3, 0)]


def rename(name, actor, **values):
    directory.update_account(account=Account.objects.get(name=name), values=values, actor=actor)


def test_nothing_is_written_unless_asked_for(crm, run, camille):
    run()
    rename("Acme", camille.actor, sector="finance")
    report = run()
    assert report["files"][0]["to_write"] == [{"record": "Acme", "column": "sector", "value": "finance"}]
    assert report["files"][0]["written"] == []
    assert crm.patches == []


def test_changed_fields_are_written_in_the_type_of_their_column(crm, run, camille):
    run()
    rename(
        "Acme", camille.actor, sector="finance", employees=3000, annual_revenue=125_050_000_000, city="Lyon"
    )
    report = run(writes=True)
    assert counts(report) == UNCHANGED
    assert crm.patches == [
        {
            "records": [
                {
                    "id": record_id(0, "A"),
                    "fields": {"sector": "finance", "employees": 3000, "revenue": 1250.5},
                }
            ]
        }
    ]
    assert crm.tables["accounts"][record_id(0, "A")]["sector"] == "finance"
    assert len(report["files"][0]["written"]) == 3


def test_what_was_written_is_no_change_the_next_time_on_either_side(crm, run, camille):
    run()
    rename("Acme", camille.actor, sector="finance")
    run(writes=True)
    report = run(writes=True)
    assert counts(report) == UNCHANGED
    assert len(crm.patches) == 1


def test_links_are_written_as_the_ids_of_the_linked_records(crm, run, camille):
    run()
    deal = Deal.objects.get(reference="EC4QE1BX")
    values = {
        "account": Account.objects.get(name="Betatech"),
        "agent": Member.objects.get(name="Anna Snelling"),
        "lines": [{"product": Product.objects.get(name="GTX Pro"), "quantity": 1}],
    }
    deals.update_deal(deal=deal, values=values, actor=camille.actor)
    run(writes=True)
    assert crm.patches[0]["records"][0]["fields"] == {
        "sales_agent": [record_id(0, "S")],
        "product": [record_id(0, "P")],
        "account": [record_id(1, "A")],
    }


def test_a_deal_won_here_is_won_there_in_its_words(crm, run, camille):
    run()
    deal = Deal.objects.get(reference="Z063OYW0")
    won = Stage.objects.get(kind="won")
    Stage.objects.filter(pk=won.pk).update(name="Gagnée", match_key="gagnee")
    deals.win_deal(deal=deal, amount=514_050, on=deal.engaged_on, actor=camille.actor)
    run(writes=True)
    assert crm.patches[0]["records"][0]["fields"] == {
        "deal_stage": "Won",
        "close_date": "2016-10-25",
        "close_value": 5140.5,
    }


def test_an_emptied_field_is_emptied_there(crm, run, camille):
    run()
    rename("Betatech", camille.actor, country="", parent=None)
    run(writes=True)
    assert crm.tables["accounts"][record_id(1, "A")] == {"account": "Betatech", "sector": "medical"}
    assert counts(run(writes=True)) == UNCHANGED


def test_a_record_airtable_does_not_have_cannot_be_linked_to(crm, run, camille):
    run()
    new = directory.create_account(values={"name": "Maison Berliet"}, actor=camille.actor)
    deal = Deal.objects.get(reference="1C1I7A6R")
    deals.update_deal(deal=deal, values={"account": new}, actor=camille.actor)
    report = run(writes=True)
    assert [line["message"] for line in report["files"][3]["not_written"]] == [
        "“Maison Berliet” is not in Airtable, so nothing can link to it."
    ]
    assert crm.patches == []


def test_twenty_five_records_go_in_batches_of_ten(crm, run, camille):
    crm.put("accounts", *({"account": f"Maison {n}", "sector": "retail"} for n in range(25)))
    run()
    for account in Account.objects.filter(name__startswith="Maison"):
        directory.update_account(account=account, values={"sector": "finance"}, actor=camille.actor)
    run(writes=True)
    assert [len(patch["records"]) for patch in crm.patches] == [10, 10, 5]


def test_a_record_airtable_refuses_costs_no_neighbour(crm, run, camille):
    run()
    rename("Acme", camille.actor, sector="refuse me")
    rename("Betatech", camille.actor, sector="finance")
    report = run(writes=True)
    (refused,) = report["files"][0]["not_written"]
    assert refused["record"] == "Acme"
    assert "INVALID_VALUE_FOR_COLUMN" in refused["message"]
    assert crm.tables["accounts"][record_id(1, "A")]["sector"] == "finance"


def test_a_column_nothing_is_known_of_is_written_with_conversion(crm, run, camille):
    run()
    rename("Acme", camille.actor, founded_year=1996)
    run(writes=True)
    assert crm.patches[0]["typecast"] is True
    assert crm.patches[0]["records"][0]["fields"] == {"year_established": 1996}


def test_a_lookup_is_never_written(crm, run, camille):
    crm.tables["accounts"][record_id(0, "A")]["sector"] = ["retail"]
    crm.tables["accounts"][record_id(1, "A")]["sector"] = ["medical"]
    run()
    rename("Acme", camille.actor, sector="finance")
    report = run(writes=True)
    assert (crm.patches, report["files"][0]["to_write"]) == ([], [])


@pytest.mark.parametrize("mood_at", ["deleted", "changed"])
def test_what_changed_over_there_this_very_moment_is_left_alone(crm, run, camille, mood_at):
    run()
    rename("Acme", camille.actor, sector="finance")

    def meanwhile(handler):
        if "filterByFormula" in handler.path:
            records = crm.tables["accounts"]
            records.pop(record_id(0, "A")) if mood_at == "deleted" else records[record_id(0, "A")].update(
                sector="x"
            )
            handler._get(["v0", "appCarnetTests001", "accounts"], _query(handler), {})
            return True
        return False

    crm.moods.append(meanwhile)
    report = run(writes=True)
    assert crm.patches == []
    assert "this very moment" in report["files"][0]["not_written"][0]["message"]


def _query(handler):
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(handler.path).query)


def test_a_dry_run_tells_what_waits_on_both_sides(crm, run, camille):
    run()
    rename("Acme", camille.actor, sector="finance")
    crm.tables["products"][record_id(1, "P")]["sales_price"] = 60
    report = run(dry_run=True)
    assert counts(report)[1] == (0, 1, 1, 0)
    assert len(report["files"][0]["to_write"]) == 1
    assert crm.patches == []
    assert Product.objects.get(name="MG Special").list_price == 5500


def test_a_price_changed_here_is_written_as_a_number(crm, run, camille):
    run()
    product = Product.objects.get(name="MG Special")
    catalogue.update_product(product=product, values={"list_price": 6050}, actor=camille.actor)
    run(writes=True)
    assert crm.patches[0]["records"][0]["fields"] == {"sales_price": 60.5}


def test_a_token_that_may_only_read_costs_the_reading_nothing(crm, run, camille):
    run()
    rename("Acme", camille.actor, sector="finance")
    rename("Betatech", camille.actor, sector="energy")
    crm.moods.append(lambda handler: handler.command == "PATCH" and instead(403, {"error": "NO"})(handler))
    report = run(writes=True)
    assert counts(report) == UNCHANGED
    assert [line["record"] for line in report["files"][0]["not_written"]] == ["Acme", "Betatech"]
    assert len(run(writes=True)["files"][0]["written"]) == 2


def test_a_sync_that_stops_while_it_writes_reads_anew(crm, run, camille, monkeypatch):
    run()
    rename("Acme", camille.actor, sector="finance")
    monkeypatch.setattr(writing, "_settle", _killed)
    with pytest.raises(Killed):
        run(writes=True)
    assert crm.tables["accounts"][record_id(0, "A")]["sector"] == "finance"
    monkeypatch.undo()
    assert counts(run(writes=True)) == UNCHANGED
    assert Account.objects.get(name="Acme").sector == "finance"
    assert len(crm.patches) == 1


class Killed(BaseException):
    """What a signal does to a process: no handler of ours runs."""


def _killed(*_arguments):
    raise Killed
