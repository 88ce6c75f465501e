"""Following an import: it moves, it stands still, it fails, it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from carnet.interchange import actions
from carnet.interchange.models import Import
from tests.web.pipeline import client_of
from tests.web.test_imports_pages import ACCOUNTS, begin, send, text

PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """Uploads are kept in a folder of the test."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def client(camille):
    return client_of(camille)


def running(camille, *, moved_ago: timedelta = timedelta(0), **values) -> Import:
    now = timezone.now()
    return Import.objects.create(
        started_at=now - timedelta(hours=1),
        moved_at=now - moved_ago,
        actor_id=camille.user.pk,
        actor_name="Camille",
        via="page",
        title="comptes.csv",
        **values,
    )


def test_a_running_import_asks_again_every_second(client, camille):
    run = running(camille, rows_done=1500)
    for part in (client.get(f"/imports/{run.pk}/"), client.get(f"/imports/{run.pk}/", headers=PART)):
        assert 'hx-trigger="every 1s"' in text(part)
        assert "1 500 lignes" in text(part).replace("\u202f", " ").replace("\xa0", " ")
    assert "<html" not in text(client.get(f"/imports/{run.pk}/", headers=PART))


def test_one_that_moves_says_nothing_of_the_server(client, camille):
    run = running(camille, moved_ago=timedelta(seconds=40))
    assert client.get(f"/imports/{run.pk}/").context["stalled_since"] is None


def test_one_that_has_not_moved_for_a_minute_says_how_to_go_on(client, camille):
    run = running(camille, moved_ago=timedelta(seconds=61))
    for part in (client.get(f"/imports/{run.pk}/"), client.get(f"/imports/{run.pk}/", headers=PART)):
        assert "Choisir à nouveau les mêmes fichiers" in text(part)
        assert 'href="/imports/"' in text(part)


def test_the_same_files_again_go_on_with_the_killed_import(client, django_capture_on_commit_callbacks):
    sent = send(client, ("comptes.csv", ACCOUNTS))
    # Its job is lost: nobody runs what was put off until the commit.
    client.post(sent.headers["Location"], {"do": "begin"})
    killed = Import.objects.get()
    assert killed.state == "running"
    report = begin(client, send(client, ("comptes.csv", ACCOUNTS)), django_capture_on_commit_callbacks)
    assert report.context["run"].pk == killed.pk
    assert Import.objects.get().state == "done"


def test_when_it_is_done_the_page_is_read_anew(client, camille):
    run = running(camille, state="done")
    assert client.get(f"/imports/{run.pk}/", headers=PART).headers["HX-Refresh"] == "true"


def test_an_import_that_breaks_is_failed_and_says_why(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*_args, **_options):
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "load_rows", broken)
    report = begin(client, send(client, ("comptes.csv", ACCOUNTS)), django_capture_on_commit_callbacks)
    assert Import.objects.get().state == "failed"
    assert "the disk is full" in text(report)
    assert "L’import s’est arrêté" in text(report)


def test_an_import_whose_files_are_gone_is_failed(client, data, django_capture_on_commit_callbacks):
    sent = send(client, ("comptes.csv", ACCOUNTS))
    with django_capture_on_commit_callbacks() as put_off:
        client.post(sent.headers["Location"], {"do": "begin"})
    for path in (data / "uploads").rglob("*"):
        if path.is_file():
            path.unlink()
    for job in put_off:
        job()
    assert (Import.objects.get().state, Import.objects.get().failure != "") == ("failed", True)


def test_the_list_tells_the_state_of_each(client, camille):
    running(camille)
    running(camille, state="failed")
    page = text(client.get("/imports/"))
    assert "En cours" in page
    assert page.count("comptes.csv") == 2
