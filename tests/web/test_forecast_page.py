"""The page of the pipeline forecast: its sums, whose lines it shows, and what it says without numbers."""

import re
from html import unescape

import pytest

from carnet.forecasting.models import AnalysisResult
from tests.web.forecast_page import FEW, run_of_the_cast, store_run, without_forecast
from tests.web.pipeline import client_of

PAGE = "/forecast/"


def text_of(person, address=PAGE) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(plain).replace("\u00a0", " ").split())


@pytest.fixture
def run(helene, bruno, chloe) -> None:
    run_of_the_cast(helene, bruno, chloe)


def test_the_parts_of_the_headline_add_up_to_the_forecast(run, camille):
    text = text_of(camille)
    # Won 1,500; the other 727 in the proportion of open to unborn deals: 700 to 254.
    assert "Prévu au" in text
    assert "2 227 €" in text
    assert "entre 2 027 € et 2 527 € 8 fois sur 10" in text
    assert "Gagné à ce jour 1 500 € 24 affaires" in text
    assert "Affaires ouvertes 533 € 16 actives, 2 dormantes" in text
    assert "Pas encore annoncé 194 €" in text
    assert "par affaire 954 €" in text
    assert "au rythme de 90 jours 500 €" in text


def test_heads_and_their_agents_add_up_to_the_last_row(run, camille):
    rows = re.findall(
        r"(Hélène|Bruno|Sans manager|Chloé|Maison|Carnet) ([\d ]+) € ([\d ]+) €", text_of(camille)
    )
    found = {name: (won, pipeline) for name, won, pipeline in rows}
    assert found["Hélène"] == found["Bruno"] == ("1 000", "400")
    assert found["Sans manager"] == found["Chloé"] == ("500", "300")


def test_a_head_sees_the_own_group_alone(run, helene):
    text = text_of(helene)
    assert "1 450 €" in text
    assert "Bruno" in text
    assert "Chloé" not in text
    assert "2 227 €" not in text
    assert "777 €" not in text


def test_a_member_sees_the_own_line_alone(run, bruno, chloe):
    of_bruno, of_chloe = text_of(bruno), text_of(chloe)
    assert "1 450 €" in of_bruno
    assert "777 €" in of_chloe
    for secret in ("Bruno", "Hélène", "1 450 €", "2 227 €"):
        assert secret not in of_chloe
    assert "2 227 €" not in of_bruno
    assert "Chloé" not in of_bruno


def test_a_reader_sees_all_and_computes_nothing(run, lecteur):
    answer = client_of(lecteur).get(PAGE).content.decode()
    assert "Sans manager" in answer
    assert "/forecast/computation/" not in answer


def test_someone_without_a_line_is_told_why(helene, bruno, chloe):
    store_run(without_forecast(None), [], [without_forecast("Bruno", bruno.member, helene.member)])
    text = text_of(chloe)
    assert "Cette prévision n’a pas de ligne à votre nom." in text
    assert "€" not in text


def test_too_few_closed_deals_are_said_instead_of_a_number(camille, bruno):
    store_run(without_forecast(None), [without_forecast(None)], [without_forecast("Bruno", bruno.member)])
    text = text_of(camille)
    assert "4 affaires closes sur les 10 nécessaires." in text
    assert "Gagné à ce jour 1 000 €" in text
    assert "Annoncé, ouvert 900 €" in text
    assert "Au rythme de 90 jours 300 €" in text
    assert "8 fois sur 10" not in text.split("Par manager")[0]
    assert str(FEW) in text.split("Réalisation")[-1].split("Nom")[-1]


def test_without_a_run_the_page_offers_to_compute_one(camille, bruno):
    answer = client_of(camille).get(PAGE).content.decode()
    assert "Aucune prévision de cette période n’a encore été calculée." in answer
    assert "Calculer maintenant" in answer
    assert AnalysisResult.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("as_of=hier", "hier"),
        ("as_of=2199-01-01", "Une prévision se rejoue à une date passée."),
        ("period=decade", "decade"),
        ("from=01/01/2020&to=01/03/2020", "Cette période est terminée"),
        ("from=01/03/2199&to=01/01/2199", "400"),
        ("from=01/01/2199&to=01/03/2200", "400"),
        ("from=01/01/0001&to=31/12/9999", "Il n’y a pas de prévision pour le"),
    ],
)
def test_what_an_address_cannot_mean_is_said(run, camille, query, problem):
    text = text_of(camille, f"{PAGE}?{query}")
    assert problem in text
    assert "Traceback" not in text


def test_a_period_without_a_run_shows_no_numbers_of_another(run, camille):
    text = text_of(camille, f"{PAGE}?period=next-quarter")
    assert "Aucune prévision de cette période" in text
    assert "2 227" not in text


def test_more_agents_take_no_more_queries(helene, bruno, chloe, camille, django_assert_max_num_queries):
    run_of_the_cast(helene, bruno, chloe)
    client = client_of(camille)
    client.get(PAGE)
    with django_assert_max_num_queries(30):
        assert client.get(PAGE).status_code == 200
