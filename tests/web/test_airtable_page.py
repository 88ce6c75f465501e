"""The page about Airtable: connection, tables, dry run, sync, conflicts; for administrators."""

import pytest
from django.test import Client
from django.utils import translation

from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.identity.models import User
from carnet.interchange.airtable import actions, tasks
from carnet.interchange.airtable.client import Pace
from carnet.interchange.airtable.lock import alone
from carnet.interchange.airtable.models import AirtableBase, AirtableConflict
from carnet.interchange.models import Import
from tests.interchange.airtable.conftest import Waited, base, crm  # noqa: F401 - fixtures
from tests.interchange.airtable.server import QUOTA, TOKEN, instead, record_id


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    """Nobody waits: neither the jobs nor the page."""
    waited = Waited()
    around = tasks.actions.Surroundings
    monkeypatch.setattr(
        tasks,
        "_around",
        lambda: around(clock=tasks.Clock(now=tasks.now), pace=waited.pace()),
    )
    monkeypatch.setattr("carnet.interchange.airtable.finding._impatient", lambda: Pace(sleep=lambda _s: None))


@pytest.fixture
def page(camille):
    User.objects.filter(pk=camille.user.pk).update(language="en")
    client = Client()
    client.force_login(camille.user)
    return client


def text(response):
    return response.content.decode()


def post(page, name, commits, **data):
    with commits(execute=True):
        return page.post(f"/imports/airtable/{name}", data, follow=True)


def test_without_a_token_it_says_what_to_set(page, settings):
    settings.AIRTABLE_API_TOKEN = ""
    assert "AIRTABLE_API_TOKEN" in text(page.get("/imports/airtable/"))


def test_the_token_stands_nowhere(page, crm):  # noqa: F811
    found = text(page.get("/imports/airtable/"))
    assert "appCarnetTests001" in found
    assert TOKEN not in found


def test_a_sync_leads_to_its_report(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    response = post(page, "syncs/", django_capture_on_commit_callbacks)
    run = Import.objects.get()
    assert response.redirect_chain == [(f"/imports/{run.pk}/", 303)]
    assert (run.state, run.source) == ("done", "airtable")
    assert Account.objects.count() == 2
    assert f"/imports/{run.pk}/" in text(page.get("/imports/airtable/"))


def test_a_failed_sync_says_why(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    crm.moods.append(instead(429, QUOTA))
    post(page, "syncs/", django_capture_on_commit_callbacks)
    assert "calls of this month are used up" in text(page.get("/imports/airtable/"))


def test_a_trial_is_kept_and_writes_nothing(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    post(page, "trials/", django_capture_on_commit_callbacks)
    found = text(page.get("/imports/airtable/"))
    assert "What a sync would do" in found
    assert "sales_pipeline" in found
    assert not Account.objects.exists()


def test_a_trial_that_fails_says_why(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    crm.moods.append(instead(401, {"error": "AUTHENTICATION_REQUIRED"}))
    post(page, "trials/", django_capture_on_commit_callbacks)
    assert "does not know the token" in text(page.get("/imports/airtable/"))


def test_while_one_is_at_work_the_page_looks_again_until_it_is_done(page, crm):  # noqa: F811
    htmx = {"headers": {"HX-Request": "true"}}
    with alone(actions.folder() / "lock"):
        assert "at work" in text(page.get("/imports/airtable/"))
        assert page.get("/imports/airtable/", **htmx).status_code == 204
    assert "at work" not in text(page.get("/imports/airtable/"))
    assert page.get("/imports/airtable/", **htmx).headers["HX-Refresh"] == "true"


def test_settings_are_kept(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    post(page, "settings/", django_capture_on_commit_callbacks, writes_back="on", rhythm="hourly")
    kept = AirtableBase.objects.get()
    assert (kept.writes_back, kept.rhythm) == (True, "hourly")


def test_an_unknown_rhythm_is_refused(page, crm, django_capture_on_commit_callbacks):  # noqa: F811
    response = post(page, "settings/", django_capture_on_commit_callbacks, rhythm="always")
    assert response.status_code == 422
    assert not AirtableBase.objects.exists()


@pytest.fixture
def disputed(page, crm, camille, django_capture_on_commit_callbacks):  # noqa: F811
    """Acme's sector, year and deals changed on both sides."""
    post(page, "syncs/", django_capture_on_commit_callbacks)
    account = Account.objects.get(name="Acme")
    directory.update_account(account=account, values={"sector": "finance"}, actor=camille.actor)
    crm.tables["accounts"][record_id(0, "A")]["sector"] = "energy"
    post(page, "syncs/", django_capture_on_commit_callbacks)
    return AirtableConflict.objects.get()


def test_airtables_side_comes_in(page, disputed, django_capture_on_commit_callbacks):
    assert "Airtable: energy" in text(page.get("/imports/airtable/"))
    post(page, f"conflicts/{disputed.pk}/", django_capture_on_commit_callbacks, side="theirs")
    assert Account.objects.get(name="Acme").sector == "energy"
    assert "Airtable: energy" not in text(page.get("/imports/airtable/"))


def test_carnets_side_goes_out(page, crm, disputed, django_capture_on_commit_callbacks):  # noqa: F811
    post(page, "settings/", django_capture_on_commit_callbacks, writes_back="on", rhythm="never")
    post(page, f"conflicts/{disputed.pk}/", django_capture_on_commit_callbacks, side="ours")
    assert crm.patches == []
    post(page, "syncs/", django_capture_on_commit_callbacks)
    assert crm.tables["accounts"][record_id(0, "A")]["sector"] == "finance"


@pytest.mark.parametrize("side", ["", "both"])
def test_no_side_is_no_decision(page, disputed, side, django_capture_on_commit_callbacks):
    response = post(page, f"conflicts/{disputed.pk}/", django_capture_on_commit_callbacks, side=side)
    assert response.status_code == 422
    disputed.refresh_from_db()
    assert disputed.side == ""


def test_a_decision_is_made_once(page, disputed, django_capture_on_commit_callbacks):
    post(page, f"conflicts/{disputed.pk}/", django_capture_on_commit_callbacks, side="ours")
    response = post(page, f"conflicts/{disputed.pk}/", django_capture_on_commit_callbacks, side="theirs")
    assert response.status_code == 404
