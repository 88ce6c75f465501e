"""A feed is read once or on a timetable; what it brings is an import like any other, under its own name."""

from datetime import timedelta
from functools import partial

import pytest

from carnet.catalogue.models import Product
from carnet.core.errors import Conflict, Invalid, NotAllowed
from carnet.interchange.actions import Clock
from carnet.interchange.feeds import actions, queries
from carnet.interchange.feeds.fetch import fetch
from carnet.interchange.feeds.models import Feed, FeedRun
from carnet.interchange.feeds.reading import read_feed
from carnet.interchange.models import Import
from carnet.journal.models import JournalLine
from tests.conftest import NOW
from tests.interchange.serving import page, shop

PRODUCTS = "référence;nom;prix\nT1;Tirage A4;19,90\nC1;Cadre;35\n".encode()


@pytest.fixture
def server():
    with shop() as one:
        one.answers["/produits.csv"] = page(PRODUCTS, ETag='"v1"')
        yield one


@pytest.fixture
def feed(server, camille) -> Feed:
    values = {"name": "Boutique", "url": server.url("/produits.csv"), "every_hours": 24}
    return actions.create_feed(values=values, actor=camille.actor)


@pytest.fixture
def read(server, camille):
    """Read a feed as its job does, from the shop on this machine."""

    def read_now(feed: Feed, **options) -> FeedRun:
        feed.refresh_from_db()
        return read_feed(
            feed=feed,
            actor=camille.actor,
            clock=Clock(now=lambda: NOW),
            fetching=partial(fetch, reach=server.reach),
            **options,
        )

    return read_now


def prices() -> dict[str, int]:
    return dict(Product.objects.values_list("name", "list_price"))


def test_a_feed_brings_its_records(feed, read) -> None:
    run = read(feed)
    assert (run.outcome, run.message, prices()) == ("imported", "", {"Tirage A4": 1990, "Cadre": 3500})
    assert (run.brought.source, run.brought.title, run.brought.state) == (feed.source, "produits.csv", "done")
    assert queries.runs_of(feed).get() == run


def test_nothing_new_is_no_import(feed, read, server) -> None:
    read(feed)
    server.answers["/produits.csv"] = page(status="304 Not Modified")
    assert read(feed).outcome == "unchanged"
    assert 'If-None-Match: "v1"' in server.requests[-1]
    server.answers["/produits.csv"] = page(PRODUCTS, ETag='"v2"')
    assert read(feed).outcome == "unchanged"
    feed.refresh_from_db()
    assert (feed.etag, Import.objects.count()) == ('"v2"', 1)


def test_asked_for_by_hand_all_of_it_is_read_again(feed, read, server) -> None:
    read(feed)
    run = read(feed, afresh=True)
    assert "If-None-Match" not in server.requests[-1]
    assert (run.outcome, run.brought.report[0]["unchanged"]) == ("imported", 2)


def test_what_changed_is_updated_and_what_was_edited_here_stays(feed, read, server, camille) -> None:
    from carnet.catalogue.actions import update_product

    read(feed)
    cadre = Product.objects.get(name="Cadre")
    update_product(product=cadre, values={"list_price": 4000}, actor=camille.actor)
    server.answers["/produits.csv"] = page(PRODUCTS.replace(b"19,90", b"21"))
    (file,) = read(feed).brought.report
    assert (file["updated"], file["unchanged"]) == (1, 1)
    assert prices() == {"Tirage A4": 2100, "Cadre": 4000}


def test_a_refused_fetch_is_a_sentence_in_the_history(feed, read, server) -> None:
    server.answers["/produits.csv"] = page(status="500 Internal Server Error")
    assert (read(feed).outcome, "500" in read(feed).message) == ("failed", True)
    server.answers["/produits.csv"] = page(b"<!doctype html><p>Connectez-vous</p>")
    assert "web page" in read(feed).message
    server.answers["/produits.csv"] = page(b"alpha;beta\n1;2\n")
    assert "no known kind" in read(feed).message
    assert not Import.objects.exists()
    assert FeedRun.objects.count() == 4


def test_the_product_itself_never_reads_from_this_machine(feed, camille, server) -> None:
    run = read_feed(feed=feed, actor=camille.actor, clock=Clock(now=lambda: NOW))
    assert (run.outcome, str(server.port) in run.message) == ("failed", True)
    assert server.requests == []


def test_a_feed_is_due_at_once_and_then_after_its_hours(feed, read) -> None:
    assert list(queries.due_feeds(at=NOW)) == [feed]
    read(feed)
    assert list(queries.due_feeds(at=NOW + timedelta(hours=23))) == []
    assert list(queries.due_feeds(at=NOW + timedelta(hours=24))) == [feed]


def test_a_paused_feed_and_one_without_timetable_are_never_due(feed, camille) -> None:
    late = NOW + timedelta(days=30)
    actions.update_feed(feed=feed, values={"is_paused": True}, actor=camille.actor)
    assert list(queries.due_feeds(at=late)) == []
    actions.update_feed(feed=feed, values={"is_paused": False, "every_hours": 0}, actor=camille.actor)
    assert list(queries.due_feeds(at=late)) == []


def test_a_failed_reading_waits_for_its_next_turn_too(feed, read, server) -> None:
    server.answers["/produits.csv"] = page(status="404 Not Found")
    read(feed)
    assert list(queries.due_feeds(at=NOW + timedelta(hours=1))) == []


def test_two_readings_of_one_feed_never_overlap(feed, read) -> None:
    Feed.objects.filter(pk=feed.pk).update(running_since=NOW - timedelta(minutes=5))
    with pytest.raises(Conflict):
        read(feed)
    Feed.objects.filter(pk=feed.pk).update(running_since=NOW - timedelta(hours=3))
    assert read(feed).outcome == "imported"
    feed.refresh_from_db()
    assert feed.running_since is None


def test_a_reading_that_was_killed_goes_on_under_its_number(feed, read, monkeypatch) -> None:
    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("carnet.interchange.feeds.reading.run_import", die)
        with pytest.raises(SystemExit):
            read(feed)
    killed = Import.objects.get()
    assert killed.state == "running"
    assert read(feed).brought == killed


def test_a_killed_import_whose_file_has_changed_is_closed(feed, read, server) -> None:
    stuck = Import.objects.create(
        started_at=NOW, actor_name="x", via="feed", title="a", source=feed.source, fingerprint="old"
    )
    read(feed)
    stuck.refresh_from_db()
    assert (stuck.state, bool(stuck.failure)) == ("failed", True)


def test_another_address_is_read_afresh(feed, read, camille, server) -> None:
    read(feed)
    feed.refresh_from_db()
    server.answers["/autres.csv"] = page(PRODUCTS)
    actions.update_feed(feed=feed, values={"url": server.url("/autres.csv")}, actor=camille.actor)
    assert read(feed).outcome == "imported"
    assert "If-None-Match" not in server.requests[-1]


def test_the_kind_and_the_dates_can_be_told(server, read, camille) -> None:
    server.answers["/v"] = page(b"date;magasin;montant\n03/04/2026;Lyon;12\n")
    server.answers["/m"] = page(b"nom;ville\nLyon;Lyon\n")
    stores = {"name": "Magasins", "url": server.url("/m"), "kind": "stores"}
    assert read(actions.create_feed(values=stores, actor=camille.actor)).brought.report[0]["kind"] == "stores"
    sales = {"name": "Ventes", "url": server.url("/v"), "dates": "mdy"}
    read(actions.create_feed(values=sales, actor=camille.actor))
    from carnet.sales.models import Sale

    assert str(Sale.objects.get().sold_on) == "2026-03-04"


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_feeds_are_an_administrators_matter(request, who, feed) -> None:
    person = request.getfixturevalue(who)
    values = {"name": "Mien", "url": "https://shop.example/"}
    for act in (
        lambda: actions.create_feed(values=values, actor=person.actor),
        lambda: actions.update_feed(feed=feed, values={"is_paused": True}, actor=person.actor),
        lambda: actions.delete_feed(feed=feed, actor=person.actor),
        lambda: read_feed(feed=feed, actor=person.actor, clock=Clock(now=lambda: NOW)),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(queries.visible_feeds(person.viewer)) == []


@pytest.mark.parametrize("url", ["", "shop.example", "file:///etc/passwd", "http://a:b@shop.example/"])
def test_an_address_that_is_none_is_refused_at_its_field(url, camille) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.create_feed(values={"name": "X", "url": url}, actor=camille.actor)
    assert refusal.value.field == "url"


def test_every_change_of_a_feed_stands_in_the_journal(feed, read, camille) -> None:
    read(feed)
    feed.refresh_from_db()
    actions.update_feed(feed=feed, values={"is_paused": True}, actor=camille.actor)
    actions.delete_feed(feed=feed, actor=camille.actor)
    lines = JournalLine.objects.filter(kind="interchange.feed").order_by("pk")
    assert [line.action.rpartition(".")[2] for line in lines] == ["created", "updated", "deleted"]
    assert (FeedRun.objects.count(), Product.objects.count()) == (0, 2)


def test_old_readings_are_forgotten(feed, read) -> None:
    read(feed)
    assert actions.drop_old_runs(before=NOW) == 0
    assert actions.drop_old_runs(before=NOW + timedelta(seconds=1)) == 1
