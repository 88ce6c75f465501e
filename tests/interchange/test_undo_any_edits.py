"""Whatever people did between an import and its undo: refused, or all but theirs is as it was before."""

import contextlib
from random import Random

import pytest
from django.db import connection

from carnet.catalogue import actions as catalogue
from carnet.core.errors import Conflict, Invalid
from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.interchange import actions as imports
from carnet.interchange.models import Import
from carnet.interchange.plan import Options, sources_of
from carnet.interchange.undo.actions import EditedLater, undo_import
from carnet.journal.queries import lines_of_batch
from tests.conftest import NOW
from tests.interchange.importing import load
from tests.interchange.test_importing_killed import Killed, _killed_after
from tests.interchange.undoing import Contents, business, differences

TABLES = {
    "directory.account": "directory_account",
    "directory.contact": "directory_contact",
    "catalogue.product": "catalogue_product",
    "deals.deal": "deals_deal",
}
TOWNS = ("Lyon", "Nantes", "Paris", "Brest", "")
STAGES = ("Won", "Lost", "Engaging", "Prospecting")


def files(lines, random: Random, name: str):
    """Accounts, contacts, products and deals that name one another, drawn from few: they meet again."""

    def some(most: int) -> list[int]:
        return random.sample(range(most), random.randint(most // 2, most))

    accounts = [
        f"Maison {n};{random.choice(TOWNS)};Maison {random.randrange(9)};{random.choice('abc')}"
        for n in some(8)
    ]
    contacts = [
        f"Jean;Dupont {n};jean{n}@dupont.example;Maison {random.randrange(14)};{random.choice(TOWNS)}"
        for n in some(8)
    ]
    products = [f"R{n};Objet {random.choice('abc')} {n};{random.randint(1, 99)}" for n in range(6)]
    sold = [
        f"D{n},R{random.randrange(6)},Maison {random.randrange(14)},{random.choice(STAGES)},2026-09-01,"
        f"{random.choice(('2026-10-15', ''))},{random.choice(('120', ''))}"
        for n in some(8)
    ]
    deal_head = "opportunity_id,product,account,deal_stage,engage_date,close_date,close_value"
    return [
        lines(f"{name}1.csv", "nom;ville;filiale de;tags", *accounts),
        lines(f"{name}2.csv", "prénom;nom;e-mail;société;ville", *contacts),
        lines(f"{name}3.csv", "référence;nom;prix", *products),
        lines(f"{name}4.csv", deal_head, *sold),
    ]


def edit_something(random: Random, actor) -> None:
    """One change by a person, whatever may be changed; some are refused."""
    account, contact, deal = (random.choice(list(model.objects.all())) for model in (Account, Contact, Deal))
    changes = [
        lambda: directory.update_account(account=account, values={"phone": "1"}, actor=actor),
        lambda: directory.update_account(account=account, values={"parent": contact.account}, actor=actor),
        lambda: directory.delete_account(account=account, actor=actor),
        lambda: directory.update_contact(contact=contact, values={"account": account}, actor=actor),
        lambda: directory.delete_contact(contact=contact, actor=actor),
        lambda: directory.create_contact(values={"last_name": "Neuf", "account": account}, actor=actor),
        lambda: deals.win_deal(deal=deal, amount=100, actor=actor),
        lambda: deals.update_deal(deal=deal, values={"account": account, "contact": contact}, actor=actor),
        lambda: deals.update_deal(deal=deal, values={"lines": []}, actor=actor),
        lambda: deals.delete_deal(deal=deal, actor=actor),
        lambda: deals.create_deal(values={"name": "Neuve", "account": account}, actor=actor),
        lambda: catalogue.create_product(
            values={"reference": f"R{random.randrange(9)}", "name": "X"}, actor=actor
        ),
    ]
    with contextlib.suppress(Conflict, Invalid):
        random.choice(changes)()


def rows(contents: Contents, kind: str) -> dict[int, tuple]:
    return {row[0]: row for row in contents[TABLES[kind]]}


@pytest.mark.parametrize("seed", range(3))
def test_without_edits_all_tables_are_as_before(lines, root, seed):
    random = Random(seed)
    load(*files(lines, random, "a"), actor=root)
    before = business()
    report = load(*files(lines, random, "b"), actor=root)
    undo_import(started=Import.objects.get(pk=report["import"]), actor=root)
    assert differences(before, business()) == {}


def kept_by(started: Import, actor) -> set[tuple[str, int]]:
    """Undo an import, without what was changed later where it has to be; what stays."""
    edited = business()
    try:
        return {(later.kind, later.pk) for later in undo_import(started=started, actor=actor).kept}
    except EditedLater:
        assert business() == edited
    kept = undo_import(started=started, keep_later=True, actor=actor).kept
    assert kept
    return {(later.kind, later.pk) for later in kept}


@pytest.mark.parametrize("seed", range(100, 106))
def test_with_edits_the_rest_is_as_before_and_theirs_as_they_left_it(lines, root, camille, seed):
    random = Random(seed)
    load(*files(lines, random, "a"), actor=root)
    before = business()
    started = Import.objects.get(pk=load(*files(lines, random, "b"), actor=root)["import"])
    for _edit in range(random.randint(1, 6)):
        edit_something(random, camille.actor)
    edited = business()
    stay = kept_by(started, root)
    after = business()
    connection.check_constraints()
    for kind in TABLES:
        imported = set(lines_of_batch(started.pk).filter(kind=kind).values_list("object_id", flat=True))
        taken_back = {pk for pk in imported if (kind, pk) not in stay}
        old, theirs = rows(before, kind), rows(edited, kind)
        expected = {pk: row for pk, row in theirs.items() if pk not in taken_back}
        expected |= {pk: row for pk, row in old.items() if pk in taken_back}
        assert rows(after, kind) == expected


def test_both_halves_of_a_killed_import_are_taken_back(lines, root):
    load(lines("a.csv", "nom;ville", *(f"Maison {number};Nantes" for number in range(0, 800, 5))), actor=root)
    before = business()
    path = lines("b.csv", "nom;ville", *(f"Maison {number};Lyon" for number in range(800)))
    started, plan = imports.begin_import(sources=sources_of([path]), options=Options(), actor=root)
    with pytest.raises(Killed):
        imports.run_import(
            started=started,
            plan=plan,
            options=Options(),
            actor=root,
            clock=imports.Clock(now=lambda: NOW),
            progress=_killed_after(500),
        )
    with pytest.raises(Conflict, match="is not finished"):
        undo_import(started=started, actor=root)
    assert load(path, actor=root)["import"] == started.pk
    done = undo_import(started=started, actor=root)
    assert (done.removed.total(), done.restored.total()) == (640, 160)
    assert differences(before, business()) == {}
