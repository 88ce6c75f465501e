"""Quotas: who sees whose, who sets whose, and what makes up the quota of a period."""

from datetime import date

import pytest

from carnet.core.errors import Conflict, Invalid, InvalidFields, NotAllowed, StaleWrite
from carnet.core.period import Period, month_of, quarter_of, year_of
from carnet.forecasting.models import Quota
from carnet.forecasting.quotas import actions
from carnet.forecasting.quotas.queries import targets, visible_quotas
from carnet.journal.models import JournalLine

NOVEMBER = month_of(date(2026, 11, 20))
QUARTER = quarter_of(date(2026, 11, 20))


def given(actor, member, period=NOVEMBER, amount=1_000_000):
    values = {"member": member, "from_on": period.start, "until_on": period.end, "amount": amount}
    return actions.create_quota(values=values, actor=actor)


def wish(member, amount, version=0, period=NOVEMBER):
    return actions.Wish(member, period.start, period.end, amount, version)


def test_each_sees_the_quotas_of_whom_they_answer_for(camille, bruno, chloe, helene, lecteur):
    own, other = given(camille.actor, bruno.member), given(camille.actor, chloe.member, amount=500)
    company = given(camille.actor, None, amount=9_000_000)
    seen = {
        person.user.name: set(visible_quotas(person.viewer).values_list("pk", flat=True))
        for person in (camille, lecteur, helene, bruno, chloe)
    }
    everything = {own.pk, other.pk, company.pk}
    assert seen == {
        "Camille": everything,
        "Lecteur": everything,
        "Hélène": {own.pk},
        "Bruno": {own.pk},
        "Chloé": {other.pk},
    }
    assert targets(chloe.viewer, NOVEMBER).members == {chloe.member.pk: 500}
    assert targets(helene.viewer, NOVEMBER).company is None
    assert targets(camille.viewer, NOVEMBER).company == 9_000_000


def test_the_quota_of_a_quarter_is_its_own_or_that_of_its_three_months(camille, bruno, chloe):
    for month, amount in ((10, 100), (11, 200), (12, 400)):
        given(camille.actor, bruno.member, month_of(date(2026, month, 1)), amount)
    assert targets(camille.viewer, QUARTER).members == {bruno.member.pk: 700}
    given(camille.actor, bruno.member, QUARTER, 5_000)
    given(camille.actor, chloe.member, month_of(date(2026, 10, 1)), 100)
    given(camille.actor, chloe.member, month_of(date(2026, 12, 1)), 100)
    assert targets(camille.viewer, QUARTER).members == {bruno.member.pk: 5_000}


def test_months_and_quarters_together_fill_a_year(camille, bruno):
    for month in (1, 2, 3):
        given(camille.actor, bruno.member, month_of(date(2026, month, 1)), 10)
    for month in (4, 7, 10):
        given(camille.actor, bruno.member, quarter_of(date(2026, month, 1)), 50)
    assert targets(camille.viewer, year_of(date(2026, 5, 5))).members == {bruno.member.pk: 180}
    assert targets(camille.viewer, Period(date(2026, 1, 2), date(2026, 12, 31))).members == {}


def test_a_head_sets_the_quotas_of_the_own_agents_and_nobody_elses(bruno, chloe, helene):
    given(helene.actor, bruno.member)
    for member in (chloe.member, helene.member, None):
        with pytest.raises(NotAllowed):
            given(helene.actor, member)
    quota = Quota.objects.get()
    with pytest.raises(NotAllowed):
        actions.update_quota(quota=quota, values={"member": chloe.member}, actor=helene.actor)


@pytest.mark.parametrize("who", ["bruno", "chloe", "lecteur"])
def test_members_and_readers_set_no_quota(request, who, camille, bruno):
    quota = given(camille.actor, bruno.member)
    person, lines = request.getfixturevalue(who), JournalLine.objects.count()
    with pytest.raises(NotAllowed):
        given(person.actor, bruno.member, QUARTER)
    with pytest.raises(NotAllowed):
        actions.delete_quota(quota=quota, actor=person.actor)
    with pytest.raises(NotAllowed):
        actions.set_quotas(wishes=[wish(bruno.member, 7, version=1)], actor=person.actor)
    assert (Quota.objects.get().amount, JournalLine.objects.count()) == (1_000_000, lines)


def test_a_period_has_one_quota_for_each_and_one_for_the_company(camille, bruno):
    for member in (bruno.member, None):
        given(camille.actor, member)
        with pytest.raises(Conflict):
            given(camille.actor, member)


def test_a_quota_that_ends_before_it_begins_or_is_negative_is_refused(camille, bruno):
    crossed = Period(NOVEMBER.end, NOVEMBER.start)
    with pytest.raises(Invalid) as refusal:
        given(camille.actor, bruno.member, crossed)
    assert refusal.value.field == "until_on"
    with pytest.raises(InvalidFields) as refusal:
        given(camille.actor, bruno.member, amount=-1)
    assert refusal.value.field == "amount"
    quota = given(camille.actor, bruno.member)
    with pytest.raises(Invalid):
        actions.update_quota(quota=quota, values={"from_on": date(2026, 12, 1)}, actor=camille.actor)


def test_a_sheet_creates_changes_and_empties_cells_and_counts_what_changed(camille, bruno, chloe):
    kept = given(camille.actor, chloe.member, amount=700)
    emptied = given(camille.actor, chloe.member, QUARTER, 100)
    wishes = [
        wish(bruno.member, 1_500),
        wish(chloe.member, 700, version=kept.version),
        wish(chloe.member, None, version=emptied.version, period=QUARTER),
        wish(bruno.member, None, period=QUARTER),
    ]
    assert len(actions.set_quotas(wishes=wishes, actor=camille.actor)) == 2
    stored = Quota.objects.order_by("amount").values_list("member__name", "from_on", "amount", "version")
    assert list(stored) == [("Chloé", NOVEMBER.start, 700, 1), ("Bruno", NOVEMBER.start, 1_500, 1)]


def test_a_sheet_with_one_stale_cell_changes_nothing(camille, helene, bruno):
    quota = given(camille.actor, bruno.member)
    seen = quota.version
    actions.update_quota(quota=quota, values={"amount": 2_000_000}, actor=helene.actor)
    lines = JournalLine.objects.count()
    wishes = [wish(bruno.member, 5, period=QUARTER), wish(bruno.member, 5, version=seen)]
    with pytest.raises(StaleWrite) as refusal:
        actions.set_quotas(wishes=wishes, actor=camille.actor)
    assert refusal.value.current.amount == 2_000_000
    assert (Quota.objects.get().amount, JournalLine.objects.count()) == (2_000_000, lines)


def test_a_cell_filled_or_emptied_by_someone_else_is_stale(camille, bruno):
    given(camille.actor, bruno.member)
    for stale in (wish(bruno.member, 5), wish(bruno.member, 5, version=3, period=QUARTER)):
        with pytest.raises(StaleWrite):
            actions.set_quotas(wishes=[stale], actor=camille.actor)


def test_a_deleted_quota_comes_back_with_its_person_and_days(camille, bruno):
    quota = given(camille.actor, bruno.member, amount=300)
    actions.delete_quota(quota=quota, actor=camille.actor)
    line = JournalLine.objects.get(action="forecasting.quota.deleted")
    back = actions.restore_quota(line=line, actor=camille.actor)
    assert (back.member, back.from_on, back.amount) == (bruno.member, NOVEMBER.start, 300)


def test_copying_fills_what_is_empty_and_leaves_the_rest(camille, bruno, chloe):
    october, december = month_of(date(2026, 10, 1)), month_of(date(2026, 12, 1))
    for member, amount in ((bruno.member, 100), (chloe.member, 200), (None, 900)):
        given(camille.actor, member, october, amount)
    given(camille.actor, chloe.member, NOVEMBER, 5)
    members = [bruno.member, chloe.member, None]
    copied = actions.copy_quotas(source=october, into=NOVEMBER, members=members, actor=camille.actor)
    assert [(quota.member, quota.amount) for quota in copied] == [(bruno.member, 100), (None, 900)]
    assert targets(camille.viewer, NOVEMBER).members == {bruno.member.pk: 100, chloe.member.pk: 5}
    assert not actions.copy_quotas(source=december, into=october, members=members, actor=camille.actor)


def test_a_head_copies_for_the_own_agents_alone(camille, helene, bruno, chloe):
    october = month_of(date(2026, 10, 1))
    given(camille.actor, chloe.member, october)
    with pytest.raises(NotAllowed):
        actions.copy_quotas(source=october, into=NOVEMBER, members=[chloe.member], actor=helene.actor)
    assert not Quota.objects.filter(from_on=NOVEMBER.start).exists()
