"""Private companies and people: neither named by what is linked to them, nor found out by searching."""

import pytest

from carnet.core.errors import Invalid
from carnet.deals import queries as deals
from carnet.directory import actions, queries
from carnet.directory.models import Account, Contact
from carnet.sales import queries as sales
from carnet.search.queries import found
from tests.web import world


@pytest.fixture
def secret(bruno) -> Account:
    return world.account(bruno, "Zircon", owner=bruno.member, is_private=True)


def test_what_is_linked_to_a_private_company_does_not_name_it(secret, bruno, chloe, camille):
    world.account(camille, "Filiale", parent=secret)
    world.contact(camille, "Perrin", account=secret)
    world.deal(camille, "Campagne", account=secret)
    world.activity(camille, "Appel", account=secret)
    world.sale(camille, account=secret)
    for person, name in ((chloe, None), (bruno, "Zircon"), (camille, "Zircon")):
        viewer = person.viewer
        named = [
            queries.visible_accounts(viewer).get(name="Filiale").parent,
            queries.visible_contacts(viewer).get().account,
            deals.deal_rows(viewer).get().account,
            deals.visible_activities(viewer).get().account,
            sales.visible_sales(viewer).get().account,
        ]
        assert [account and account.name for account in named] == [name] * 5


def test_no_search_finds_out_what_a_private_company_is_linked_to(secret, chloe, camille):
    world.contact(camille, "Perrin", account=secret)
    world.deal(camille, "Campagne", account=secret)
    world.activity(camille, "Appel", account=secret)
    world.sale(camille, account=secret)
    viewer = chloe.viewer
    assert found(viewer, "zircon") == []
    assert not queries.contacts_matching(queries.visible_contacts(viewer), "zircon").exists()
    assert not deals.deals_matching(deals.visible_deals(viewer), "zircon").exists()
    assert not deals.activities_matching(deals.visible_activities(viewer), "zircon").exists()
    assert not sales.sales_matching(sales.visible_sales(viewer), "zircon").exists()


def test_its_owner_finds_their_own_records_by_it(secret, bruno):
    own = {"account": secret, "owner": bruno.member}
    world.contact(bruno, "Perrin", is_private=True, **own)
    world.deal(bruno, "Campagne", account=secret, agent=bruno.member)
    world.activity(bruno, "Appel", **own)
    world.sale(bruno, **own)
    viewer = bruno.viewer
    assert queries.contacts_matching(queries.visible_contacts(viewer), "zircon").count() == 1
    assert deals.deals_matching(deals.visible_deals(viewer), "zircon campagne").count() == 1
    assert deals.activities_matching(deals.visible_activities(viewer), "zircon").count() == 1
    assert sales.sales_matching(sales.visible_sales(viewer), "zircon").count() == 1


def test_an_activity_does_not_give_away_the_deal_of_somebody_else(bruno, chloe, camille):
    deal = world.deal(bruno, "Zircon", agent=bruno.member)
    world.activity(camille, "Appel", deal=deal, owner=chloe.member)
    rows = deals.visible_activities(chloe.viewer)
    assert rows.get().deal is None
    assert not deals.activities_matching(rows, "zircon").exists()


def test_duplicates_are_announced_among_what_one_may_see_only(secret, bruno, chloe):
    world.contact(bruno, "Perrin", owner=bruno.member, is_private=True, emails=["perrin@studio.example"])
    for person, count in ((chloe, 0), (bruno, 1)):
        assert queries.accounts_like(person.viewer, "ZIRCON").count() == count
        alike = queries.contacts_like(person.viewer, email="Perrin@studio.example", name="perrin")
        assert alike.count() == count


def test_sectors_of_private_companies_are_not_listed(bruno, chloe):
    world.account(bruno, "Zircon", sector="Joaillerie", owner=bruno.member, is_private=True)
    assert (queries.sectors(bruno.viewer), queries.sectors(chloe.viewer)) == (["Joaillerie"], [])


def test_a_private_record_belongs_to_someone(bruno):
    for make in (world.account, world.contact):
        with pytest.raises(Invalid) as refusal:
            make(bruno, "Perrin", is_private=True)
        assert refusal.value.field == "is_private"
    account = world.account(bruno, "Achard", owner=bruno.member, is_private=True)
    with pytest.raises(Invalid):
        actions.update_account(account=account, values={"owner": None}, actor=bruno.actor)
    assert Account.objects.get().owner == bruno.member
    assert not Contact.objects.exists()
