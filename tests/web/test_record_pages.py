"""A record's page: facts that matter, one stream, linked records both ways, the panel, the quick note."""

import re

import pytest

from carnet.deals.models import Activity
from tests.web import world


@pytest.fixture
def owner(client, camille):
    client.force_login(camille.user)
    return camille


def page_of(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_account_shows_what_is_linked_to_it(client, owner):
    account = world.account(owner)
    contact = world.contact(owner, account=account)
    deal = world.deal(owner, account=account, amount=123_450)
    sale = world.sale(owner, 995, account=account)
    below = world.account(owner, "Filiale", parent=account)
    page = page_of(client, f"/accounts/{account.pk}/")
    for address in (
        f"/contacts/{contact.pk}/",
        f"/deals/{deal.pk}/",
        f"/sales/{sale.pk}/",
        f"/accounts/{below.pk}/",
    ):
        assert f'href="{address}"' in page
    assert "1\u00a0234,50\u00a0€" in page


def test_a_contact_leads_to_the_account_and_the_deals(client, owner):
    account = world.account(owner)
    contact = world.contact(owner, account=account, job_title="Directrice", emails=["m@x.example"])
    deal = world.deal(owner, contact=contact)
    page = page_of(client, f"/contacts/{contact.pk}/")
    assert f'href="/accounts/{account.pk}/"' in page
    assert f'href="/deals/{deal.pk}/"' in page
    assert 'href="mailto:m@x.example"' in page


@pytest.mark.parametrize("kind", ["product", "store"])
def test_products_and_stores_lead_to_their_sales(client, owner, kind):
    record = getattr(world, kind)(owner)
    sale = world.sale(owner, **{kind: record})
    assert f'href="/sales/{sale.pk}/"' in page_of(client, f"/{kind}s/{record.pk}/")
    assert page_of(client, f"/sales/?{kind}={record.pk}").count("data-row>") == 1


def test_a_product_leads_to_the_deals_it_is_in(client, owner):
    product = world.product(owner)
    deal = world.deal(owner, lines=[{"product": product, "quantity": 1}])
    assert f'href="/deals/{deal.pk}/"' in page_of(client, f"/products/{product.pk}/")


def test_the_stream_holds_exchanges_stages_and_edits(client, owner):
    account = world.account(owner, city="Lyon")
    world.activity(owner, "Budget validé", account=account, status="done", starts_at=owner.actor.at)
    deal = world.deal(owner, "Campagne", account=account)
    world.deals.win_deal(deal=deal, actor=owner.actor)
    world.directory.update_account(account=account, values={"city": "Paris"}, actor=owner.actor)
    seen = {
        tab: [text in _stream(client, account, tab) for text in ("Budget validé", "Gagné", "<s>Lyon</s>")]
        for tab in ("", "exchanges", "stages", "edits")
    }
    assert "Gagnée" in _stream(client, account, "stages")
    assert seen[""][0::2] == [True, True]
    assert seen["exchanges"] == [True, False, False]
    assert seen["edits"] == [False, False, True]
    assert seen["stages"][0::2] == [False, False]


def _stream(client, account, tab) -> str:
    page = page_of(client, f"/accounts/{account.pk}/?tab={tab}")
    return re.search(r'<section id="stream".*?</section>', page, re.DOTALL)[0]


@pytest.mark.parametrize(
    "query",
    [
        "tab=nothing",
        "before=yesterday",
        "before=2026-13-45",
        "before=%00",
        "before=0001-01-01T00:00",
        "before=9999-12-31T23:59-12:00",
    ],
)
def test_a_wrong_place_in_the_stream_shows_its_start(client, owner, query):
    account = world.account(owner)
    assert "Création" in page_of(client, f"/accounts/{account.pk}/?{query}")


def test_older_events_follow_where_the_stream_ends(client, owner):
    account = world.account(owner)
    for number in range(33):
        moment = owner.actor.at.replace(minute=number)
        world.activity(owner, f"Appel {number:02}", account=account, status="done", starts_at=moment)
    page = page_of(client, f"/accounts/{account.pk}/?tab=exchanges")
    older = re.search(r'hx-get="([^"]*before=[^"]*)"', page)[1].replace("&amp;", "&")
    rest = client.get(older, headers={"HX-Request": "true"}).content.decode()
    assert "Appel 03" in page
    assert re.findall(r"Appel \d\d", rest) == ["Appel 02", "Appel 01", "Appel 00"]


def test_names_of_records_one_may_not_open_are_left_out_of_the_stream(client, bruno, chloe):
    hidden = world.account(bruno, "Très secret", owner=bruno.member, is_private=True)
    contact = world.contact(bruno, account=hidden)
    world.directory.update_contact(contact=contact, values={"account": None}, actor=bruno.actor)
    client.force_login(chloe.user)
    assert "Très secret" not in page_of(client, f"/contacts/{contact.pk}/")


def test_the_next_step_stands_under_the_title(client, owner):
    account = world.account(owner)
    assert 'class="next-step none"' in page_of(client, f"/accounts/{account.pk}/")
    todo = world.activity(owner, "Envoyer le devis", account=account, starts_at=owner.actor.at)
    step = re.search(r'class="next-step.*?</form>', page_of(client, f"/accounts/{account.pk}/"), re.DOTALL)[0]
    assert "Envoyer le devis" in step
    assert f'action="/activities/{todo.pk}/completion/"' in step


def test_a_line_is_noted_where_one_stands(client, owner):
    contact = world.contact(owner, account=world.account(owner))
    answer = client.post(f"/contacts/{contact.pk}/log/", {"subject": "Budget validé", "kind": "call"})
    activity = Activity.objects.get()
    assert answer["Location"] == f"/contacts/{contact.pk}/"
    assert (activity.subject, activity.kind, activity.status) == ("Budget validé", "call", "done")
    assert (activity.contact, activity.account) == (contact, contact.account)


def test_the_panel_is_a_part_of_a_page(client, owner):
    account = world.account(owner)
    panel = page_of(client, f"/accounts/{account.pk}/?panel=1")
    assert "<html" not in panel
    assert f'href="/accounts/{account.pk}/"' in panel


def test_scripts_in_any_text_are_shown_as_text(client, owner):
    evil = '"><script>alert(1)</script>'
    account = world.account(owner, evil, sector=evil, website="javascript:alert(1)", tags=[evil], note=evil)
    contact = world.contact(owner, evil, account=account, job_title=evil)
    world.activity(owner, evil, contact=contact, status="done", starts_at=owner.actor.at, note=evil)
    world.deal(owner, evil, account=account)
    for address in (f"/accounts/{account.pk}/", f"/contacts/{contact.pk}/", f"/accounts/{account.pk}/edit/"):
        page = page_of(client, address)
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page


def test_a_page_is_in_the_language_of_its_reader(client, owner):
    account = world.account(owner)
    owner.user.language = "en"
    type(owner.user).objects.filter(pk=owner.user.pk).update(language="en")
    assert "Empty fields" in page_of(client, f"/accounts/{account.pk}/")
