"""What Airtable does on its bad days costs time, never records."""

import itertools

import pytest

from carnet.directory.models import Account
from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.models import Import
from tests.interchange.airtable.server import (
    EXPIRED,
    QUOTA,
    TROUBLE,
    dropped,
    half_json,
    instead,
    truncated,
)
from tests.interchange.importing import counts

ALL_NEW = [(2, 0, 0, 0), (2, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0)]
HTML = b"<!doctype html><html><body>Bad gateway</body></html>"


def not_first(mood, after=1):
    """The same mood, but only after some good answers."""
    seen = itertools.count()

    def later(handler):
        return next(seen) >= after and mood(handler)

    return later


@pytest.mark.parametrize(
    "mood",
    [
        instead(500, {"error": "SERVER_ERROR"}),
        instead(502, HTML, "text/html"),
        instead(503, HTML, "text/html"),
        instead(200, HTML, "text/html"),
        instead(200, {"unexpected": True}),
        instead(200, ["no", "object"]),
        dropped,
        truncated,
        half_json,
    ],
)
def test_a_hiccup_is_asked_again_after_a_second(crm, run, waited, mood):
    crm.moods += [not_first(mood)]
    assert counts(run()) == ALL_NEW
    assert waited.long == [1.0]


def test_trouble_that_lasts_is_asked_six_times_with_longer_pauses(crm, run, waited):
    crm.moods += [not_first(instead(500, HTML, "text/html"))] + [instead(500, HTML, "text/html")] * 5
    with pytest.raises(AirtableRefused, match="does not answer as it should: error 500"):
        run()
    assert waited.long == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert Import.objects.get().state == "failed"
    assert not Account.objects.exists()


def test_a_penalty_is_waited_out_for_thirty_seconds(crm, run, waited):
    crm.moods += [not_first(instead(429, TROUBLE)), instead(429, TROUBLE)]
    assert counts(run()) == ALL_NEW
    assert waited.long == [30.5, 30.5]


def test_a_longer_penalty_that_is_told_is_waited_out(crm, run, waited):
    crm.moods += [not_first(instead(429, TROUBLE, Retry_After="45"))]
    run()
    assert waited.long == [45.0]


def test_penalties_without_end_are_given_up(crm, run, waited):
    crm.moods += [instead(429, TROUBLE)] * 11
    with pytest.raises(AirtableRefused, match="keeps asking to wait"):
        run()
    assert waited.long == [30.5] * 10


@pytest.mark.parametrize(
    "body",
    [
        QUOTA,
        {"error": {"type": "PUBLIC_API_BILLING_LIMIT_EXCEEDED", "message": "no more"}},
        {"error": "PUBLIC_API_BILLING_LIMIT_EXCEEDED"},
    ],
)
def test_a_quota_that_is_used_up_is_never_asked_again(crm, run, waited, body):
    crm.moods += [not_first(instead(429, body))]
    with pytest.raises(AirtableRefused, match="calls of this month are used up"):
        run()
    assert waited.long == []
    assert len(crm.asked) == 2


def test_an_expired_iterator_starts_its_table_again(crm, run, waited):
    crm.put("sales_pipeline", *({"opportunity_id": f"X{n}", "deal_stage": "Won"} for n in range(250)))
    crm.moods += [not_first(instead(422, EXPIRED), after=6)]
    report = run()
    offsets = [
        query.get("offset", [""])[0].partition("/")[0]
        for _, table, query in crm.asked
        if table == "sales_pipeline"
    ]
    assert offsets == ["", "itr100", "itr200", "", "itr100", "itr200"]
    assert report["files"][3]["rows"] == 253
    assert waited.long == []


def test_an_iterator_that_expires_for_ever_is_given_up(crm, run):
    crm.moods += [not_first(instead(422, EXPIRED))] + [instead(422, EXPIRED)] * 4
    with pytest.raises(AirtableRefused, match="loses its place in the table “accounts”"):
        run()


def test_no_two_requests_stand_closer_than_a_fifth_of_a_second(crm, run, waited):
    run()
    assert len(crm.asked) == 5
    assert waited.sleeps == pytest.approx([0.21] * 4)


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (
            401,
            {"error": {"type": "AUTHENTICATION_REQUIRED"}},
            "does not know the token: check AIRTABLE_API_TOKEN",
        ),
        (
            403,
            {"error": {"type": "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"}},
            "let this token use the table “accounts”",
        ),
        (404, {"error": "NOT_FOUND"}, "does not know the table “accounts”"),
        (404, HTML, "does not know the table “accounts”"),
        (422, {"error": {"type": "INVALID_REQUEST", "message": "odd"}}, r"\(422\): INVALID_REQUEST: odd"),
    ],
)
def test_a_refusal_is_one_sentence_and_final(crm, run, waited, status, body, sentence):
    crm.moods += [not_first(instead(status, body))]
    with pytest.raises(AirtableRefused, match=sentence) as refusal:
        run()
    assert waited.long == []
    assert "pat" not in str(refusal.value).split()


def test_a_redirection_is_not_followed_with_the_token(crm, run):
    crm.moods += [instead(302, b"", Location="https://elsewhere.example/v0")]
    with pytest.raises(AirtableRefused, match="leads elsewhere"):
        run()


def test_pages_that_lead_in_a_circle_end(crm, run):
    page = {"records": [{"id": "recA0000000000001", "fields": {}}], "offset": "itr1/recA"}
    crm.moods += [not_first(instead(200, page)), instead(200, page)]
    with pytest.raises(AirtableRefused, match="does not end"):
        run()


def test_an_answer_without_end_is_cut_off(crm, run, monkeypatch):
    monkeypatch.setattr("carnet.interchange.airtable.transport.LARGEST_ANSWER", 1000)
    crm.moods += [instead(200, b"x" * 5000)] * 12
    with pytest.raises(AirtableRefused, match="AnswerTooLarge"):
        run()


def test_a_structure_that_cannot_be_asked_for_is_done_without(crm, run, waited):
    crm.moods += [instead(500, HTML, "text/html")] * 6
    assert counts(run()) == ALL_NEW
