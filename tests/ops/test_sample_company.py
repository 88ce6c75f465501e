"""The sample company: the same every time, believable, and gone without a trace."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.db.models import Count, Sum

from carnet.catalogue.models import Product, Store
from carnet.deals.actions import create_deal, update_deal
from carnet.deals.agenda import create_activity
from carnet.deals.models import Activity, Deal, DealLine, DealState
from carnet.directory.actions import create_contact, update_account
from carnet.directory.models import Account, Contact
from carnet.forecasting.models import Commitment, Quota
from carnet.identity.models import Company, Member, Office, Team, User
from carnet.journal.models import JournalLine
from carnet.journal.queries import revision
from carnet.ops.demo import load, shops
from carnet.ops.demo.companies import luhn
from carnet.ops.demo.load import is_empty, load_sample
from carnet.ops.demo.remove import remove_sample
from carnet.sales.models import Sale
from carnet.workspace.actions import save_view
from carnet.workspace.models import SavedView

TODAY = date(2026, 11, 20)
COUNTED = (
    Account,
    Contact,
    Deal,
    DealLine,
    DealState,
    Activity,
    Sale,
    Product,
    Store,
    Member,
    Team,
    Office,
    User,
    Quota,
    Commitment,
)


def counts() -> dict[str, int]:
    return {kind.__name__: kind.objects.count() for kind in COUNTED}


@pytest.fixture
def boss(root, camille, monkeypatch):
    """The owner who commands, over a sample with few deals and quiet shops."""
    monkeypatch.setattr(shops, "TICKETS", 0.05)
    return root


@pytest.fixture
def sample(boss):
    return load_sample(today=TODAY, actor=boss, deals=120)


def test_it_holds_what_it_promises(sample, camille) -> None:
    assert (sample["account"], sample["contact"], sample["deal"]) == (85, 200, 120)
    assert (sample["team"], sample["office"], sample["store"], sample["product"]) == (5, 4, 7, 15)
    assert Member.objects.filter(is_agent=True).count() == 20
    assert Team.objects.filter(head__isnull=False, office__isnull=False).count() == 5
    assert Company.objects.get().name == "Maison Achard"


def test_its_people_have_quotas_and_their_heads_commit_to_nearly_all_of_them(sample, camille) -> None:
    quotas = Quota.objects.filter(member__isnull=False)
    company = Quota.objects.get(member__isnull=True)
    assert (company.from_on, company.until_on) == (date(2026, 10, 1), date(2026, 12, 31))
    assert company.amount == sum(quota.amount for quota in quotas) > 0
    for promise in Commitment.objects.all():
        asked = sum(quota.amount for quota in quotas if quota.member.team.head_id == promise.head_id)
        assert abs(promise.amount - asked * 0.95) <= 50_000


def test_it_is_the_same_every_time(boss) -> None:
    def told() -> list[object]:
        deals = Deal.objects.order_by("reference")
        return [
            list(Account.objects.order_by("name").values_list("name", "siren", "city", "region")),
            list(Contact.objects.order_by("uid").values_list("full_name", "emails", "phones")),
            list(deals.values_list("reference", "name", "stage_kind", "value", "closed_on", "agent__name")),
            list(Activity.objects.order_by("starts_at", "subject").values_list("starts_at", "subject")),
            list(Sale.objects.order_by("reference").values_list("reference", "amount")),
        ]

    load_sample(today=TODAY, actor=boss, deals=120)
    first = told()
    remove_sample(actor=boss)
    load_sample(today=TODAY, actor=boss, deals=120)
    assert told() == first


def test_nobody_in_it_exists(sample) -> None:
    emails = [*Account.objects.values_list("email", flat=True)]
    emails += [item["value"] for contact in Contact.objects.all() for item in contact.emails]
    assert all(email.endswith(".example") for email in emails)
    phones = [*Account.objects.values_list("phone", flat=True)]
    phones += [item["value"] for contact in Contact.objects.all() for item in contact.phones]
    fiction = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49", "06 39 98")
    assert all(phone.startswith(fiction) for phone in phones)


def test_its_companies_have_a_region_and_a_valid_siren(sample) -> None:
    assert not Account.objects.filter(region="").exists()
    assert all(luhn(siren[:8]) == siren for siren in Account.objects.values_list("siren", flat=True))
    assert luhn("73282932") == "732829320"


def test_its_deals_obey_the_rules_of_deals(sample) -> None:
    kinds = dict(Deal.objects.values_list("stage_kind").annotate(Count("pk")))
    assert set(kinds) == {"won", "lost", "engaging", "prospecting"}
    assert kinds["won"] > kinds["lost"] > kinds["engaging"]
    assert not Deal.objects.filter(closed_on__gte=TODAY).exists()
    assert not Deal.objects.filter(stage_kind="lost", lost_reason="").exists()
    assert not Deal.objects.filter(account__isnull=True).exists()
    for deal in Deal.objects.prefetch_related("states__stage", "lines"):
        states = sorted(deal.states.all(), key=lambda state: (state.from_on, state.pk))
        assert states[0].from_on == deal.engaged_on
        assert states[-1].stage_id == deal.stage_id
        assert len(deal.lines.all()) == 1


def test_the_owner_has_something_to_do(sample, camille) -> None:
    mine = Activity.objects.filter(owner=camille.member, status="planned")
    days = [activity.starts_at.date() for activity in mine]
    assert sum(day < TODAY for day in days) == 3
    assert sum(day == TODAY for day in days) == 5
    assert sum(day > TODAY for day in days) == 6


def test_the_owner_finds_lists_ready(sample, camille) -> None:
    views = SavedView.objects.filter(user=camille.user).order_by("id")
    assert [view.page for view in views] == ["deals", "deals", "accounts", "activities"]
    assert views[2].name == "Prospects"


def test_a_view_changed_since_stays(sample, boss, camille) -> None:
    view = SavedView.objects.filter(user=camille.user, page="accounts").get()
    save_view(page="accounts", name=view.name, query="kind=client", actor=camille.actor)
    remove_sample(actor=boss)
    assert SavedView.objects.get().query == "kind=client"


def test_the_shops_close_on_sundays_and_holidays(boss, monkeypatch) -> None:
    monkeypatch.setattr(shops, "TICKETS", 2.0)
    load_sample(today=TODAY, actor=boss, deals=1)
    days = {sale.sold_on for sale in Sale.objects.only("sold_on")}
    assert {day.weekday() for day in days} == {1, 2, 3, 4, 5}
    assert not {date(2026, 7, 14), date(2025, 12, 25), date(2026, 5, 1)} & days
    months = Sale.objects.filter(sold_on__year=2025).values_list("sold_on__month").annotate(Sum("amount"))
    assert max(months, key=lambda month: month[1])[0] == 12


def test_every_record_has_its_line_in_the_journal(sample) -> None:
    lines = JournalLine.objects.filter(batch=-1)
    assert lines.filter(kind="deals.deal").count() == 120
    assert lines.count() == sum(sample.values())


def test_removing_it_leaves_what_was_there(boss, camille) -> None:
    create_contact(values={"last_name": "Martin"}, actor=boss)
    before, lines = counts(), JournalLine.objects.count()
    load_sample(today=TODAY, actor=boss, deals=120)
    loaded = revision()
    gone, kept = remove_sample(actor=boss)
    assert counts() == before
    assert (gone["deal"], kept.total()) == (120, 0)
    assert revision() > loaded
    assert JournalLine.objects.filter(batch=-1).count() == 0
    assert JournalLine.objects.count() == lines + 4  # loaded, named; unnamed, removed
    assert Company.objects.get().name == "Carnet"
    assert not SavedView.objects.exists()


def test_what_people_edited_stays_with_what_it_needs(sample, boss) -> None:
    deal = Deal.objects.select_related("account", "agent__team__office").first()
    update_deal(deal=deal, values={"next_step": "Rappeler"}, actor=boss)
    _gone, kept = remove_sample(actor=boss)
    assert Deal.objects.get() == deal
    assert (kept["deal"], kept["product"]) == (1, 1)
    assert Account.objects.filter(pk=deal.account_id).exists()
    assert Member.objects.filter(pk=deal.agent_id, team__office__isnull=False).exists()


def test_what_peoples_own_records_point_to_stays(sample, boss, camille) -> None:
    account, product = Account.objects.first(), Product.objects.first()
    own = create_deal(values={"account": account, "lines": [{"product": product}]}, actor=boss)
    call = create_activity(
        values={"kind": "call", "subject": "Rappeler", "contact": Contact.objects.last()}, actor=camille.actor
    )
    _gone, kept = remove_sample(actor=boss)
    own.refresh_from_db()
    call.refresh_from_db()
    assert (own.account, own.lines.get().product) == (account, product)
    assert call.contact is not None
    assert Account.objects.count() == kept["account"]


def test_what_was_kept_is_theirs_from_then_on(sample, boss) -> None:
    account = Account.objects.first()
    update_account(account=account, values={"note": "À nous."}, actor=boss)
    remove_sample(actor=boss)
    load_sample(today=TODAY, actor=replace(boss), deals=20)
    remove_sample(actor=boss)
    assert Account.objects.get().note == "À nous."


def test_names_taken_already_are_used_not_doubled(boss, lyon) -> None:
    load_sample(today=TODAY, actor=boss, deals=20)
    assert Team.objects.filter(office=lyon).count() == 2
    remove_sample(actor=boss)
    assert Office.objects.get() == lyon


def test_the_command_loads_once_and_removes_once(carnet, boss, monkeypatch) -> None:
    monkeypatch.setattr(load, "load_sample", partial(load_sample, deals=30))
    assert carnet("demo", "--json").answer["loaded"]["deal"] == 30
    assert carnet("demo", "--json").answer == {"loaded": {}}
    removed = carnet("demo", "--remove", "--json")
    assert (removed.answer["removed"]["deal"], removed.answer["kept"]) == (30, {})
    assert carnet("demo", "--remove", "--json").answer == {"removed": {}, "kept": {}}
    assert carnet("demo", "--first-start", "--json").answer == {"loaded": {}}


def test_a_first_start_touches_nothing_that_was_entered(carnet, boss) -> None:
    create_contact(values={"last_name": "Martin"}, actor=boss)
    assert not is_empty()
    before = counts()
    assert carnet("demo", "--first-start").code == 0
    assert counts() == before
