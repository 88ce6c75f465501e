"""An import that stopped goes on from its page; all rows of a large file are tried apart from everybody."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from carnet.directory.models import Account
from carnet.interchange import sending, tasks, uploads
from carnet.interchange.apart import in_copy
from carnet.interchange.mapping.deciding import sheets_of
from carnet.interchange.models import Import
from carnet.web.imports import checking
from tests.web.pipeline import client_of
from tests.web.test_imports_pages import ACCOUNTS, send, text


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """Uploads are kept in a folder of the test."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def client(camille):
    return client_of(camille)


@pytest.fixture
def killed(client) -> Import:
    """An import whose job was lost two minutes ago."""
    client.post(send(client, ("comptes.csv", ACCOUNTS)).headers["Location"], {"do": "begin"})
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=2))
    return Import.objects.get()


def go_on(client, run, capture):
    with capture(execute=True):
        return client.post(f"/imports/{run.pk}/continuation/", follow=True)


def test_an_import_that_stopped_goes_on_by_a_button(client, killed, django_capture_on_commit_callbacks):
    assert f"/imports/{killed.pk}/continuation/" in text(client.get(f"/imports/{killed.pk}/"))
    report = go_on(client, killed, django_capture_on_commit_callbacks)
    run = Import.objects.get()
    assert (run.pk, run.state, run.rows_total, run.upload) == (killed.pk, "done", 3, "")
    assert "2 lignes sont dans le carnet" in text(report)
    assert Account.objects.count() == 2


def test_one_that_broke_goes_on_too(client, killed, django_capture_on_commit_callbacks):
    Import.objects.update(state="failed", failure="the disk is full")
    assert "continuation" in text(client.get(f"/imports/{killed.pk}/"))
    go_on(client, killed, django_capture_on_commit_callbacks)
    assert (Import.objects.get().state, Import.objects.get().failure) == ("done", "")


def test_one_that_is_done_does_not(client, killed, django_capture_on_commit_callbacks):
    go_on(client, killed, django_capture_on_commit_callbacks)
    assert client.post(f"/imports/{killed.pk}/continuation/").status_code == 409
    assert Account.objects.count() == 2


def test_one_that_moved_meanwhile_is_left_alone(client, camille, killed, monkeypatch):
    stale = Import.objects.get()
    Import.objects.update(moved_at=timezone.now())
    monkeypatch.setattr("carnet.web.pages.one", lambda *_args: stale)
    assert client.post(f"/imports/{killed.pk}/continuation/").status_code == 409


def test_one_whose_files_are_gone_says_so(client, data, killed):
    uploads.forget_upload(killed.upload)
    answer = client.post(f"/imports/{killed.pk}/continuation/")
    assert (answer.status_code, "Choisir à nouveau" in text(answer)) == (409, True)


def test_what_is_beyond_the_first_rows_is_tried_in_the_background(client, settings, camille, monkeypatch):
    monkeypatch.setattr(checking, "MOST_TRIED", 2)
    asked = []
    sent = send(client, ("comptes.csv", "nom;ville\n" + "".join(f"Maison {at};Lyon\n" for at in range(55))))
    page = client.get(sent.headers["Location"])
    assert (page.context["totals"]["rows"], page.context["is_partial"]) == (50, True)
    settings.HAS_WORKER = True
    monkeypatch.setattr(tasks, "try_upload", lambda *told: asked.append(told))
    for _twice in range(2):
        assert client.get(sent.headers["Location"]).context["is_waiting"]
    assert client.get(sent.headers["Location"], {"part": "effects"}).status_code == 204
    ((key, user_id, language),) = asked
    kept = uploads.upload(key, user_id=user_id)
    sending.try_whole(kept, sheets_of(kept), actor=camille.actor)
    assert client.get(sent.headers["Location"], {"part": "effects"}).headers["HX-Refresh"] == "true"
    page = client.get(sent.headers["Location"])
    assert (page.context["totals"]["created"], page.context["is_partial"]) == (55, False)
    assert (Account.objects.count(), language) == (0, "fr")


def test_a_trial_nobody_waits_for_is_given_up(client, settings, camille, monkeypatch):
    monkeypatch.setattr(checking, "MOST_TRIED", 2)
    monkeypatch.setattr(tasks, "try_upload", lambda *_told: None)
    settings.HAS_WORKER = True
    sent = send(client, ("comptes.csv", "nom;ville\n" + "".join(f"Maison {at};Lyon\n" for at in range(55))))
    client.get(sent.headers["Location"])
    kept = uploads.upload(sent.headers["Location"].split("/")[-2], user_id=camille.user.pk)
    before = sheets_of(kept)
    client.post(sent.headers["Location"], {"kind": "accounts", "column-1": ""}, follow=True)
    sending.try_whole(kept, before, actor=camille.actor)
    assert sending.whole_trial(kept, before) is None
    client.post(sent.headers["Location"], {"kind": "accounts", "column-1": "city"}, follow=True)
    sending.try_whole(kept, before, actor=camille.actor)
    assert sending.whole_trial(kept, before)["files"][0]["created"] == 55


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets writers pass without a copy")
def test_a_trial_on_a_copy_leaves_nothing_and_asks_the_copy_alone(tmp_path):
    path = tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("CREATE TABLE shelf (name TEXT)")

    def act() -> list[tuple[str]]:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO shelf VALUES ('essai')")
            return cursor.execute("SELECT name FROM shelf").fetchall()

    assert in_copy(path, act) == [("essai",)]
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("SELECT count(*) FROM shelf").fetchone() == (0,)
    assert "shelf" not in connection.introspection.table_names()


def test_what_is_no_key_of_an_upload_deletes_none(client, killed, data):
    for key in ("", ".", "..", f"../uploads/{killed.upload}"):
        uploads.forget_upload(key)
    assert (data / "uploads" / killed.upload).is_dir()
