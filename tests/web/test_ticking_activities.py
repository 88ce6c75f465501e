"""Activities are ticked off, put off and taken back from wherever they are shown."""

from datetime import UTC, datetime

import pytest

from carnet.deals.agenda import update_activity
from carnet.deals.models import Activity
from tests.web.pipeline import activity_of, at, client_of, deal_of


@pytest.fixture
def activity(bruno) -> Activity:
    return activity_of(bruno, starts_at=at(20, 13), ends_at=at(20, 14))


def again(activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def toasts(client) -> list:
    return list(client.get("/").context["messages"])


def test_a_tick_makes_it_done_and_offers_an_undo_that_takes_it_back(bruno, activity):
    client = client_of(bruno)
    answer = client.post(f"/activities/{activity.pk}/completion/", {"version": "1", "next": "/?scope=mine"})
    assert (answer.status_code, answer.url, again(activity).status) == (303, "/?scope=mine", "done")
    (toast,) = toasts(client)
    undone = client.post(toast.extra_tags, headers={"HX-Request": "true"})
    assert (undone.status_code, undone["HX-Refresh"]) == (204, "true")
    assert (again(activity).status, again(activity).done_at) == ("planned", None)


def test_a_completion_can_be_taken_back(bruno, activity):
    client = client_of(bruno)
    client.post(f"/activities/{activity.pk}/completion/")
    assert client.post(f"/activities/{activity.pk}/completion/undo/").status_code == 303
    assert again(activity).status == "planned"


def test_a_get_changes_nothing(bruno, activity):
    assert client_of(bruno).get(f"/activities/{activity.pk}/completion/").status_code == 405
    assert again(activity).status == "planned"


def test_a_stale_tick_is_refused(bruno, activity):
    update_activity(activity=again(activity), values={"subject": "Autre"}, actor=bruno.actor)
    answer = client_of(bruno).post(f"/activities/{activity.pk}/completion/", {"version": "1"})
    assert (answer.status_code, again(activity).status) == (409, "planned")


def test_postponing_keeps_hour_and_length_and_can_be_undone(bruno, activity):
    client = client_of(bruno)
    client.post(f"/activities/{activity.pk}/postponement/", {"on": "2026-11-27", "next": "/"})
    assert (again(activity).starts_at, again(activity).ends_at) == (at(27, 13), at(27, 14))
    client.post(toasts(client)[0].extra_tags)
    assert again(activity).starts_at == at(20, 13)


def test_the_hour_stays_when_the_clocks_change_in_between(bruno):
    summer = activity_of(bruno, starts_at=datetime(2026, 10, 23, 7, tzinfo=UTC))  # 09:00 in Paris
    client_of(bruno).post(f"/activities/{summer.pk}/postponement/", {"on": "26/10/2026"})
    assert again(summer).starts_at == datetime(2026, 10, 26, 8, tzinfo=UTC)


def test_one_without_a_date_is_put_off_to_nine(bruno):
    undated = activity_of(bruno)
    client_of(bruno).post(f"/activities/{undated.pk}/postponement/", {"on": "2026-11-27"})
    assert again(undated).starts_at == at(27, 8)


@pytest.mark.parametrize("day", ["", "demain", "2026-02-30", "99/99/2026", "2026-11-20\x00"])
def test_a_day_that_is_none_is_refused(bruno, activity, day):
    answer = client_of(bruno).post(f"/activities/{activity.pk}/postponement/", {"on": day})
    assert (answer.status_code, again(activity).version) == (422, 1)


@pytest.mark.parametrize("page", ["completion", "completion/undo", "postponement", "delete", "edit"])
def test_a_member_of_another_team_finds_nothing(chloe, activity, page):
    answer = client_of(chloe).post(f"/activities/{activity.pk}/{page}/", {"on": "2026-11-27"})
    assert (answer.status_code, again(activity).version) == (404, 1)


@pytest.mark.parametrize("page", ["completion", "completion/undo", "postponement", "delete", "edit"])
def test_a_reader_may_not(lecteur, activity, page):
    answer = client_of(lecteur).post(f"/activities/{activity.pk}/{page}/", {"on": "2026-11-27"})
    assert (answer.status_code, again(activity).version) == (403, 1)


def test_the_form_of_a_new_activity_knows_where_it_was_opened(bruno):
    deal = deal_of(bruno)
    form = client_of(bruno).get(f"/activities/new/?deal={deal.pk}").context["form"]
    assert (form.initial["deal"], form.initial["owner"]) == (deal, bruno.member)


def test_another_s_deal_is_not_offered_by_its_number(bruno, chloe):
    deal = deal_of(bruno, "Affaire cachée")
    assert "Affaire cachée" not in client_of(chloe).get(f"/activities/new/?deal={deal.pk}").content.decode()


def test_a_new_activity_is_saved_in_the_company_s_time(bruno):
    deal = deal_of(bruno)
    answer = client_of(bruno).post(
        "/activities/new/",
        {
            "subject": "Visite",
            "kind": "meeting",
            "status": "planned",
            "starts_at": "27/11/2026 14:30",
            "deal": deal.pk,
        },
    )
    made = Activity.objects.get(subject="Visite")
    assert (answer.status_code, made.starts_at, made.deal) == (303, at(27, 13, 30), deal)


def test_an_activity_that_ends_before_it_starts_is_shown_again_as_typed(bruno):
    sent = {"subject": "Visite", "kind": "meeting", "status": "planned"}
    sent |= {"starts_at": "27/11/2026 14:30", "ends_at": "27/11/2026 14:00"}
    answer = client_of(bruno).post("/activities/new/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["ends_at"])
    assert "27/11/2026 14:00" in answer.content.decode()


def test_a_note_on_a_deal_becomes_a_done_activity_of_it(bruno):
    deal = deal_of(bruno)
    client_of(bruno).post(f"/deals/{deal.pk}/log/", {"subject": "A rappelé", "kind": "call"})
    noted = Activity.objects.get(subject="A rappelé")
    assert (noted.status, noted.deal, noted.owner, noted.kind) == ("done", deal, bruno.member, "call")


def test_the_list_keeps_what_its_filters_say(bruno):
    activity_of(bruno, "Vieux", starts_at=datetime(2020, 1, 1, 9, tzinfo=UTC))
    activity_of(bruno, "Vieux et fait", starts_at=datetime(2020, 1, 1, 9, tzinfo=UTC), status="done")
    activity_of(bruno, "Lointain", kind="meeting", starts_at=datetime(2120, 1, 1, 9, tzinfo=UTC))
    client = client_of(bruno)

    def listed(query: str) -> set[str]:
        page = client.get(f"/activities/?{query}").context["reading"].page
        return {activity.subject for activity in page.rows}

    assert listed("overdue=1") == {"Vieux"}
    assert listed("status=done") == {"Vieux et fait"}
    assert listed("kind=meeting") == {"Lointain"}
    assert listed("when_from=2100-01-01") == {"Lointain"}
    assert listed("q=vieux") == {"Vieux", "Vieux et fait"}


def test_a_deleted_activity_comes_back_by_the_toast(bruno, activity):
    client = client_of(bruno)
    client.post(f"/activities/{activity.pk}/delete/")
    assert not Activity.objects.exists()
    client.post(toasts(client)[0].extra_tags)
    assert again(activity).subject == "Rappeler"
