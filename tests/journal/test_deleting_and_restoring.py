"""Deleting: a sentence where others depend on it, and a way back with the same id and links."""

from datetime import date

import pytest

from carnet.catalogue import actions as catalogue
from carnet.core.errors import Conflict, StaleWrite
from carnet.deals import actions as deals
from carnet.deals import pipelines
from carnet.deals.models import Activity, Deal, Stage
from carnet.deals.restoring import restore_deal
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.identity import actions as identity
from carnet.identity.models import Member, Team, User
from carnet.journal import queries as journal
from carnet.sales import actions as sales
from carnet.sales.models import Sale
from tests.web import world


def _deletion(record, delete, actor, **given):
    pk = record.pk
    delete(**given, actor=actor)
    record.pk = pk
    return journal.lines_of(record)[0]


def _refused(sentence, delete, **given):
    with pytest.raises(Conflict) as refusal:
        delete(**given)
    assert sentence in str(refusal.value)


def test_an_account_with_deals_or_sales_stays(bruno):
    account = world.account(bruno)
    deal = world.deal(bruno, account=account)
    _refused("affaires", directory.delete_account, account=account, actor=bruno.actor)
    deals.delete_deal(deal=deal, actor=bruno.actor)
    world.sale(bruno, account=account)
    _refused("ventes", directory.delete_account, account=account, actor=bruno.actor)


def test_a_product_in_a_line_or_a_sale_and_a_store_that_sold_stay(bruno):
    product, store = world.product(bruno), world.store(bruno)
    world.deal(bruno, lines=[{"product": product}])
    world.sale(bruno, store=store)
    _refused("affaires", catalogue.delete_product, product=product, actor=bruno.actor)
    _refused("ventes", catalogue.delete_store, store=store, actor=bruno.actor)


def test_a_stage_that_a_deal_once_was_in_stays(bruno, camille):
    stage = Stage.objects.get(kind="engaging")
    deal = world.deal(bruno, stage=stage)
    deals.win_deal(deal=deal, actor=bruno.actor)
    _refused("affaires", pipelines.delete_stage, stage=stage, actor=camille.actor)


def test_a_team_with_members_and_an_office_with_teams_stay(bruno, team, lyon, camille):
    _refused("agents", identity.delete_team, team=team, actor=camille.actor)
    _refused("équipes", identity.delete_office, office=lyon, actor=camille.actor)


def test_an_agent_who_owned_a_deal_once_stays_though_it_was_given_away(bruno, chloe, camille):
    deal = world.deal(bruno, agent=bruno.member)
    deals.update_deal(deal=deal, values={"agent": chloe.member}, actor=camille.actor)
    _refused("affaires", identity.delete_member, member=bruno.member, actor=camille.actor)
    assert User.objects.filter(pk=bruno.user.pk).exists()


def test_an_agent_without_records_goes_and_the_login_stays(helene, team, camille):
    team.refresh_from_db()
    line = _deletion(helene.member, identity.delete_member, camille.actor, member=helene.member)
    assert Team.objects.get(pk=team.pk).head is None
    assert line.before["detached"] == {"identity.team.head": [team.pk]}
    assert User.objects.filter(pk=helene.user.pk).exists()
    assert not Member.objects.filter(user=helene.user).exists()


def test_a_restored_deal_has_its_id_lines_past_and_activities_again(bruno):
    product = world.product(bruno, list_price=2500)
    deal = world.deal(bruno, engaged_on=date(2026, 10, 1), lines=[{"product": product, "quantity": 10}])
    activity = world.activity(bruno, deal=deal)
    deals.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    line = _deletion(deal, deals.delete_deal, bruno.actor, deal=deal)
    assert Activity.objects.get().deal is None

    restored = restore_deal(line=line, actor=bruno.actor)
    fresh = Deal.objects.get(pk=deal.pk)
    assert (fresh.reference, fresh.closed_amount, fresh.value) == (deal.reference, 25_000, 25_000)
    assert [(row.product, row.quantity, row.list_price) for row in fresh.lines.all()] == [(product, 10, 2500)]
    past = [(state.from_on, state.stage.kind) for state in fresh.states.order_by("id")]
    assert past == [(date(2026, 10, 1), "prospecting"), (date(2026, 11, 3), "won")]
    assert Activity.objects.get(pk=activity.pk).deal_id == deal.pk
    assert restored.version > deal.version


def test_what_was_open_before_the_deletion_is_stale_after_the_restoration(bruno):
    account = world.account(bruno)
    open_page = Account.objects.get()
    line = _deletion(account, directory.delete_account, bruno.actor, account=account)
    directory.restore_account(line=line, actor=bruno.actor)
    with pytest.raises(StaleWrite):
        directory.update_account(account=open_page, values={"city": "Lyon"}, actor=bruno.actor)


def test_nothing_is_restored_twice(bruno):
    account = world.account(bruno)
    line = _deletion(account, directory.delete_account, bruno.actor, account=account)
    directory.restore_account(line=line, actor=bruno.actor)
    with pytest.raises(Conflict):
        directory.restore_account(line=line, actor=bruno.actor)
    assert Account.objects.count() == 1


def test_a_link_that_points_elsewhere_by_now_is_left_alone(bruno):
    old, new = world.account(bruno, "Achard"), world.account(bruno, "Berliet")
    kept, moved = world.contact(bruno, "Perrin", account=old), world.contact(bruno, "Morel", account=old)
    line = _deletion(old, directory.delete_account, bruno.actor, account=old)
    directory.update_contact(
        contact=Contact.objects.get(pk=moved.pk), values={"account": new}, actor=bruno.actor
    )
    directory.restore_account(line=line, actor=bruno.actor)
    assert Contact.objects.get(pk=kept.pk).account_id == old.pk
    assert Contact.objects.get(pk=moved.pk).account_id == new.pk


def test_a_reference_taken_meanwhile_is_a_conflict(bruno):
    product = world.product(bruno, reference="TIR-30")
    line = _deletion(product, catalogue.delete_product, bruno.actor, product=product)
    world.product(bruno, reference="TIR-30")
    with pytest.raises(Conflict):
        catalogue.restore_product(line=line, actor=bruno.actor)


def test_a_restored_sale_is_known_again_by_the_import_it_came_from(bruno):
    sale = world.sale(bruno, quantity=2, import_key="a1b2")
    line = _deletion(sale, sales.delete_sale, bruno.actor, sale=sale)
    sales.restore_sale(line=line, actor=bruno.actor)
    assert Sale.objects.get().import_key == "a1b2"
