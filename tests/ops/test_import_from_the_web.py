"""`carnet import` takes an address where it takes a path, under the same guard as everything else."""

import json
from functools import partial

import pytest

from carnet.catalogue.models import Product
from carnet.interchange.feeds import fetch, once
from carnet.interchange.models import Import
from tests.interchange.serving import page, shop

PRODUCTS = '{"items": [{"reference": "T1", "name": "Tirage A4", "list_price": "19.90"}], "count": 1}'


@pytest.fixture
def server(monkeypatch):
    with shop() as one:
        monkeypatch.setattr(once, "fetch", partial(fetch.fetch, reach=one.reach))
        one.answers["/products"] = page(PRODUCTS.encode())
        yield one


def test_a_file_of_the_web_is_imported_like_one_of_the_disc(carnet, root, server) -> None:
    outcome = carnet("import", server.url("/products"), "--json")
    (file,) = json.loads(outcome.out)["files"]
    assert (outcome.code, file["path"], file["kind"], file["created"]) == (
        0,
        server.url("/products"),
        "products",
        1,
    )
    assert Product.objects.get().list_price == 1990
    again = json.loads(carnet("import", server.url("/products"), "--json").out)["files"][0]
    assert (again["created"], again["unchanged"]) == (0, 1)


def test_a_key_in_an_address_stands_in_no_report(carnet, root, server) -> None:
    server.answers["/products?key=s3cret"] = server.answers["/products"]
    outcome = carnet("import", server.url("/products?key=s3cret"), "--json")
    done = Import.objects.get()
    assert (outcome.code, done.title) == (0, "products")
    assert "s3cret" not in f"{outcome}{done.report}"


def test_a_trial_writes_nothing(carnet, root, server) -> None:
    assert carnet("import", server.url("/products"), "--dry-run").code == 0
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/products.csv",
        "http://localhost/products.csv",
        "http://2130706433/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://shop.example/products.csv",
    ],
)
def test_an_address_that_must_not_be_fetched_is_a_sentence_and_exit_code_2(carnet, root, url) -> None:
    outcome = carnet("import", url, "--json")
    assert outcome.code == 2
    assert not Import.objects.exists()
