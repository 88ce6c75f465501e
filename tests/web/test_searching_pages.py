"""The search page, the palette and the suggestions show what the viewer may open, the best first."""

import pytest

from tests.web import world

HTMX = {"HX-Request": "true"}


@pytest.fixture
def known(client, camille):
    client.force_login(camille.user)
    account = world.account(camille, "Cave Morel", city="Lyon")
    world.contact(camille, "Morel", first_name="Vincent", account=account, phones=["06 39 98 12 60"])
    world.product(camille, "Mortier")
    return account


def test_the_palette_holds_rows_and_offers_to_create(client, known):
    rows = client.get("/search/?q=mor", headers=HTMX).content.decode()
    assert "<html" not in rows
    assert [text in rows for text in ("Cave Morel", "Vincent Morel", "Mortier", "06 39 98 12 60")] == [
        True
    ] * 4
    assert "/contacts/new/?last_name=mor" in rows


def test_a_reader_is_not_offered_to_create(client, known, lecteur):
    client.force_login(lecteur.user)
    assert b"/new/" not in client.get("/search/?q=mor", headers=HTMX).content


def test_a_greater_sign_keeps_to_actions_and_ways_to_go(client, known):
    rows = client.get("/search/?q=%3Emor", headers=HTMX).content.decode()
    assert "Morel" not in rows
    rows = client.get("/search/?q=%3Enouveau+compte", headers=HTMX).content.decode()
    assert 'href="/accounts/new/"' in rows
    assert 'href="/contacts/new/"' not in rows
    assert 'href="/dashboard/"' in client.get("/search/?q=%3E+tableau", headers=HTMX).content.decode()


def test_an_at_sign_keeps_to_people(client, known):
    rows = client.get("/search/?q=@mor", headers=HTMX).content.decode()
    assert "Vincent Morel" in rows
    assert "<b>Cave Morel</b>" not in rows
    assert "/new/" not in rows


def test_a_reader_is_offered_ways_to_go_only(client, known, lecteur):
    client.force_login(lecteur.user)
    rows = client.get("/search/?q=%3E", headers=HTMX).content.decode()
    assert "/new/" not in rows
    assert 'href="/deals/"' in rows


def test_the_page_says_when_nothing_was_found(client, known):
    assert "Aucun résultat" in client.get("/search/?q=zzz").content.decode()


@pytest.mark.parametrize("query", ["", "%00", "%25", "_", "a" * 5000, "<script>"])
def test_any_words_are_searched(client, known, query):
    answer = client.get(f"/search/?q={query}")
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [("accounts", "cave", "Cave Morel"), ("contacts", "0639981260", "Vincent Morel")],
)
def test_a_reference_field_is_suggested_records(client, known, kind, text, label):
    rows = client.get(f"/search/choices/{kind}/?field=x_text&x_text={text}").content.decode()
    assert f'data-label="{label}"' in rows


def test_suggestions_are_what_one_may_open(client, bruno, chloe):
    world.account(bruno, "Secret", owner=bruno.member, is_private=True)
    client.force_login(chloe.user)
    assert b"Secret" not in client.get("/search/choices/accounts/?q=sec").content


def test_suggestions_of_no_kind_are_not_found(client, known):
    assert client.get("/search/choices/users/").status_code == 404
