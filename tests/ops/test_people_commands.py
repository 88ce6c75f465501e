"""`carnet init`, `carnet user` and `carnet token` give people what they need to enter."""

import stat

import pytest

from carnet.core.acting import Role
from carnet.identity.models import Member, Token, User
from carnet.identity.queries import viewer_of_token
from carnet.journal.models import JournalLine

SECRET = "une phrase de passe"


@pytest.fixture
def secret(tmp_path) -> str:
    path = tmp_path / "secret.txt"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    return str(path)


def test_init_creates_the_owner_named(carnet, secret) -> None:
    outcome = carnet("init", "--owner", "ada@carnet.example", "--password-file", secret, "--json")
    assert (outcome.code, outcome.answer["owner"]) == (0, "ada@carnet.example")
    owner = User.objects.get()
    assert (owner.email, owner.role) == ("ada@carnet.example", Role.OWNER)
    assert owner.check_password(SECRET)
    assert SECRET not in outcome.said


def test_init_twice_changes_nothing(carnet, secret) -> None:
    carnet("init", "--owner", "ada@carnet.example", "--password-file", secret)
    before = list(User.objects.values()), JournalLine.objects.count()
    assert carnet("init", "--owner", "ada@carnet.example", "--password-file", secret).code == 0
    assert carnet("init").code == 0
    assert (list(User.objects.values()), JournalLine.objects.count()) == before


def test_a_first_start_keeps_the_owners_password_in_a_private_file(carnet, tmp_path) -> None:
    outcome = carnet("init")
    path = tmp_path / "first-password.txt"
    password = path.read_text(encoding="utf-8").strip()
    owner = User.objects.get()
    assert (owner.email, owner.name) == ("camille@carnet.example", "Camille Villard")
    assert owner.check_password(password)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert password in outcome.said


def test_a_weak_password_is_refused_and_nobody_is_created(carnet, tmp_path) -> None:
    path = tmp_path / "weak.txt"
    path.write_text("abc", encoding="utf-8")
    assert carnet("init", "--owner", "ada@carnet.example", "--password-file", str(path)).code == 2
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "--owner", "ada@carnet.example", "--password-file", "/nowhere/secret"),
        ("init", "--owner", "not an e-mail"),
        ("init", "--password-file", "/nowhere/secret"),
        ("user", "add", "ada@carnet.example", "--role", "member", "--team", "Nobody's"),
        ("token", "add", "shop", "--user", "nobody@carnet.example"),
        ("token", "revoke", "99"),
        ("token", "add", "shop"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(carnet, arguments) -> None:
    outcome = carnet(*arguments, "--json")
    assert outcome.code == 2
    assert outcome.said == f"{outcome.answer['error']}\n"


def test_a_user_added_without_a_file_gets_a_password_that_works(carnet, team) -> None:
    outcome = carnet(
        "user", "add", "bruno@carnet.example", "--role", "member", "--name", "Bruno", "--team", "studio"
    )
    user = User.objects.get(email="bruno@carnet.example")
    assert user.check_password(outcome.out.strip())
    assert Member.objects.get(user=user).team == team


def test_the_same_user_twice_is_refused(carnet, secret, bruno) -> None:
    outcome = carnet("user", "add", "BRUNO@carnet.example", "--role", "member", "--password-file", secret)
    assert (outcome.code, User.objects.count()) == (2, 1)


def test_users_are_listed(carnet, bruno) -> None:
    assert carnet("user", "list").out == "bruno@carnet.example\tmember\tBruno\n"


def test_a_new_key_stands_alone_on_the_last_line(carnet, camille, bruno) -> None:
    outcome = carnet("token", "add", "shop", "--user", "bruno@carnet.example", "--read-only")
    viewer, token = viewer_of_token(outcome.out.splitlines()[-1])
    assert (viewer.user_id, viewer.may_write, token.name) == (bruno.user.pk, False, "shop")


def test_a_key_acts_as_the_owner_unless_told_otherwise(carnet, camille, bruno) -> None:
    viewer, _token = viewer_of_token(carnet("token", "add", "shop").out.strip())
    assert viewer.user_id == camille.user.pk


def test_a_revoked_key_opens_nothing(carnet, camille) -> None:
    key = carnet("token", "add", "shop").out.strip()
    listed = carnet("token", "list", "--json").answer["tokens"]
    assert carnet("token", "revoke", str(listed[0]["id"])).code == 0
    assert viewer_of_token(key) is None
    assert carnet("token", "list").out == ""
    assert Token.objects.get().revoked_at is not None
