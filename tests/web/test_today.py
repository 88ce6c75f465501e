"""Today sorts a person's own activities by the company's days, and shows nothing of others."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from carnet.deals import actions, queries
from carnet.deals.day import agenda_of
from carnet.identity import actions as identity
from carnet.identity.queries import company
from tests.web.pipeline import activity_of, at, client_of, deal_of, stage

PARIS = ZoneInfo("Europe/Paris")
NOON = at(20, 11)  # 12:00 in Paris


def subjects(activities) -> list[str]:
    return [activity.subject for activity in activities]


def agenda(person, *, now=NOON, zone=PARIS):
    return agenda_of(queries.visible_activities(person.viewer), now=now, zone=zone)


def test_a_day_begins_at_midnight_in_the_company_s_time_zone(bruno):
    activity_of(bruno, "hier 23:59", starts_at=at(19, 22, 59))
    activity_of(bruno, "00:00", starts_at=at(19, 23))
    activity_of(bruno, "23:59", starts_at=at(20, 22, 59))
    activity_of(bruno, "demain 00:00", starts_at=at(20, 23))
    day = agenda(bruno)
    assert subjects(day.overdue) == ["hier 23:59"]
    assert subjects(day.today) == ["00:00", "23:59"]
    assert [(on.day, subjects(found)) for on, found in day.ahead] == [(21, ["demain 00:00"])]


def test_the_same_moment_lies_in_another_day_elsewhere(bruno):
    activity_of(bruno, "00:00 à Paris", starts_at=at(19, 23))
    day = agenda(bruno, zone=ZoneInfo("America/Martinique"))
    assert (subjects(day.overdue), subjects(day.today)) == (["00:00 à Paris"], [])


def test_what_was_due_this_morning_is_today_s_and_not_overdue(bruno):
    activity_of(bruno, "08:00", starts_at=at(20, 7))
    day = agenda(bruno)
    assert (day.late, subjects(day.today)) == (0, ["08:00"])


def test_done_ones_stay_on_their_day_and_cancelled_ones_go(bruno):
    activity_of(bruno, "faite", starts_at=at(20, 8), status="done")
    activity_of(bruno, "annulée", starts_at=at(20, 8), status="cancelled")
    activity_of(bruno, "faite hier", starts_at=at(19, 8), status="done")
    day = agenda(bruno)
    assert (subjects(day.today), day.done, day.late) == (["faite"], 1, 0)


def test_the_week_ahead_ends_after_seven_days_and_undated_ones_stand_apart(bruno):
    activity_of(bruno, "dans 7 jours", starts_at=at(27, 12))
    activity_of(bruno, "dans 8 jours", starts_at=at(28, 12))
    activity_of(bruno, "un jour")
    day = agenda(bruno)
    assert [subjects(found) for _on, found in day.ahead] == [["dans 7 jours"]]
    assert (subjects(day.undated), day.coming) == (["un jour"], 1)


def test_the_latest_fifteen_overdue_are_shown_and_all_are_counted(bruno):
    for number in range(32):
        activity_of(bruno, f"n{number}", starts_at=at(10, 6) + timedelta(hours=number))
    day = agenda(bruno)
    assert (day.late, len(day.overdue), day.overdue[0].subject, day.overdue[-1].subject) == (
        32,
        15,
        "n17",
        "n31",
    )


def test_a_member_sees_their_own_and_nothing_of_another_team(bruno, chloe):
    activity_of(bruno, "Secret de Bruno", starts_at=timezone.now())
    activity_of(chloe, "Travail de Chloé", starts_at=timezone.now())
    page = client_of(chloe).get("/").content.decode()
    assert "Travail de Chloé" in page
    assert "Secret de Bruno" not in page
    assert "?scope=" not in page


def test_a_head_switches_to_the_team_and_not_to_everyone(helene, bruno, chloe):
    activity_of(bruno, "Appel de Bruno", starts_at=timezone.now())
    activity_of(chloe, "Travail de Chloé", starts_at=timezone.now())
    client = client_of(helene)
    assert "Appel de Bruno" in client.get("/?scope=team").content.decode()
    assert "Travail de Chloé" not in client.get("/?scope=all").content.decode()
    assert "Appel de Bruno" not in client.get("/?scope=mine").content.decode()


def test_an_owner_without_own_work_sees_everyone_s(camille, bruno):
    activity_of(bruno, "Appel de Bruno", starts_at=timezone.now())
    assert "Appel de Bruno" in client_of(camille).get("/").content.decode()


def test_the_name_of_a_hidden_deal_is_not_shown_on_its_activity(bruno, chloe):
    hidden = deal_of(bruno, "Affaire de Bruno")
    activity_of(chloe, "Aider", deal=hidden, starts_at=timezone.now())
    page = client_of(chloe).get("/").content.decode()
    assert "Aider" in page
    assert "Affaire de Bruno" not in page


def test_deals_nobody_plans_anything_for_stand_beside_it(bruno):
    deal_of(bruno, "Oubliée")
    deal_of(bruno, "Suivie", next_step="Relancer")
    activity_of(bruno, deal=deal_of(bruno, "Prévue"), starts_at=timezone.now() + timedelta(days=40))
    client = client_of(bruno)
    context = client.get("/").context
    assert (subjects_of(context["stalled"]), context["stalled_count"]) == (["Oubliée"], 1)


def subjects_of(deals) -> list[str]:
    return [deal.name for deal in deals]


def test_the_month_counts_what_was_won_in_it(bruno):
    today = timezone.localdate()
    won = {"stage": stage("won"), "closed_amount": 30_000}
    deal_of(bruno, "Ce mois", closed_on=today, **won)
    deal_of(bruno, "Mois d’avant", closed_on=today.replace(day=1) - timedelta(days=1), **won)
    deal_of(bruno, "Ouverte")
    month = client_of(bruno).get("/").context["month"]
    assert (month.revenue, month.sales, month.revenue_before) == (30_000, 1, 30_000)


def test_news_tell_of_visible_deals_only(bruno, chloe):
    actor = bruno.viewer.acting(at=timezone.now(), via="page")
    deal = actions.create_deal(values={"name": "Campagne", "agent": bruno.member}, actor=actor)
    actions.win_deal(deal=deal, actor=actor)
    assert [item.sign for item in client_of(bruno).get("/").context["news"]] == ["trophy", "plus"]
    deal_of(chloe, "Autre affaire")
    assert "Campagne" not in str([item.text for item in client_of(chloe).get("/").context["news"]])


def test_an_empty_carnet_says_how_to_fill_it(bruno):
    page = client_of(bruno).get("/").content.decode()
    assert "Bruno" in page
    assert "/deals/new/" in page
    assert "Prochains jours" not in page


def test_the_page_asks_as_many_questions_of_60_deals_as_of_5(bruno, django_assert_num_queries):
    client = client_of(bruno)

    def fill(count):
        for number in range(count):
            deal = deal_of(bruno, f"Affaire {number}")
            activity_of(bruno, deal=deal, starts_at=timezone.now() + timedelta(days=number % 5 - 2))
            deal_of(bruno, f"Oubliée {number}")

    def questions() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            assert client.get("/").status_code == 200
        return len(found)

    fill(5)
    few = questions()
    fill(30)
    assert questions() == few


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\"'><img src=x>"])
def test_what_people_type_is_shown_as_text(bruno, name):
    deal = deal_of(bruno, name)
    activity_of(bruno, name, deal=deal, starts_at=timezone.now())
    client = client_of(bruno)
    for path in ("/", "/pipeline/", "/deals/", f"/deals/{deal.pk}/", "/activities/"):
        assert name not in client.get(path).content.decode()


def test_the_day_follows_the_company_s_time_zone_on_the_page(bruno, root):
    identity.update_company(company=company(), values={"time_zone": "Pacific/Kiritimati"}, actor=root)
    deal_of(bruno)
    page = client_of(bruno).get("/")
    assert page.context["today"] == timezone.now().astimezone(ZoneInfo("Pacific/Kiritimati")).date()


def test_beyond_sixty_ahead_it_says_that_others_follow(bruno):
    for number in range(60):
        activity_of(bruno, f"n{number}", starts_at=at(21, 6) + timedelta(minutes=number))
    assert (agenda(bruno).coming, agenda(bruno).more) == (60, False)
    activity_of(bruno, "n60", starts_at=at(22, 6))
    assert (agenda(bruno).coming, agenda(bruno).more) == (60, True)
