"""The board: a column a stage, sums of all its deals, its first cards; moves obey versions and visibility."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carnet.deals import actions, queries
from carnet.deals.board import board, card_of
from carnet.deals.models import Deal, Pipeline
from tests.web.pipeline import activity_of, client_of, deal_of, stage

TODAY = date(2026, 11, 20)


def columns(person, *, on=TODAY, more=0):
    deals = queries.visible_deals(person.viewer)
    found = board(deals, Pipeline.objects.get(is_default=True), on=on, more=more)
    return {column.stage.kind: column for column in found.columns}, found


def again(deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


def test_columns_count_and_sum_their_deals_and_open_ones_are_weighed(bruno):
    deal_of(bruno, amount=100_000)
    deal_of(bruno, amount=50_000, probability=0.5)
    deal_of(bruno, amount=200_000, stage=stage("engaging"))
    found, whole = columns(bruno)
    sums = {kind: (column.count, column.total, column.share) for kind, column in found.items()}
    assert sums["prospecting"] == (2, 150_000, 0.75)
    assert sums["engaging"] == (1, 200_000, 1.0)
    # 100,000 x 10 % + 50,000 x 50 % + 200,000 x 40 %
    assert (whole.count, whole.total, whole.weighted) == (3, 350_000, 115_000)


def test_closed_columns_show_this_month_only(bruno):
    won = {"stage": stage("won"), "closed_amount": 1_000}
    for closed_on in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
        deal_of(bruno, f"{closed_on}", closed_on=closed_on, **won)
    column = columns(bruno)[0]["won"]
    assert [card.deal.name for card in column.cards] == ["2026-11-30", "2026-11-01"]
    assert (column.count, column.total) == (2, 2_000)


def test_twelve_cards_are_shown_and_more_where_asked(bruno):
    for number in range(15):
        deal_of(bruno, f"n{number}")
    column = columns(bruno)[0]["prospecting"]
    assert (column.count, len(column.cards), column.hidden) == (15, 12, 3)
    column = columns(bruno, more=stage("prospecting").pk)[0]["prospecting"]
    assert (len(column.cards), column.hidden) == (15, 0)


@pytest.mark.parametrize(("days", "rots"), [(30, False), (31, True)])
def test_a_deal_rots_after_the_days_of_its_stage(bruno, days, rots):
    deal = deal_of(bruno, engaged_on=TODAY - timedelta(days=days))
    card = card_of(deal, on=TODAY)
    assert (card.days, card.rots) == (days, rots)


def test_a_closed_deal_rots_no_more(bruno):
    deal = deal_of(bruno, stage=stage("won"), closed_on=TODAY - timedelta(days=300))
    assert not card_of(deal, on=TODAY).rots


def test_a_member_sees_their_own_and_the_unowned_deals(bruno, chloe):
    deal_of(bruno, "Affaire de Bruno")
    deal_of(chloe, "Affaire de Chloé")
    deal_of(bruno, "À prendre", agent=None)
    page = client_of(chloe).get("/pipeline/").content.decode()
    assert ("Affaire de Bruno" in page, "Affaire de Chloé" in page, "À prendre" in page) == (
        False,
        True,
        True,
    )


def test_filters_narrow_cards_and_sums(camille, bruno, chloe, team):
    deal_of(bruno, "Affaire de Bruno", amount=100)
    deal_of(chloe, "Affaire de Chloé", amount=200)
    client = client_of(camille)
    assert client.get(f"/pipeline/?agent={chloe.member.pk}").context["board"].total == 200
    assert client.get(f"/pipeline/?team={team.pk}").context["board"].total == 100
    assert client.get("/pipeline/?agent=nobody").status_code == 422


def test_the_dot_says_when_something_is_planned(bruno):
    soon = timezone.now() - timedelta(days=3)
    activity_of(bruno, deal=deal_of(bruno, "En retard"), starts_at=soon)
    deal_of(bruno, "Sans suite")
    page = client_of(bruno).get("/pipeline/").content.decode()
    assert page.count('class="next-dot overdue"') == 2  # the legend and the card
    assert page.count('class="next-dot none"') == 2


def test_a_move_goes_to_the_stage_and_can_be_undone(bruno):
    deal = deal_of(bruno)
    client = client_of(bruno)
    sent = {"stage": stage("engaging").pk, "version": "1", "next": "/pipeline/"}
    answer = client.post(f"/deals/{deal.pk}/stage/", sent)
    assert (answer.status_code, answer.url, again(deal).stage) == (303, "/pipeline/", stage("engaging"))
    (toast,) = client.get("/pipeline/").context["messages"]
    client.post(toast.extra_tags)
    assert again(deal).stage == stage("prospecting")


def test_a_move_to_won_closes_for_the_value_today(bruno):
    deal = deal_of(bruno, amount=5_000)
    client_of(bruno).post(f"/deals/{deal.pk}/stage/", {"stage": stage("won").pk})
    assert (again(deal).is_won, again(deal).closed_amount, again(deal).closed_on) == (
        True,
        5_000,
        timezone.localdate(),
    )


def test_a_stale_move_is_refused_and_changes_nothing(bruno):
    deal = deal_of(bruno)
    actions.update_deal(deal=again(deal), values={"amount": 1}, actor=bruno.actor)
    answer = client_of(bruno).post(
        f"/deals/{deal.pk}/stage/", {"stage": stage("won").pk, "version": "1"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, again(deal).is_open) == (409, True)


def test_the_undo_of_a_move_is_refused_once_the_deal_was_changed_again(bruno):
    deal = deal_of(bruno)
    client = client_of(bruno)
    client.post(f"/deals/{deal.pk}/stage/", {"stage": stage("engaging").pk, "next": "/pipeline/"})
    (toast,) = client.get("/pipeline/").context["messages"]
    actions.update_deal(deal=again(deal), values={"amount": 7}, actor=bruno.actor)
    assert client.post(toast.extra_tags).status_code == 409
    assert (again(deal).amount, again(deal).stage) == (7, stage("engaging"))


def test_a_member_of_another_team_finds_no_deal_to_move(bruno, chloe):
    deal = deal_of(bruno)
    answer = client_of(chloe).post(f"/deals/{deal.pk}/stage/", {"stage": stage("won").pk})
    assert (answer.status_code, again(deal).version) == (404, 1)


def test_a_reader_moves_nothing_and_sees_no_menu(bruno, lecteur):
    deal = deal_of(bruno)
    client = client_of(lecteur)
    answer = client.post(f"/deals/{deal.pk}/stage/", {"stage": stage("won").pk})
    assert (answer.status_code, again(deal).version) == (403, 1)
    assert f'/deals/{deal.pk}/stage/" hx-post' not in client.get("/pipeline/").content.decode()


@pytest.mark.parametrize("sent", ["", "0", "x", "99999999999999999999", "-1", "１"])
def test_a_stage_that_is_none_is_not_found(bruno, sent):
    deal = deal_of(bruno)
    answer = client_of(bruno).post(f"/deals/{deal.pk}/stage/", {"stage": sent})
    assert (answer.status_code, again(deal).version) == (404, 1)


def test_a_get_moves_nothing(bruno):
    deal = deal_of(bruno)
    assert client_of(bruno).get(f"/deals/{deal.pk}/stage/?stage={stage('won').pk}").status_code == 405


@pytest.mark.parametrize("path", ["/pipeline/", "/deals/", "/activities/"])
def test_60_deals_cost_as_many_questions_as_5(bruno, path):
    client = client_of(bruno)

    def fill(count):
        for number in range(count):
            deal = deal_of(bruno, f"n{number}")
            activity_of(bruno, deal=deal, starts_at=timezone.now())

    def questions() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    fill(5)
    questions()
    few = questions()
    fill(55)
    assert questions() <= few + 1  # a count, once there is a second page
