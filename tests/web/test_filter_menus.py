"""The choices of a filter come when its menu opens: a list never carries every product along."""

from tests.web import world

HTMX = {"HX-Request": "true"}


def test_a_list_draws_no_choices_until_a_menu_opens(client, camille):
    world.product(camille, name="Tirage rare")
    client.force_login(camille.user)
    assert "Tirage rare" not in client.get("/deals/").content.decode()
    menu = client.get("/deals/?menu=product", headers=HTMX)
    assert "Tirage rare" in menu.content.decode()
    assert "<html" not in menu.content.decode()
    assert "HX-Push-Url" not in menu.headers


def test_without_scripts_the_menu_opens_in_the_page(client, camille):
    world.product(camille, name="Tirage rare")
    client.force_login(camille.user)
    page = client.get("/deals/?menu=product").content.decode()
    assert "Tirage rare" in page
    assert "<html" in page


def test_a_filter_set_stays_set_while_its_menu_is_closed(client, camille):
    client.force_login(camille.user)
    page = client.get("/deals/?stage_kind=won&stage_kind=lost").content.decode()
    for kind in ("won", "lost"):
        assert f'<input type="hidden" name="stage_kind" value="{kind}">' in page


def test_an_open_menu_shows_what_is_set_and_no_link_keeps_it_open(client, camille):
    client.force_login(camille.user)
    page = client.get("/deals/?stage_kind=won&menu=stage_kind&size=100").content.decode()
    assert page.count('<input type="hidden" name="stage_kind"') == 1  # of the columns alone
    assert 'name="menu"' not in page
    assert page.count("menu=stage_kind") == 1  # where the bar of chosen rows leads back to


def test_an_unknown_menu_is_no_menu(client, camille):
    client.force_login(camille.user)
    assert "<html" in client.get("/deals/?menu=nonsense").content.decode()
