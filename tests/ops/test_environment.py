"""A setting that cannot be used stops the start with one sentence and exit code 2."""

import json
import os
import stat
import subprocess
import sys

import pytest


def carnet(*arguments, **variables):
    code = "import sys; from carnet.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CARNET_DATABASE_URL", "mysql://nobody@nowhere/x"),
        ("CARNET_BASE_URL", "ftp://carnet"),
        ("CARNET_SECRET_KEY", "short"),
    ],
)
def test_a_bad_setting_is_one_sentence(tmp_path, name, value) -> None:
    done = carnet("user", "list", "--json", **{"CARNET_DATA": str(tmp_path), name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"carnet: {name}: ")
    assert done.stderr.count("\n") == 1
    assert json.loads(done.stdout) == {"error": done.stderr.strip()}


def test_a_missing_database_says_what_to_do(tmp_path) -> None:
    done = carnet("user", "list", CARNET_DATA=str(tmp_path), CARNET_DATABASE_URL="")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "The database is not ready: run `carnet init`.\n"


def test_the_terminal_is_french_where_the_locale_is(tmp_path) -> None:
    done = carnet("user", "list", CARNET_DATA=str(tmp_path), CARNET_DATABASE_URL="", LC_ALL="fr_FR.UTF-8")
    assert done.stderr == "La base de données n’est pas prête\u00a0: lancer `carnet init`.\n"


def test_the_database_is_read_by_nobody_else_on_the_machine(tmp_path) -> None:
    made = tmp_path / "carnet"
    old = tmp_path / "old"
    old.mkdir()
    (old / "carnet.db").touch(mode=0o644)
    for folder in (made, old):
        carnet("user", "list", CARNET_DATA=str(folder), CARNET_DATABASE_URL="")
        assert stat.S_IMODE((folder / "carnet.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
