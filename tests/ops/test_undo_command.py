"""`carnet import --undo`: exit codes, sentences and the one JSON object."""

import pytest

from carnet.core.acting import Role
from carnet.directory.actions import update_account
from carnet.directory.models import Account
from carnet.identity.actions import create_user
from carnet.interchange.models import Import
from tests.interchange.undoing import business

FIRST = "nom;ville\nMaison Berliet;Nantes\nGroupe Vaise;Nantes\n"
SECOND = "nom;ville\nMaison Berliet;Lyon\nGroupe Vaise;Lyon\nAtelier Neuf;Paris\n"


@pytest.fixture
def second(carnet, tmp_path, camille) -> str:
    """The number of an import that updated two accounts and created one."""
    for name, content in (("a.csv", FIRST), ("b.csv", SECOND)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert carnet("import", str(tmp_path / "a.csv")).code == 0
    return str(carnet("import", str(tmp_path / "b.csv"), "--json").answer["import"])


def test_everything_is_as_before_and_the_counts_are_told(carnet, second) -> None:
    outcome = carnet("import", "--undo", second)
    assert outcome.code == 0
    assert outcome.out == f"Import no. {second}: 1 removed, 2 as before, 0 kept\n"
    assert sorted(Account.objects.values_list("name", "city")) == [
        ("Groupe Vaise", "Nantes"),
        ("Maison Berliet", "Nantes"),
    ]


def test_the_json_object(carnet, second) -> None:
    assert carnet("import", "--undo", second, "--json").answer == {
        "import": int(second),
        "state": "undone",
        "removed": {"accounts": 1},
        "restored": {"accounts": 2},
        "kept": [],
    }


def test_a_trial_writes_nothing(carnet, second) -> None:
    before = business()
    answer = carnet("import", "--undo", second, "--dry-run", "--json").answer
    assert (answer["state"], answer["removed"], answer["restored"]) == (
        "done",
        {"accounts": 1},
        {"accounts": 2},
    )
    assert business() == before


def test_twice_is_exit_2_with_a_sentence(carnet, second) -> None:
    carnet("import", "--undo", second)
    outcome = carnet("import", "--undo", second, "--json")
    assert outcome.code == 2
    assert outcome.answer == {"error": f"Import no. {second} was undone already."}


def test_records_edited_later_are_named_and_stay_only_when_asked(carnet, second, camille) -> None:
    update_account(
        account=Account.objects.get(name="Groupe Vaise"), values={"sector": "Mode"}, actor=camille.actor
    )
    before = business()
    outcome = carnet("import", "--undo", second, "--json")
    assert outcome.code == 2
    (later,) = outcome.answer["later"]
    assert (later["kind"], later["name"], later["reason"]) == (
        "accounts",
        "Groupe Vaise",
        "changed since by Camille",
    )
    assert "Groupe Vaise: changed since by Camille" in outcome.said
    assert "--keep-later" in outcome.said
    assert business() == before
    rest = carnet("import", "--undo", second, "--keep-later", "--json")
    assert (rest.code, rest.answer["restored"], len(rest.answer["kept"])) == (0, {"accounts": 1}, 1)


@pytest.mark.parametrize("number", ["0", "77", "-1", str(2**63), "9" * 40])
def test_an_unknown_number_is_exit_2(carnet, second, number) -> None:
    outcome = carnet("import", "--undo", number, "--json")
    assert (outcome.code, outcome.answer) == (2, {"error": f"There is no import no. {number}."})


def test_files_and_an_undo_at_once_are_refused(carnet, second, tmp_path) -> None:
    outcome = carnet("import", str(tmp_path / "a.csv"), "--undo", second)
    assert outcome.code == 2
    assert Import.objects.count() == 2


def test_whoever_may_not_import_may_not_undo(carnet, second, root) -> None:
    create_user(email="m@carnet.example", name="M", role=Role.MEMBER, password=None, actor=root)
    before = business()
    assert carnet("import", "--undo", second, "--as", "m@carnet.example").code == 2
    assert business() == before


def test_neither_files_nor_an_undo_is_refused(carnet) -> None:
    assert carnet("import", "--json").answer == {"error": "There is no file to import."}
