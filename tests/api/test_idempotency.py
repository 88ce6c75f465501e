"""Idempotency-Key: the same request twice is one write, one after the other or both at once."""

import sqlite3
import threading

import pytest
from django.db import connection, connections

from carnet.directory.models import Account
from carnet.journal import queries
from carnet.journal.models import JournalLine, Receipt
from tests.api.calling import Caller

look_up = queries.receipt
KEY = {"Idempotency-Key": "7c0e-1"}


def test_the_same_key_twice_is_one_write_and_one_answer(as_bruno):
    first = as_bruno.post("accounts", {"name": "Roux", "city": "Lyon"}, **KEY)
    again = as_bruno.post("accounts", {"city": "Lyon", "name": "Roux"}, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert Account.objects.count() == 1


def test_a_key_is_of_one_request_of_one_person(as_bruno, as_camille, bruno):
    as_bruno.post("accounts", {"name": "Roux"}, **KEY)
    for path, body in (("accounts", {"name": "Noir"}), ("products", {"name": "Roux"})):
        assert as_bruno.post(path, body, **KEY).status_code == 422
    assert as_camille.post("accounts", {"name": "Noir"}, **KEY).status_code == 201
    assert list(Account.objects.order_by("id").values_list("name", flat=True)) == ["Roux", "Noir"]


def test_a_refusal_is_not_kept(as_bruno, as_reader):
    assert as_bruno.post("accounts", {"name": ""}, **KEY).status_code == 422
    assert as_reader.post("accounts", {"name": "Roux"}, **KEY).status_code == 403
    assert not Receipt.objects.exists()
    assert as_bruno.post("accounts", {"name": "Roux"}, **KEY).status_code == 201


def test_closing_a_deal_twice_with_a_key_closes_it_once(as_bruno, studio):
    path = f"deals/{studio.deal.pk}/closure"
    answers = [as_bruno.post(path, {"outcome": "won", "on": "2026-11-03"}, **KEY) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert JournalLine.objects.filter(action="deals.deal.won").count() == 1


@pytest.mark.parametrize("key", ["x" * 201, "clé"])
def test_a_key_has_bounds(as_bruno, key):
    answer = as_bruno.post("accounts", {"name": "Roux"}, **{"Idempotency-Key": key})
    assert (answer.status_code, Account.objects.exists()) == (422, False)


def test_the_slower_of_two_simultaneous_requests_undoes_its_own_write(as_bruno, monkeypatch):
    first = as_bruno.post("accounts", {"name": "Roux"}, **KEY)
    looked_up = iter([None])  # the other has not committed yet when this one looks
    monkeypatch.setattr(queries, "receipt", lambda **asked: next(looked_up, None) or look_up(**asked))
    again = as_bruno.post("accounts", {"name": "Roux"}, **KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    assert (Account.objects.count(), Receipt.objects.count()) == (1, 1)


@pytest.fixture
def in_a_file(db, tmp_path):
    """Moves the database from memory into a file, for threads that each have a connection of their own."""
    if connection.vendor != "sqlite":
        pytest.skip("the open transaction of a test hides its rows from other connections of PostgreSQL")
    described = connections.databases["default"]
    kept = described["NAME"]

    def move():
        described["NAME"] = str(tmp_path / "carnet.db")
        with sqlite3.connect(described["NAME"]) as file:
            file.executescript("PRAGMA foreign_keys=OFF;" + "".join(connection.connection.iterdump()))

    yield move
    described["NAME"] = kept


def at_once(count, act):
    answers, start = [], threading.Barrier(count)

    def run():
        try:
            start.wait(10)
            answers.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_of_eight_at_once_with_one_key_one_writes(as_bruno, in_a_file, tmp_path):
    in_a_file()
    asked = {"name": "Roux", "city": "Lyon"}
    answers = at_once(8, lambda: Caller(as_bruno.token).post("accounts", asked, **KEY))
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.content for answer in answers}) == 1
    with sqlite3.connect(tmp_path / "carnet.db") as file:
        assert file.execute("SELECT count(*) FROM directory_account").fetchone() == (1,)


def test_of_eight_who_change_one_version_one_succeeds(as_bruno, studio, in_a_file, tmp_path):
    in_a_file()
    path = f"products/{studio.product.pk}"
    answers = at_once(8, lambda: Caller(as_bruno.token).patch(path, {"stock": 7}, version=1))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    with sqlite3.connect(tmp_path / "carnet.db") as file:
        assert file.execute("SELECT version, stock FROM catalogue_product").fetchone() == (2, 7)
