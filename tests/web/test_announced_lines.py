"""Lines typed into the sheet: what is understood, what stays in the cell with its sentence, who may."""

from datetime import date

import pytest

from carnet.deals.models import Deal
from carnet.directory.models import Account
from carnet.journal.models import JournalLine
from tests.web import world
from tests.web.announced_sheet import TYPED, announced, change, enter, page_of, shown, stand_still
from tests.web.pipeline import client_of


@pytest.fixture(autouse=True)
def _november(monkeypatch) -> None:
    stand_still(monkeypatch)


def test_a_line_is_a_deal_of_the_agent_named_as_its_client(bruno, helene):
    answer = enter(helene, note="démonstration le 24")
    deal = Deal.objects.get()
    assert answer.status_code == 200
    assert (deal.name, deal.account.name, deal.agent) == (
        "Verrerie Lachaume",
        "Verrerie Lachaume",
        bruno.member,
    )
    assert (deal.amount, deal.expected_close_on) == (26_540_00, date(2026, 12, 18))
    assert (deal.note, deal.stage_kind) == ("démonstration le 24", "prospecting")


def test_an_unknown_client_becomes_an_account_and_the_line_says_so(bruno, helene):
    answer = enter(helene)
    assert "nouveau compte" in answer.content.decode()
    again = enter(helene, client_text="VERRERIE  lachaume")
    assert "nouveau compte" not in again.content.decode()
    assert list(Account.objects.values_list("name", flat=True)) == ["Verrerie Lachaume"]
    assert Deal.objects.filter(account=Account.objects.get()).count() == 2


def test_a_refused_line_creates_no_account_either(bruno, helene):
    before = JournalLine.objects.count()
    assert enter(helene, amount="douze mille").status_code == 422
    assert not Account.objects.exists()
    assert JournalLine.objects.count() == before


def test_of_two_accounts_of_one_name_one_is_chosen_of_the_list(bruno, helene):
    world.account(bruno, "Verrerie-Lachaume")
    second = world.account(bruno, "Verrerie.Lachaume")
    answer = enter(helene)
    assert answer.status_code == 422
    assert "Plusieurs comptes s’appellent" in answer.content.decode()
    assert enter(helene, client=str(second.pk), client_text="Verrerie.Lachaume").status_code == 200
    assert Deal.objects.get().account == second


def test_a_client_one_may_not_open_is_no_client_one_can_name(bruno, chloe):
    secret = world.account(bruno, "Verrerie Lachaume", is_private=True, owner=bruno.member)
    assert enter(chloe, agent_text="Chloé", client=str(secret.pk)).status_code == 200
    assert Deal.objects.get().account != secret


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20/11", date(2026, 11, 20)),
        ("3.12", date(2026, 12, 3)),
        ("05/01", date(2027, 1, 5)),
        ("31/12/2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_a_due_day_is_written_as_people_write_it(bruno, typed, meant):
    assert enter(bruno, expected_close_on=typed).status_code == 200
    assert Deal.objects.get().expected_close_on == meant


@pytest.mark.parametrize(
    ("cell", "typed", "sentence"),
    [
        ("amount", "douze mille", "«\u00a0douze mille\u00a0» n’est pas un montant. Exemple"),
        ("amount", "", "Dire pour combien. Exemple\u00a0: 12\u00a0000,00"),
        ("amount", "9" * 30, "n’est pas un montant"),
        ("expected_close_on", "30/02", "«\u00a030/02\u00a0» n’est pas une date. Exemple"),
        ("expected_close_on", "", "Dire pour quand. Exemple\u00a0: 31/12/2026"),
        ("expected_close_on", "31/12/2999", "1800"),
        ("agent_text", "Zoé", "«\u00a0Zoé\u00a0» n’est pas de ce groupe. Exemple\u00a0: Bruno"),
        ("agent_text", "", "Dire qui l’annonce"),
        ("client_text", "", "Dire qui achète. Exemple\u00a0: Verrerie Lachaume"),
        ("client_text", "x" * 201, "Au plus 200 lettres"),
    ],
)
def test_a_mistake_stays_in_its_cell_with_an_example(bruno, helene, cell, typed, sentence):
    answer = enter(helene, **{cell: typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert f'value="{typed}"' in text
    assert text.count('aria-invalid="true"') == 1
    assert all(value in text for name, value in TYPED.items() if name != cell)
    assert not Deal.objects.exists()


def test_an_agent_of_another_group_is_none_one_can_announce_for(bruno, chloe, helene):
    assert enter(helene, agent=str(chloe.member.pk), agent_text="Chloé").status_code == 422
    assert enter(bruno, agent_text="Hélène").status_code == 422
    assert not Deal.objects.exists()


def test_a_beginning_that_fits_one_name_alone_is_that_name(bruno, helene):
    assert enter(helene, agent_text="bru").status_code == 200
    assert Deal.objects.get().agent == bruno.member


def test_one_cell_is_corrected_and_its_neighbours_are_untouched(bruno):
    deal = announced(bruno, note="relancé deux fois")
    assert change(bruno, deal, amount="7 450").status_code == 200
    deal.refresh_from_db()
    assert (deal.amount, deal.note, deal.account.name) == (7_450_00, "relancé deux fois", "Maison Berliet")
    assert deal.version == 2


def test_another_client_renames_the_deal_that_bore_its_name(bruno):
    deal = announced(bruno)
    change(bruno, deal, client_text="Optique Belledonne")
    deal.refresh_from_db()
    assert (deal.name, deal.account.name) == ("Optique Belledonne", "Optique Belledonne")


def test_a_name_of_its_own_stays_when_the_client_changes(bruno):
    deal = announced(bruno)
    Deal.objects.update(name="Campagne de Noël")
    change(bruno, deal, client_text="Optique Belledonne")
    deal.refresh_from_db()
    assert deal.name == "Campagne de Noël"


def test_a_line_an_import_left_without_client_is_corrected_all_the_same(bruno):
    deal = world.deal(bruno, agent=bruno.member, amount=5, expected_close_on=date(2026, 11, 25))
    values = {"client": "", "client_text": "", "amount": "12", "expected_close_on": "25/11", "note": ""}
    assert change(bruno, deal, script=False, **values).status_code == 303
    deal.refresh_from_db()
    assert (deal.amount, deal.account) == (12_00, None)


def test_a_stale_cell_shows_both_versions_and_saves_nothing(bruno, helene):
    deal = announced(bruno, amount=10_000_00)
    change(helene, deal, amount="12 000")
    answer = change(bruno, deal, amount="13 000", version=1)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Modifié entre-temps\u00a0: 12\u00a0000,00\u00a0€ est enregistré" in text
    assert 'value="13 000"' in text
    assert 'name="version" value="2"' in text
    assert text.count('role="alert"') == 1
    assert Deal.objects.get().amount == 12_000_00
    assert change(bruno, deal, amount="13 000", version=2).status_code == 200


def test_without_a_script_the_page_comes_back_with_what_was_typed(bruno):
    answer = enter(bruno, script=False, amount="douze mille")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="douze mille"' in text
    assert "<h1>" in text
    assert enter(bruno, script=False).headers["Location"].startswith("/forecast/announced/")
    assert shown(page_of(bruno)) == ["Verrerie Lachaume"]


def test_a_line_is_entered_like_another_one(bruno):
    deal = announced(bruno, client="Tissages de l’Ardèche", amount=41_200_00, note="marché public")
    page = page_of(bruno, f"?like={deal.pk}")
    entry = page[page.index('data-line="new"') : page.index(f'data-line="{deal.pk}"')]
    assert "Tissages de l’Ardèche" in entry
    assert "41\u00a0200,00\u00a0€" in entry
    assert "marché public" in entry


def test_who_may_not_see_a_line_does_not_change_it(bruno, chloe):
    deal = announced(bruno)
    assert change(chloe, deal, amount="1").status_code == 404
    assert Deal.objects.get().version == 1


def test_a_reader_enters_nothing(bruno, lecteur):
    deal = announced(bruno)
    assert enter(lecteur, query="?head=none").status_code == 403
    assert change(lecteur, deal, amount="1").status_code == 403


def test_the_names_of_the_group_are_suggested_and_no_others(bruno, helene, chloe):
    def suggested(person, text):
        return client_of(person).get("/forecast/announced/agents/", {"agent_text": text}).content.decode()

    assert "Bruno" in suggested(helene, "br")
    assert "Chloé" not in suggested(helene, "")
    assert "Bruno" not in suggested(chloe, "")


HOSTILE = ("\x00", "9" * 400, "-1", "<script>", "1e999")


@pytest.mark.parametrize(
    "cell", ["agent", "agent_text", "client", "client_text", "amount", "expected_close_on", "note", "version"]
)
def test_nothing_typed_breaks_the_sheet(bruno, cell):
    deal = announced(bruno)
    for text in HOSTILE:
        assert enter(bruno, **{cell: text}).status_code in (200, 422)
        answer = change(bruno, deal, **{cell: text})
        assert answer.status_code in (200, 409, 422)
        assert b"<script>" not in answer.content


def test_a_comment_of_several_lines_stays_as_it_was_typed(bruno):
    deal = announced(bruno, note="bon de commande\nà relancer")
    assert change(bruno, deal, note="bon de commande\r\nà relancer").status_code == 200
    deal.refresh_from_db()
    assert deal.version == 1
