"""No page leads to what does not exist: every link of the pages answers, for whoever is shown it."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.web import world

LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
NUMBER = re.compile(r"\d+")
FIELD = re.compile(r"field/\w+/")


@pytest.fixture
def records(camille) -> None:
    account = world.account(camille, phone="04 72 00 00 00", email="bonjour@berliet.example")
    contact = world.contact(camille, account=account)
    product, store = world.product(camille), world.store(camille)
    deal = world.deal(
        camille,
        account=account,
        contact=contact,
        lines=[{"product": product, "quantity": 1, "unit_price": 5}],
    )
    world.activity(camille, account=account, deal=deal, starts_at=camille.actor.at)
    world.sale(camille, product=product, store=store, account=account)


def links_of(address: str, page: str) -> list[str]:
    """Where a page leads, the API and static files left aside."""
    here = [urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(page)]
    return [link for link in here if link.startswith("/") and not link.startswith(("/static/", "/api/"))]


def shape(link: str) -> str:
    """The route, whatever the record, the field and the filters: one of each is enough."""
    return FIELD.sub("field/x/", NUMBER.sub("N", urlsplit(link).path))


def walked(client, start: str) -> dict[str, int]:
    """Every kind of page to be reached from here, with its answer."""
    answers: dict[str, int] = {}
    waiting = [start]
    while waiting:
        link = waiting.pop(0)
        if shape(link) in answers:
            continue
        answer = client.get(link, follow=True)
        answers[shape(link)] = answer.status_code
        if "text/html" in answer.headers.get("Content-Type", ""):
            waiting += links_of(link, answer.content.decode())
    return answers


@pytest.mark.parametrize("person", ["camille", "lecteur"])
def test_every_link_answers(client, records, person, request):
    client.force_login(request.getfixturevalue(person).user)
    answers = walked(client, "/")
    assert len(answers) >= 15
    assert {link: status for link, status in answers.items() if status >= 400} == {}


def test_every_link_of_an_empty_carnet_answers(client, camille):
    client.force_login(camille.user)
    answers = walked(client, "/")
    assert "/imports/" in answers
    assert {link: status for link, status in answers.items() if status >= 400} == {}
