"""The description of the API, its page, and the pulse."""

import json
import re

import jsonschema_rs
from django.db import DatabaseError, connection

from carnet.api.openapi import schema


def test_every_link_of_the_description_leads_somewhere(stranger):
    described = stranger.get("/api/v1/openapi.json").json()
    links = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert links <= set(described["components"]["schemas"])
    assert described["openapi"].startswith("3.1")
    operations = [item["operationId"] for methods in described["paths"].values() for item in methods.values()]
    assert len(operations) == len(set(operations)) > 60
    for item in described["components"]["schemas"].values():
        jsonschema_rs.meta.validate(item)


def test_records_are_as_described(as_camille, studio):
    parts = schema()["components"]
    for path, methods in schema()["paths"].items():
        if "{id}" in path or not path.startswith("/api/v1/") or "get" not in methods:
            continue
        shape = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = jsonschema_rs.validator_for({**shape, "components": parts})
        params = {"measure": "deals"} if path.endswith("query") else {}
        validator.validate(as_camille.get(path, **params).json())


def test_the_page_needs_no_login_and_has_nothing_inline(stranger):
    answer = stranger.get("/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-schema="/api/v1/openapi.json"' in page
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<style|<script>| style=| on\w+=", page)


def test_the_pulse_needs_no_login_and_tells_when_the_database_is_gone(stranger, monkeypatch):
    assert (stranger.get("/healthz").status_code, stranger.get("/healthz").json()) == (200, {"status": "ok"})

    def gone():
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        answer = stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
