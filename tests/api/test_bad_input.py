"""Bad input is refused with the field named; never a 500, never half a write."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.deals.models import Deal
from carnet.directory.models import Account

DEEP = '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}"
LONG = "9" * 5000


def said(answer):
    return answer.status_code, answer.json().get("field")


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "nul", "[]", '"name"', "12", '{"name": NaN}', '{"name": Infinity}', DEEP, "\xff"),
        *('{"name": "a\\u0000b"}', '{"name": "\\ud800"}', '{"na\\u0000me": "x"}', f'{{"employees": {LONG}}}'),
        b"\xff\xfe{}",
        '{"name": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": {"k": {"l": 1}}}}}}}}}}}}}',
    ],
)
def test_what_is_no_json_object_is_422(as_bruno, body):
    answer = as_bruno.post("accounts", body)
    assert (answer.status_code, bool(answer.json()["detail"])) == (422, True)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "image/png"]
)
def test_other_content_types_are_422(as_bruno, kind):
    headers = {"Authorization": f"Bearer {as_bruno.token}"}
    answer = as_bruno.client.generic(
        "POST", "/api/v1/accounts", '{"name": "x"}', content_type=kind, headers=headers
    )
    assert answer.status_code == 422


def test_a_body_has_a_largest_size(as_bruno):
    answer = as_bruno.post("accounts", {"name": "x", "note": "n" * 6_000_000})
    assert (answer.status_code, Account.objects.exists()) == (413, False)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": None}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 12}, "name"),
        ({"name": ["x"]}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x", "note": "n" * 100_001}, "note"),
        ({"name": "x", "nom": "y"}, "nom"),
        ({"name": "x", "id": 7}, "id"),
        ({"name": "x", "version": 1}, "version"),
        ({"name": "x", "kind": "friend"}, "kind"),
        ({"name": "x", "kind": None}, "kind"),
        ({"name": "x", "email": "nobody"}, "email"),
        ({"name": "x", "siren": "12"}, "siren"),
        ({"name": "x", "employees": -1}, "employees"),
        ({"name": "x", "employees": 1.5}, "employees"),
        ({"name": "x", "employees": True}, "employees"),
        ({"name": "x", "employees": 2**63}, "employees"),
        ({"name": "x", "employees": 10**30}, "employees"),
        ({"name": "x", "founded_year": 99_999}, "founded_year"),
        ({"name": "x", "annual_revenue": "1.005"}, "annual_revenue"),
        ({"name": "x", "annual_revenue": 0.001}, "annual_revenue"),
        ({"name": "x", "annual_revenue": "1e400"}, "annual_revenue"),
        ({"name": "x", "annual_revenue": 10**14}, "annual_revenue"),
        ({"name": "x", "annual_revenue": "ten"}, "annual_revenue"),
        ({"name": "x", "annual_revenue": {}}, "annual_revenue"),
        ({"name": "x", "owner": "Nobody"}, "owner"),
        ({"name": "x", "owner": 2**70}, "owner"),
        ({"name": "x", "owner": [1]}, "owner"),
        ({"name": "x", "owner": {"id": []}}, "owner"),
        ({"name": "x", "owner": True}, "owner"),
        ({"name": "x", "parent": {"id": -1}}, "parent"),
        ({"name": "x", "tags": "vip"}, "tags"),
        ({"name": "x", "tags": [1]}, "tags"),
        ({"name": "x", "is_private": "yes"}, "is_private"),
        ({"name": "x", "is_private": None}, "is_private"),
    ],
)
def test_an_account_that_breaks_a_rule_names_the_field(as_bruno, body, field):
    assert said(as_bruno.post("accounts", body)) == (422, field)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"engaged_on": "01/10/2026"}, "engaged_on"),
        ({"engaged_on": "2026-02-30"}, "engaged_on"),
        ({"engaged_on": "0001-01-01"}, "engaged_on"),
        ({"engaged_on": "9999-12-31"}, "engaged_on"),
        ({"engaged_on": 20261001}, "engaged_on"),
        ({"probability": 1.5}, "probability"),
        ({"probability": 1e300}, "probability"),
        ({"amount": "-"}, "amount"),
        ({"stage": "Nowhere"}, "stage"),
        ({"stage": {"id": 10**19}}, "stage"),
        ({"pipeline": "Nowhere"}, "pipeline"),
        ({"stage": "Won", "engaged_on": "2026-11-01", "closed_on": "2026-10-01"}, "closed_on"),
        ({"lines": {}}, "lines"),
        ({"lines": [1]}, "lines"),
        ({"lines": [{}]}, "lines"),
        ({"lines": [{"product": "None"}]}, "lines"),
        ({"lines": [{"product": "GTX Pro", "quantity": 0}]}, "lines"),
        ({"lines": [{"product": "GTX Pro", "quantity": "1e99"}]}, "lines"),
        ({"lines": [{"product": "GTX Pro", "quantity": 1.0001}]}, "lines"),
        ({"lines": [{"product": "GTX Pro", "unit_price": "9" * 17}]}, "lines"),
        ({"lines": [{"product": "GTX Pro", "price": 1}]}, "lines"),
        ({"lines": [{"product": "GTX Pro"}] * 501}, "lines"),
        ({"lines": [{"product": "Palace", "quantity": 10**9}]}, "list_amount"),
        ({"lines": [{"product": "GTX Pro", "quantity": 10**9, "unit_price": 10**12}]}, "amount"),
        ({"is_new_customer": 1}, "is_new_customer"),
        ({"value": "1.00"}, "value"),
        ({"team": "Studio"}, "team"),
    ],
)
def test_a_deal_that_breaks_a_rule_names_the_field(as_bruno, studio, body, field):
    as_bruno.post("products", {"name": "Palace", "list_price": 10**13})
    assert said(as_bruno.post("deals", {"name": "Essai", **body})) == (422, field)
    assert Deal.objects.count() == 1
    assert said(as_bruno.patch(f"deals/{studio.deal.pk}", body, version=1)) == (422, field)


@pytest.mark.parametrize(
    ("collection", "body", "field"),
    [
        ("contacts", {}, "last_name"),
        ("contacts", {"last_name": "x", "emails": ["nobody"]}, "emails"),
        ("contacts", {"last_name": "x", "emails": [{"value": "a@b.fr", "x": 1}]}, "emails"),
        ("contacts", {"last_name": "x", "phones": 12}, "phones"),
        ("contacts", {"last_name": "x", "birthday": "9 mai"}, "birthday"),
        ("activities", {"subject": "x"}, "kind"),
        ("activities", {"subject": "x", "kind": "fax"}, "kind"),
        ("activities", {"subject": "x", "kind": "call", "starts_at": "tomorrow"}, "starts_at"),
        (
            "activities",
            {"subject": "x", "kind": "call", "starts_at": "0001-01-01T00:00:00+14:00"},
            "starts_at",
        ),
        ("products", {"name": "x", "list_price": -1}, "list_price"),
        ("products", {"name": "x", "stock": 2**40}, "stock"),
        ("stores", {"city": "Lyon"}, "name"),
        ("sales", {"amount": 1}, "sold_on"),
        ("sales", {"sold_on": "2026-11-01"}, "amount"),
        ("sales", {"sold_on": "2026-11-01", "quantity": 10**12, "amount": 1}, "quantity"),
        ("stages", {"name": "x"}, "kind"),
        ("stages", {"name": "x", "kind": "won", "probability": 2}, "probability"),
        ("stages", {"name": "x", "kind": "won", "position": -1}, "position"),
        ("teams", {"head": "x"}, "head"),
        ("agents", {"name": "x", "team": 99}, "team"),
    ],
)
def test_every_collection_names_the_field(as_camille, collection, body, field):
    assert said(as_camille.post(collection, body)) == (422, field)


def test_all_mistakes_are_told_at_once(as_bruno):
    answer = as_bruno.post("accounts", {"kind": "friend", "employees": "ten", "nom": 1}).json()
    assert set(answer["errors"]) == {"name", "kind", "employees", "nom"}


def test_a_duplicate_is_409(as_bruno, studio):
    assert as_bruno.post("products", {"name": "Autre", "reference": "G-1"}).status_code == 409
    assert as_bruno.post("deals", {"name": "Autre", "reference": "D-1"}).status_code == 409
    assert as_bruno.delete(f"products/{studio.product.pk}").status_code == 409


@pytest.mark.parametrize("pk", ["0", "-1", str(2**63), "9" * 4000])
def test_an_id_of_nothing_is_404(as_bruno, pk):
    assert as_bruno.get(f"accounts/{pk}").json().get("field", "id") == "id"
    for path in (f"accounts/{pk}", f"deals/{pk}/activities", f"imports/{pk}"):
        assert as_bruno.get(path).status_code in (404, 422), path
    assert as_bruno.patch(f"accounts/{pk}", {}, version=1).status_code in (404, 422)


@pytest.mark.parametrize("pk", ["x", "1.5", "%00", "null", "١", "1e3"])
def test_what_is_no_id_is_refused(as_bruno, pk):
    assert as_bruno.get(f"accounts/{pk}").status_code in (404, 422)


@pytest.mark.parametrize("version", ["abc", '"x"', '""', "2,3,,", '"99999999999999999999"', "W/", "é"])
def test_a_version_that_is_none_is_stale(as_bruno, studio, version):
    answer = as_bruno.ask("PATCH", f"products/{studio.product.pk}", {"stock": 1}, **{"If-Match": version})
    assert answer.status_code == 412


@pytest.mark.parametrize("version", ['"1"', "1", 'W/"1"', '"7", "1"'])
def test_a_version_is_read_as_proxies_may_write_it(as_bruno, studio, version):
    answer = as_bruno.ask("PATCH", f"products/{studio.product.pk}", {"stock": 1}, **{"If-Match": version})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = (
    LEAVES
    | st.lists(LEAVES, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "name", "product", "value"]) | st.text(max_size=8), LEAVES, max_size=3
    )
    | st.lists(st.dictionaries(st.sampled_from(["product", "quantity", "unit_price"]), LEAVES), max_size=2)
)
NAMES = [
    "name",
    "account",
    "stage",
    "amount",
    "probability",
    "closed_on",
    "lines",
    "tags",
    "agent",
    "is_new_customer",
]


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4))
def test_whatever_is_sent_is_answered(as_bruno, body):
    assert as_bruno.post("deals", body).status_code in (201, 422)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    params=st.dictionaries(
        st.sampled_from(
            ["limit", "offset", "sort", "q", "agent", "amount_from", "closed_on", "tags", "name", "x"]
        ),
        st.text(max_size=12) | st.integers().map(str),
        max_size=3,
    )
)
def test_whatever_a_list_is_asked_is_answered(as_bruno, params):
    assert as_bruno.get("deals", **params).status_code in (200, 422)
