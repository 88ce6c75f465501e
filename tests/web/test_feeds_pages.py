"""Feeds on their pages: added, read at once, paused, corrected, removed; errors are sentences."""

from functools import partial

import pytest
from django.test import Client

from carnet.catalogue.models import Product
from carnet.interchange.feeds import fetch, once, reading
from carnet.interchange.feeds.models import Feed, FeedRun
from tests.interchange.serving import page, shop
from tests.web.pipeline import client_of

PRODUCTS = "référence;nom;prix\nT1;Tirage A4;19,90\nC1;Cadre;beaucoup\n".encode()


@pytest.fixture
def server(monkeypatch, settings, tmp_path):
    """A shop that the jobs and pages of a test may reach."""
    settings.DATA = tmp_path
    with shop() as one:
        one.answers["/produits.csv"] = page(PRODUCTS)
        reached = partial(fetch.fetch, reach=one.reach)
        monkeypatch.setattr(once, "fetch", reached)
        monkeypatch.setattr(reading.read_feed, "__kwdefaults__", {"afresh": False, "fetching": reached})
        yield one


@pytest.fixture
def client(camille) -> Client:
    return client_of(camille)


@pytest.fixture
def add(client, server, django_capture_on_commit_callbacks):
    """Add a feed by its form; the page one is led to."""

    def send(**values):
        data = {"name": "Boutique", "url": server.url("/produits.csv"), "every_hours": "24", **values}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/imports/feeds/new/", data)

    return send


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_a_new_feed_is_read_at_once_and_its_history_leads_to_the_import(client, add) -> None:
    answer = add()
    shown = text(client.get(answer.headers["Location"]))
    run = FeedRun.objects.get()
    assert (run.outcome, Product.objects.get().name) == ("imported", "Tirage A4")
    assert f'href="/imports/{run.brought_id}/">produits.csv</a>' in shown
    assert "Boutique" in text(client.get("/imports/feeds/"))


def test_a_failure_is_a_sentence_in_the_list_and_in_the_history(client, add, server) -> None:
    server.answers["/produits.csv"] = page(status="404 Not Found")
    answer = add()
    sentence = "Il n’y a rien à cette adresse (404)."
    assert sentence in text(client.get(answer.headers["Location"]))
    assert sentence in text(client.get("/imports/feeds/"))


def test_an_address_that_is_none_is_said_beside_its_field(client, add) -> None:
    answer = add(url="file:///etc/passwd")
    assert (answer.status_code, "http://" in str(answer.context["form"].errors["url"])) == (422, True)
    assert not Feed.objects.exists()


def test_two_feeds_of_one_name_are_refused(add) -> None:
    add()
    assert add().status_code == 422


def test_a_feed_is_read_again_by_hand(client, add, django_capture_on_commit_callbacks) -> None:
    page_url = add().headers["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_url}reading/")
    assert list(FeedRun.objects.order_by("pk").values_list("outcome", "by")) == [("imported", "Camille")] * 2


def test_a_feed_is_paused_and_goes_on(client, add) -> None:
    page_url = add().headers["Location"]
    client.post(f"{page_url}pause/", {"paused": "1"})
    assert Feed.objects.get().is_paused
    assert "En pause" in text(client.get(page_url))
    client.post(f"{page_url}pause/", {"paused": "0"})
    assert not Feed.objects.get().is_paused


def test_a_feed_is_corrected_and_removed(client, add) -> None:
    page_url = add().headers["Location"]
    feed = Feed.objects.get()
    values = {"name": "Atelier", "url": feed.url, "every_hours": "168", "version": feed.version}
    assert client.post(f"{page_url}edit/", values).status_code == 303
    feed.refresh_from_db()
    assert (feed.name, feed.every_hours) == ("Atelier", 168)
    assert client.post(f"{page_url}edit/", values | {"name": "Trop tard"}).status_code == 409
    client.post(f"{page_url}delete/")
    assert not Feed.objects.exists()
    assert Product.objects.exists()


def test_a_page_that_watches_a_reading_is_renewed_when_it_has_ended(client, add) -> None:
    page_url = add().headers["Location"]
    assert client.get(page_url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_file_of_the_web_is_checked_before_it_is_imported(client, server) -> None:
    sent = client.post("/imports/fetch/", {"url": server.url("/produits.csv")})
    assert (sent.status_code, sent.headers["Location"].startswith("/imports/uploads/")) == (303, True)
    assert "produits.csv" in text(client.get(sent.headers["Location"]))
    assert not Product.objects.exists()


def test_what_cannot_be_fetched_is_said_beside_its_address(client, server) -> None:
    url = f"http://192.168.1.1:{server.port}/p.csv"
    answer = client.post("/imports/fetch/", {"url": url})
    assert answer.status_code == 422
    assert "réseau privé" in text(answer)
    assert f'value="{url}"' in text(answer)
    assert server.requests == []
