"""Activities: done when they were, due when they are moved to, tied to the company of their deal."""

from datetime import UTC, date, datetime

import pytest

from carnet.core.errors import Invalid
from carnet.deals import agenda, queries
from carnet.deals.models import Activity
from tests.conftest import NOW
from tests.web import world

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "done_at"),
    [(MORNING, MORNING), (EVENING, NOW), (None, NOW)],
    ids=["past", "ahead", "undated"],
)
def test_an_activity_logged_as_done_was_done_when_it_started_else_now(starts_at, done_at, bruno):
    assert world.activity(bruno, status="done", starts_at=starts_at).done_at == done_at


def test_ticking_and_unticking(bruno):
    activity = world.activity(bruno, starts_at=EVENING)
    agenda.complete_activity(activity=activity, actor=bruno.actor)
    assert (activity.status, activity.done_at, activity.is_pending) == ("done", NOW, False)
    agenda.reopen_activity(activity=activity, actor=bruno.actor)
    assert (activity.status, activity.done_at, activity.is_pending) == ("planned", None, True)


def test_a_done_activity_keeps_its_moment_when_it_is_edited(bruno):
    activity = world.activity(bruno, status="done", starts_at=MORNING)
    agenda.update_activity(
        activity=activity, values={"subject": "Autre", "starts_at": EVENING}, actor=bruno.actor
    )
    assert activity.done_at == MORNING


def test_its_company_follows_from_the_deal_else_from_the_contact(bruno):
    account, other = world.account(bruno, "Achard"), world.account(bruno, "Berliet")
    deal, contact = world.deal(bruno, account=account), world.contact(bruno, account=other)
    assert world.activity(bruno, deal=deal, contact=contact).account == account
    assert world.activity(bruno, contact=contact).account == other
    assert world.activity(bruno, deal=deal, account=other).account == other


def test_its_company_can_be_taken_away(bruno):
    activity = world.activity(bruno, deal=world.deal(bruno, account=world.account(bruno)))
    agenda.update_activity(activity=activity, values={"account": None}, actor=bruno.actor)
    assert Activity.objects.get().account is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": "  "}, "subject"),
        ({"starts_at": EVENING, "ends_at": MORNING}, "ends_at"),
        ({"kind": "pigeon"}, "kind"),
        ({"status": ""}, "status"),
        ({"starts_at": datetime(1, 1, 1, tzinfo=UTC)}, "starts_at"),
    ],
)
def test_what_makes_no_sense_is_refused(values, field, bruno):
    with pytest.raises(Invalid) as refusal:
        world.activity(bruno, **values)
    assert refusal.value.field == field


def test_a_postponed_activity_keeps_hour_and_length_across_the_change_to_summer_time(bruno):
    # 20 November 09:00 in Paris is 08:00 UTC; on 30 March it is 07:00 UTC.
    activity = world.activity(bruno, starts_at=MORNING, ends_at=MORNING.replace(minute=45))
    agenda.postpone_activity(activity=activity, on=date(2027, 3, 30), actor=bruno.actor)
    assert activity.starts_at == datetime(2027, 3, 30, 7, 0, tzinfo=UTC)
    assert activity.ends_at == datetime(2027, 3, 30, 7, 45, tzinfo=UTC)


def test_an_undated_activity_is_put_off_to_nine_o_clock(bruno):
    activity = world.activity(bruno)
    agenda.postpone_activity(activity=activity, on=date(2026, 11, 23), actor=bruno.actor)
    assert (activity.starts_at, activity.ends_at) == (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), None)


@pytest.mark.parametrize("on", [date(1, 1, 1), date(9999, 12, 31)])
def test_nothing_is_put_off_to_the_ends_of_the_calendar(on, bruno):
    activity = world.activity(bruno, starts_at=MORNING, ends_at=EVENING)
    with pytest.raises(Invalid):
        agenda.postpone_activity(activity=activity, on=on, actor=bruno.actor)


def test_the_next_activity_of_a_deal_is_its_earliest_pending_one(bruno):
    deal = world.deal(bruno)
    for starts_at, status in (
        (EVENING, "planned"),
        (MORNING, "done"),
        (MORNING, "cancelled"),
        (None, "planned"),
    ):
        world.activity(bruno, deal=deal, starts_at=starts_at, status=status)
    rows = queries.visible_deals(bruno.viewer)
    assert queries.with_next_activity(rows).get().next_activity_at == EVENING
    assert queries.next_activity_moments([deal]) == {deal.pk: EVENING}
    assert queries.with_last_exchange(rows).get().last_exchange_at == MORNING


def test_a_deal_with_something_planned_or_a_next_step_needs_none(bruno):
    world.deal(bruno, "Idle")
    world.deal(bruno, "Step", next_step="Rappeler")
    world.activity(bruno, deal=world.deal(bruno, "Planned"))
    world.activity(bruno, deal=world.deal(bruno, "Done"), status="done")
    found = queries.deals_without_next_step(bruno.viewer).order_by("name")
    assert [deal.name for deal in found] == ["Done", "Idle"]


def test_overdue_is_what_should_have_been_done_before_now(bruno):
    world.activity(bruno, "Late", starts_at=MORNING)
    world.activity(bruno, "Ahead", starts_at=EVENING)
    world.activity(bruno, "Done", starts_at=MORNING, status="done")
    assert [str(row) for row in queries.overdue_activities(bruno.viewer, now=NOW)] == ["Late"]
