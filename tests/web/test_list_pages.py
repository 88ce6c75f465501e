"""A list shows what its address says; wrong parameters are told, never fatal."""

import re

import pytest

from tests.web import world


@pytest.fixture
def accounts(camille, bruno, client):
    client.force_login(camille.user)
    world.account(
        camille, "Maison Berliet", city="Lyon", kind="client", sector="Mode", annual_revenue=900_000
    )
    world.account(camille, "Élysée Vidéo", city="Paris", kind="prospect", tags=["vip"], owner=bruno.member)
    world.account(camille, "Zéphyr", city="Villeurbanne", kind="client", annual_revenue=120_050)


def names(response) -> list[str]:
    return re.findall(r"data-open>([^<]+)<", response.content.decode())


def shown(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return names(response)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Élysée Vidéo", "Maison Berliet", "Zéphyr"]),
        ("q=elysee", ["Élysée Vidéo"]),
        ("q=lyon%20berliet", ["Maison Berliet"]),
        ("kind=client", ["Maison Berliet", "Zéphyr"]),
        ("kind=client&kind=prospect&city=paris", ["Élysée Vidéo"]),
        ("sector=Mode", ["Maison Berliet"]),
        ("owner_text=bruno", ["Élysée Vidéo"]),
        ("tag=vip", ["Élysée Vidéo"]),
        ("annual_revenue_min=1200,50&annual_revenue_max=1200.50", ["Zéphyr"]),
        ("created_from=20/11/2026&created_to=2026-11-20", ["Élysée Vidéo", "Maison Berliet", "Zéphyr"]),
        ("created_to=19/11/2026", []),
        ("sort=-name", ["Zéphyr", "Maison Berliet", "Élysée Vidéo"]),
        ("sort=annual_revenue", ["Zéphyr", "Maison Berliet", "Élysée Vidéo"]),
        ("sort=-annual_revenue", ["Maison Berliet", "Zéphyr", "Élysée Vidéo"]),
    ],
)
def test_the_address_decides_what_is_shown(client, accounts, query, expected):
    assert shown(client, f"/accounts/?{query}") == expected


@pytest.mark.parametrize(
    "query",
    ["sort=nothing", "after=broken", "before=WyJ4Il0", "created_from=31/02/2026", "annual_revenue_min=much",
     "kind=friend", "owner=999999999999999999999", "owner_text=nobody", "size=7", "columns=none", "view=x",
     "q=%00"],
)  # fmt: skip
def test_a_wrong_parameter_is_left_out(client, accounts, query):
    assert len(shown(client, f"/accounts/?{query}")) == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sort=nothing", r"“nothing”|«\snothing\s»"),
        ("after=broken", "premi|first"),
        ("created_from=31/02/2026", "31/02/2026"),
    ],
)
def test_what_was_left_out_is_told(client, accounts, query, sentence):
    assert re.search(sentence, client.get(f"/accounts/?{query}").content.decode())


def test_a_cursor_of_another_order_leads_to_the_first_page(client, accounts, camille):
    for number in range(30):
        world.account(camille, f"Société {number:02}")
    page = client.get("/accounts/?size=25").content.decode()
    after = re.search(r"after=([^\"&]+)", page)[1]
    first = shown(client, "/accounts/?size=25&sort=-name")
    assert shown(client, f"/accounts/?size=25&sort=-name&after={after}") == first


def test_the_columns_are_those_of_the_address(client, accounts):
    heads = re.findall(r'<th scope="col".*?</th>', client.get("/accounts/?columns=city").content.decode())
    assert len(heads) == 2


def test_amounts_are_written_in_french_with_their_sum_in_the_foot(client, camille):
    client.force_login(camille.user)
    for amount in (123_450, 995):
        world.sale(camille, amount)
    page = client.get("/sales/").content.decode()
    assert "1\u00a0234,50\u00a0€" in page
    assert "1\u00a0244,45\u00a0€" in re.search(r"<tfoot>.*</tfoot>", page, re.DOTALL)[0]


def test_the_foot_sums_all_pages_of_the_filter(client, camille):
    client.force_login(camille.user)
    for _ in range(30):
        world.sale(camille, 1000)
    foot = re.search(r"<tfoot>.*</tfoot>", client.get("/sales/?size=25").content.decode(), re.DOTALL)[0]
    assert "300,00\u00a0€" in foot


def test_accounts_show_figures_of_their_contacts_deals_and_exchanges(client, camille):
    client.force_login(camille.user)
    account = world.account(camille)
    world.contact(camille, account=account)
    world.deal(camille, account=account, amount=250_000)
    won = world.deal(camille, account=account, amount=100_050)
    world.deals.win_deal(deal=won, actor=camille.actor)
    row = re.search(r"<tbody.*</tbody>", client.get("/accounts/").content.decode(), re.DOTALL)[0]
    assert "2\u00a0500,00\u00a0€" in row
    assert "1\u00a0000,50\u00a0€" in row


def test_a_script_in_a_name_is_shown_as_text(client, camille):
    client.force_login(camille.user)
    world.account(camille, "<script>alert(1)</script>", sector='"><img src=x>', tags=["<b>"])
    page = client.get("/accounts/?columns=sector&columns=tags").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>&lt;" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_typing_fetches_the_rows_alone(client, accounts):
    answer = client.get("/accounts/?q=zephyr&kind=", headers={"HX-Request": "true"})
    assert names(answer) == ["Zéphyr"]
    assert b"<html" not in answer.content
    assert answer["HX-Push-Url"] == "/accounts/?q=zephyr"


def test_empty_parameters_leave_the_address(client, accounts):
    answer = client.get("/accounts/?q=&kind=client&city=")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/?kind=client")


def test_an_empty_list_says_what_to_do_next(client, camille):
    client.force_login(camille.user)
    assert "/contacts/new/" in client.get("/contacts/").content.decode()


def test_a_stranger_is_led_to_the_log_in_and_back(client, db):
    answer = client.get("/accounts/?kind=client")
    assert answer.status_code == 302
    assert answer["Location"].endswith("next=%2Faccounts%2F%3Fkind%3Dclient")
