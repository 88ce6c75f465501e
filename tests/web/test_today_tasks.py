"""A task on Today says whom it concerns, and carries what one does with it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carnet.directory import actions as directory
from tests.web.pipeline import activity_of, client_of, deal_of


def body(client, path="/") -> str:
    return client.get(path).content.decode()


def contact_of(person, **values):
    values = {"first_name": "Zoé", "last_name": "Martin", "owner": person.member, **values}
    return directory.create_contact(values=values, actor=person.actor)


def test_it_calls_and_writes_to_the_contact_and_else_to_the_account(bruno):
    account = directory.create_account(
        values={
            "name": "Maison",
            "owner": bruno.member,
            "phone": "01 02 03 04 05",
            "email": "m@maison.example",
        },
        actor=bruno.actor,
    )
    contact = contact_of(bruno, phones=[{"value": "+33 6 00 00 00 00", "kind": "mobile"}])
    activity_of(bruno, contact=contact, account=account, starts_at=timezone.now())
    page = body(client_of(bruno))
    assert 'href="tel:+33600000000"' in page
    assert 'href="mailto:m@maison.example"' in page
    assert "tel:0102030405" not in page
    assert "Zoé Martin · Maison" in page


def test_it_is_put_off_to_tomorrow_in_a_week_or_another_day_without_a_script(bruno):
    activity = activity_of(bruno, starts_at=timezone.now())
    page, today = body(client_of(bruno), "/?scope=mine&a=%22%3E"), timezone.localdate()
    assert page.count(f'method="post" action="/activities/{activity.pk}/postponement/"') == 2
    for days in (1, 7):
        assert f'<button name="on" value="{today + timedelta(days=days)}">' in page
    assert f'<label for="on-{activity.pk}">' in page
    assert f'<input type="hidden" name="version" value="{activity.version}">' in page
    assert '<input type="hidden" name="next" value="/?scope=mine&amp;a=%22%3E">' in page


def test_a_done_one_is_ticked_and_not_put_off(bruno):
    activity = activity_of(bruno, starts_at=timezone.now(), status="done")
    page = body(client_of(bruno))
    assert f'action="/activities/{activity.pk}/completion/undo/"' in page
    assert f'id="tick-{activity.pk}" role="checkbox" aria-checked="true"' in page
    assert "/postponement/" not in page


@pytest.mark.parametrize(("days", "overdue"), [(-2, True), (0, False), (2, False)])
def test_only_one_of_a_day_before_is_marked_overdue(bruno, days, overdue):
    activity_of(bruno, starts_at=timezone.now() + timedelta(days=days))
    assert ('class="task overdue"' in body(client_of(bruno))) is overdue


def test_a_reader_is_offered_no_form(lecteur, bruno):
    activity = activity_of(bruno, "Appel de Bruno", starts_at=timezone.now())
    page = body(client_of(lecteur), "/?scope=all")
    assert "Appel de Bruno" in page
    assert f"/activities/{activity.pk}/completion/" not in page
    assert "/postponement/" not in page


def test_whose_it_is_is_said_among_others_work_only(helene, bruno):
    activity_of(bruno, deal=deal_of(bruno, "Campagne"), starts_at=timezone.now())
    assert f"Campagne · {bruno.member.name}" in body(client_of(helene), "/?scope=team")
    assert f"Campagne · {bruno.member.name}" not in body(client_of(bruno))


@pytest.mark.parametrize("name", ["bruno", "camille"])
def test_more_tasks_with_all_they_show_ask_no_more_questions(request, name):
    person = request.getfixturevalue(name)
    client = client_of(person)

    def questions(tasks: int) -> int:
        for _task in range(tasks):
            account = directory.create_account(
                values={"name": "Maison", "owner": person.member}, actor=person.actor
            )
            linked = {"account": account, "contact": contact_of(person), "deal": deal_of(person)}
            activity_of(person, starts_at=timezone.now(), **linked)
        with CaptureQueriesContext(connection) as found:
            body(client, "/?scope=mine")
        return len(found)

    assert questions(1) == questions(5)
