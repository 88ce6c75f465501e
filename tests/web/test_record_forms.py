"""Forms keep what was typed, say what is wrong beside the field, and never lose another's edit."""

import re

import pytest

from carnet.directory.models import Account, Contact
from carnet.sales.models import Sale
from tests.web import world


@pytest.fixture
def owner(client, camille):
    client.force_login(camille.user)
    return camille


def test_an_account_is_created_and_opened(client, owner):
    answer = client.post(
        "/accounts/new/", {"name": "Cave Morel", "kind": "client", "city": "Lyon", "tags": "vin, vip"}
    )
    account = Account.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/accounts/{account.pk}/")
    assert (account.region, account.tags) == ("Auvergne-Rhône-Alpes", ["vin", "vip"])


def test_what_was_typed_stays_beside_what_is_wrong(client, owner):
    answer = client.post(
        "/accounts/new/", {"name": "", "kind": "client", "city": "Lyon", "annual_revenue": "beaucoup"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Account.objects.exists()
    assert 'value="beaucoup"' in page
    assert "« beaucoup » n’est pas un montant" in page.replace("\u00a0", " ")
    assert re.search(r'<input[^>]*name="annual_revenue"[^>]*aria-invalid="true"', page)


def test_a_rule_of_the_action_stands_beside_its_field(client, owner):
    answer = client.post("/accounts/new/", {"name": "X", "kind": "client", "siren": "12"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_siren_error"' in page


def test_an_edit_changes_what_was_changed(client, owner):
    account = world.account(owner, city="Lyon", sector="Mode")
    data = {
        "version": 1,
        "name": "Maison Berliet",
        "kind": "client",
        "city": "Paris",
        "region": account.region,
    }
    client.post(f"/accounts/{account.pk}/edit/", data)
    account.refresh_from_db()
    assert (account.city, account.sector, account.version) == ("Paris", "", 2)


def test_a_stale_save_shows_both_versions(client, owner):
    account = world.account(owner, city="Lyon")
    world.directory.update_account(account=account, values={"city": "Grenoble"}, actor=owner.actor)
    answer = client.post(
        f"/accounts/{account.pk}/edit/",
        {"version": 1, "name": "Maison Berliet", "kind": "client", "city": "Paris"},
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert Account.objects.get().city == "Grenoble"
    differences = re.search(r"<tbody>.*?</tbody>", page, re.DOTALL)[0]
    assert "Grenoble" in differences
    assert "Paris" in differences
    assert 'name="version" value="2"' in page


def test_both_versions_of_e_mails_are_written_as_people_write_them(client, owner):
    contact = world.contact(owner, emails=["a@x.example"])
    world.directory.update_contact(contact=contact, values={"emails": ["b@x.example"]}, actor=owner.actor)
    data = {"version": 1, "last_name": "Perrin", "emails-0-value": "c@x.example"}
    answer = client.post(f"/contacts/{contact.pk}/edit/", data)
    differences = re.search(r"<tbody>.*?</tbody>", answer.content.decode(), re.DOTALL)[0]
    assert "<td>b@x.example</td><td>c@x.example</td>" in differences


def test_saving_again_after_seeing_both_versions_goes_through(client, owner):
    account = world.account(owner, city="Lyon")
    world.directory.update_account(account=account, values={"city": "Grenoble"}, actor=owner.actor)
    data = {"version": 2, "name": "Maison Berliet", "kind": "client", "city": "Paris"}
    assert client.post(f"/accounts/{account.pk}/edit/", data).status_code == 303
    assert Account.objects.get().city == "Paris"


def test_a_contact_has_as_many_e_mails_as_there_are_lines(client, owner):
    data = {
        "last_name": "Perrin",
        "emails-0-value": "m@berliet.example",
        "emails-0-kind": "work",
        "emails-1-value": "",
        "emails-2-value": "margaux@home.example",
        "emails-2-kind": "home",
        "addresses-0-city": "Lyon",
    }
    client.post("/contacts/new/", data)
    contact = Contact.objects.get()
    assert [item["value"] for item in contact.emails] == ["m@berliet.example", "margaux@home.example"]
    assert contact.city == "Lyon"


def test_a_form_offers_one_empty_line_without_a_script(client, owner):
    contact = world.contact(owner, emails=["a@x.example"])
    page = client.get(f"/contacts/{contact.pk}/edit/").content.decode()
    assert 'name="emails-0-value" value="a@x.example"' in page
    assert 'name="emails-1-value" value=""' in page


def test_a_wrong_e_mail_stays_in_its_line(client, owner):
    answer = client.post("/contacts/new/", {"last_name": "P", "emails-0-value": "no address"})
    assert answer.status_code == 422
    assert 'value="no address"' in answer.content.decode()


def test_a_reference_is_found_by_its_name_without_a_script(client, owner):
    account = world.account(owner, "Cave Morel")
    client.post("/contacts/new/", {"last_name": "Morel", "account": "", "account_text": "cave morel"})
    assert Contact.objects.get().account == account


def test_the_text_decides_where_it_no_longer_names_the_record_of_the_id(client, owner):
    first, second = world.account(owner, "Cave Morel"), world.account(owner, "Groupe Vaise")
    data = {"last_name": "Morel", "account": first.pk, "account_text": "Groupe Vaise"}
    client.post("/contacts/new/", data)
    assert Contact.objects.get().account == second


def test_a_record_one_may_not_open_is_unknown_to_a_reference(client, bruno, chloe):
    hidden = world.account(bruno, "Secret", owner=bruno.member, is_private=True)
    client.force_login(chloe.user)
    answer = client.post("/contacts/new/", {"last_name": "M", "account": hidden.pk, "account_text": "Secret"})
    assert answer.status_code == 422
    assert not Contact.objects.exists()


def test_a_sale_takes_french_amounts_and_days(client, owner):
    client.post("/sales/new/", {"sold_on": "02/11/2026", "amount": "1 234,50", "quantity": "2,5"})
    sale = Sale.objects.get()
    assert (str(sale.sold_on), sale.amount, str(sale.quantity)) == ("2026-11-02", 123_450, "2.500")


def test_a_link_in_the_address_fills_the_form(client, owner):
    account = world.account(owner)
    page = client.get(f"/contacts/new/?account={account.pk}&last_name=Perrin").content.decode()
    assert f'name="account" value="{account.pk}"' in page
    assert 'value="Perrin"' in page


def test_a_form_leads_back_to_our_own_pages_alone(client, owner):
    data = {"name": "A", "kind": "client"}
    assert client.post("/accounts/new/", {**data, "next": "/today/"})["Location"] == "/today/"
    answer = client.post("/accounts/new/", {**data, "next": "https://elsewhere.example/"})
    assert answer["Location"].startswith("/accounts/")


def test_forms_ask_for_duplicates_while_one_types(client, owner):
    contact = world.contact(owner)
    assert 'hx-get="/accounts/like/?record="' in client.get("/accounts/new/").content.decode()
    page = client.get(f"/contacts/{contact.pk}/edit/").content.decode()
    assert f'hx-get="/contacts/like/?record={contact.pk}"' in page


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/accounts/like/?name=maison-berliet", True),
        ("/accounts/like/?name=Maison", False),
        ("/contacts/like/?emails-0-value=m@berliet.example", True),
        ("/contacts/like/?phones-3-value=%2B33 6 39 98 41 27", True),
        ("/contacts/like/?first_name=margaux&last_name=PERRIN", True),
        ("/contacts/like/?first_name=&last_name=P", False),
    ],
)
def test_a_duplicate_is_announced_while_typing(client, owner, address, known):
    world.account(owner)
    world.contact(owner, first_name="Margaux", emails=["m@berliet.example"], phones=["06 39 98 41 27"])
    assert (b"<a " in client.get(address).content) is known
