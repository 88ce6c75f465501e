"""One matrix over all routes of the description: strangers, other teams, readers, read-only tokens."""

import re

import pytest

from carnet.api.openapi import schema

WRITING = {"post", "patch", "delete"}
ROUTES = [(method, path) for path, methods in schema()["paths"].items() for method in methods]
OWNED = ("accounts", "contacts", "activities", "deals", "sales", "quotas", "commitments")
ADMINISTERED = ("agents", "teams", "offices", "stages", "quotas", "commitments")


def concrete(path: str, studio) -> str:
    """The route with ids and names of Bruno's records."""
    collection = path.split("/")[3] if path.startswith("/api/") else "deals"
    if collection == "imports":
        return path.replace("{id}", "1")
    path = path.replace("{id}", str(studio.id_of(collection))) if "{id}" in path else path
    key = "G-1" if "Product" in path else "D-1"
    return path.replace("{key}", key).replace("{name}", "GTX Pro")


def test_the_description_names_every_collection_and_kept_name():
    paths = {path for _method, path in ROUTES}
    collections = (*OWNED, *ADMINISTERED, "products", "stores")
    assert {
        f"/api/v1/{name}" for name in (*collections, "imports", "kpis", "measures", "query", "search")
    } <= paths
    linked = [
        "accounts/{id}/contacts",
        "accounts/{id}/activities",
        "accounts/{id}/deals",
        "accounts/{id}/sales",
    ]
    linked += [
        "contacts/{id}/activities",
        "contacts/{id}/deals",
        "deals/{id}/activities",
        "deals/{id}/closure",
    ]
    assert {f"/api/v1/{path}" for path in linked} <= paths
    assert {
        *(
            "/getAllsalesPipeline",
            "/getAllsalesPipelineById/{key}",
            "/getAllProducts",
            "/getProductById/{key}",
        ),
        *("/getAllProductsKpis/", "/getProductKpis/{name}", "/getAllTeamsKpis/"),
    } <= paths
    written = [(method, f"/api/v1/{name}") for name in collections for method in ("post",)]
    written += [(method, f"/api/v1/{name}/{{id}}") for name in collections for method in ("patch", "delete")]
    assert set(written) <= set(ROUTES)


def test_a_stranger_gets_401_everywhere(stranger, studio, tables):
    before = tables()
    for method, path in ROUTES:
        answer = stranger.ask(method.upper(), concrete(path, studio), {})
        assert (answer.status_code, bool(answer.json()["detail"])) == (401, True), (method, path)
    assert tables() == before


@pytest.mark.parametrize("token", ["carnet_wrong", "\x00", "Ã©" * 300, " ", "a b"])
def test_a_token_nobody_was_given_is_no_token(stranger, studio, token):
    stranger.token = token
    for method, path in (("GET", "accounts"), ("POST", "deals"), ("GET", "/getAllProducts")):
        assert stranger.ask(method, path, {}).status_code == 401


def test_who_may_not_see_a_record_gets_404_whatever_is_asked_of_it(as_chloe, studio, tables):
    before = tables()
    asked = [(method, path) for method, path in ROUTES if "{id}" in path and path.split("/")[3] in OWNED]
    asked.append(("get", "/getAllsalesPipelineById/{key}"))
    assert len(asked) > 20
    for method, path in asked:
        answer = as_chloe.ask(method.upper(), concrete(path, studio), {"outcome": "won"})
        assert answer.status_code == 404, (method, path, answer.content)
    assert tables() == before


def test_what_one_may_not_open_one_may_not_count(as_chloe, studio):
    for name in OWNED:
        assert as_chloe.get(name).json() == {"items": [], "count": 0}, name
    for query in ("bonnet", "campagne", "0612345678", "relancer"):
        assert as_chloe.get("search", q=query).json() == {"items": [], "count": 0}
    assert as_chloe.get("kpis").json()["kpis"]["total_sales"] == 0
    assert as_chloe.get("/getAllsalesPipeline").json()["count"] == 0
    (product,) = as_chloe.get("/getAllProductsKpis/").json()["items"]
    assert product["sales"] == 0


@pytest.mark.parametrize("read_only", [False, True])
def test_who_may_only_read_is_refused_before_any_precondition(
    caller, lecteur, camille, studio, tables, read_only
):
    reader = caller(camille, read_only=True) if read_only else caller(lecteur)
    before = tables()
    for method, path in ROUTES:
        if method in WRITING:
            for body in ({}, "not json"):
                answer = reader.ask(method.upper(), concrete(path, studio), body, **{"If-Match": '"99"'})
                assert answer.status_code == 403, (method, path, answer.content)
    assert tables() == before


def test_a_reader_reads_everything(as_reader, studio):
    for method, path in ROUTES:
        if method == "get" and "imports" not in path and "query" not in path:
            assert as_reader.get(concrete(path, studio)).status_code == 200, path


def test_a_member_administers_nothing(as_bruno, studio, tables):
    before = tables()
    for method, path in ROUTES:
        if method in WRITING and path.split("/")[3] in ADMINISTERED:
            answer = as_bruno.ask(method.upper(), concrete(path, studio), {"name": "X"})
            assert answer.status_code == 403, (method, path)
    assert tables() == before


def test_preconditions_come_before_the_body(as_camille, studio, tables):
    before = tables()
    for method, path in ROUTES:
        if method == "patch":
            assert as_camille.ask("PATCH", concrete(path, studio), "{").status_code == 428, path
            stale = as_camille.ask("PATCH", concrete(path, studio), "{", **{"If-Match": '"99"'})
            assert stale.status_code == 412, path
            current = as_camille.get(concrete(path, studio)).json()
            assert stale.json()["current"] == current
            wrong = as_camille.ask(
                "PATCH", concrete(path, studio), "{", **{"If-Match": f'"{current["version"]}"'}
            )
            assert wrong.status_code == 422, path
        elif method == "delete":
            stale = as_camille.ask("DELETE", concrete(path, studio), None, **{"If-Match": '"99"'})
            assert stale.status_code == 412, path
    after = tables()
    tokens = {"identity_token"}
    assert {name: rows for name, rows in after.items() if name not in tokens} == {
        name: rows for name, rows in before.items() if name not in tokens
    }


def test_other_methods_are_refused_in_json(as_camille, studio):
    for path in {concrete(path, studio) for _method, path in ROUTES}:
        answer = as_camille.ask("PUT", path, {})
        assert (answer.status_code, bool(answer.json()["detail"])) == (405, True)
        assert re.search(r"GET|POST|DELETE", answer.headers["Allow"])


def test_an_address_of_nothing_is_404_in_json(as_camille):
    for path in ("/api/v1/invoices", "/api/v2/", "/api/v1/accounts/1/owner"):
        answer = as_camille.get(path)
        assert (answer.status_code, bool(answer.json()["detail"])) == (404, True)
