"""Figures and search over HTTP, and the seven names another team already calls."""

import pytest

from carnet.deals.actions import win_deal

KEPT = ("/getAllsalesPipeline", "/getAllProducts", "/getAllProductsKpis/", "/getAllTeamsKpis/")


@pytest.fixture
def won(studio, bruno):
    win_deal(deal=studio.deal, amount=400_000, actor=bruno.actor)
    return studio


def test_the_kpis_come_with_their_filters_and_revision(as_bruno, won):
    answer = as_bruno.get("kpis", product="gtxpro", **{"from": "2026-01-01"}).json()
    assert set(answer) == {"kpis", "filters", "revision", "computed_at"}
    assert len(answer["kpis"]) == 26
    assert (answer["kpis"]["total_won_sales"], answer["kpis"]["total_revenue"]) == (1, "4000.00")
    assert (answer["filters"]["from"], answer["filters"]["product"]) == ("2026-01-01", ["GTX Pro"])


def test_any_measure_is_asked_by_any_dimension(as_bruno, won):
    answer = as_bruno.get("query", measure="revenue", by="product").json()
    assert [(row["key"], row["value"]) for row in answer["rows"]] == [("GTX Pro", "4000.00")]
    keys = {measure["key"] for measure in as_bruno.get("measures").json()["measures"]}
    assert {"deals", "won_sales", "lost_sales", "revenue", "open_value", "win_rate", "tickets"} <= keys


@pytest.mark.parametrize(
    ("path", "params", "field"),
    [
        ("kpis", {"sectr": "retail"}, "sectr"),
        ("kpis", {"agent": "Nobody"}, "agent"),
        ("kpis", {"agent": "9" * 30}, "agent"),
        ("kpis", {"product": 2**64}, "product"),
        ("kpis", {"from": "yesterday"}, "from"),
        ("kpis", {"from": "2026-02-01", "to": "2026-01-01"}, "to"),
        ("query", {"measure": "profit"}, "measure"),
        ("query", {}, "measure"),
        ("query", {"measure": "revenue", "by": "colour"}, "by"),
        ("query", {"measure": "tickets", "by": "stage_kind"}, "by"),
        ("search", {"q": "x", "kind": "deal"}, "kind"),
        ("search", {"q": "x", "limit": 201}, "limit"),
        ("/getAllTeamsKpis/", {"limit": 1001}, "limit"),
        ("/getAllProductsKpis/", {"colour": "red"}, "colour"),
    ],
)
def test_what_no_figure_knows_is_refused_by_name(as_bruno, path, params, field):
    answer = as_bruno.get(path, **params)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_nul_in_a_question_is_refused(as_bruno):
    for path in ("kpis", "query", "search", *KEPT):
        assert as_bruno.get(path, agent="\x00").status_code == 422


def test_search_finds_every_kind_page_by_page(as_bruno, won):
    found = as_bruno.get("search", q="bonnet").json()
    assert [(item["kind"], item["name"]) for item in found["items"]] == [
        ("account", "Atelier Bonnet"),
        ("contact", "Zoé Bonnet"),
        ("deal", "Campagne"),
        ("activity", "Relancer"),
    ]
    page = as_bruno.get("search", q="bonnet", limit=2, offset=1).json()
    assert [item["kind"] for item in page["items"]] == ["contact", "deal"]
    assert (page["count"], found["count"]) == (4, 4)
    assert as_bruno.get("search").json() == {"items": [], "count": 0}


def test_the_kept_names_answer_as_the_collections_do(as_bruno, won):
    assert as_bruno.get("/getAllsalesPipeline").json() == as_bruno.get("deals").json()
    assert as_bruno.get("/getAllProducts", limit=1).json() == as_bruno.get("products", limit=1).json()
    for key in ("D-1", won.deal.pk):
        assert as_bruno.get(f"/getAllsalesPipelineById/{key}").json()["reference"] == "D-1"
    for key in ("G-1", won.product.pk):
        assert as_bruno.get(f"/getProductById/{key}").json()["list_price"] == "4821.00"
    for path in (
        "/getAllsalesPipelineById/D-2",
        "/getProductById/0",
        "/getProductKpis/None",
        "/getProductById/%00",
    ):
        assert as_bruno.get(path).status_code in (404, 422), path


def test_the_kept_figures_have_the_names_of_the_contract(as_bruno, won):
    product = {
        "product": "GTX Pro",
        "sales": 1,
        "won_sales": 1,
        "revenue": "4000.00",
        "average_revenue": "4000.00",
    }
    assert as_bruno.get("/getProductKpis/gtx pro").json() == product
    assert as_bruno.get("/getAllProductsKpis/").json() == {"items": [product], "count": 1}
    assert as_bruno.get("/getAllTeamsKpis/").json() == {
        "items": [
            {
                "agent": "Bruno",
                "manager": None,
                "office": "Lyon",
                "sales": 1,
                "won_sales": 1,
                "lost_sales": 0,
                "revenue": "4000.00",
                "average_revenue": "4000.00",
                "win_rate": 1.0,
            }
        ],
        "count": 1,
    }


def test_the_kept_names_write_nothing(as_camille, studio, tables):
    before = tables()
    for path in KEPT:
        assert as_camille.post(path, {}).status_code == 405
    assert tables() == before


@pytest.mark.parametrize(
    "dimension",
    ["product", "category", "store", "city", "region", "account", "sector", "agent", "manager", "office"],
)
def test_a_list_of_sales_holds_as_many_as_its_figure_says(as_camille, studio, dimension):
    as_camille.post("sales", {"sold_on": "2026-11-04", "amount": 1})
    as_camille.post("sales", {"sold_on": "2026-11-04", "amount": 1, "account": studio.account.pk})
    rows = as_camille.get("query", measure="tickets", by=dimension).json()["rows"]
    assert sum(row["value"] for row in rows) == 3
    for row in rows:
        token = "null" if row["key"] is None else row["id"] or row["key"]
        assert as_camille.get("sales", limit=0, **{dimension: token}).json()["count"] == row["value"], row


@pytest.mark.parametrize(
    "dimension",
    [
        *("sector", "product", "agent", "manager", "office", "team", "account", "account_kind", "category"),
        *("account_country", "region", "city", "source", "lost_reason", "stage", "stage_kind", "pipeline"),
    ],
)
def test_a_list_holds_as_many_as_its_figure_says(as_camille, won, dimension):
    as_camille.post("deals", {"name": "Sans rien"})
    rows = as_camille.get("query", measure="deals", by=dimension).json()["rows"]
    assert sum(row["value"] for row in rows) == 2
    for row in rows:
        token = "null" if row["key"] is None else row["id"] or row["key"]
        assert as_camille.get("deals", limit=0, **{dimension: token}).json()["count"] == row["value"], row
