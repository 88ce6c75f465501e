"""The fuzzing of readers finds what it must find, and its targets read what they begin with."""

import random
import subprocess
import sys
import time
from pathlib import Path

from tools.fuzz import trial
from tools.fuzz.cards import WrongError
from tools.fuzz.mutations import LARGEST, changed
from tools.fuzz.targets import TARGETS, Target

SEEDS = (b"BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n", b"a;b\n1;2\n")


def planted(read) -> Target:
    return Target(seeds=lambda: SEEDS, tokens=(b"boom", b";"), read=read, refusals=(ValueError,))


def tried(target: Target, path: Path, content: bytes = b"") -> tuple[str, trial.Tally]:
    path.write_bytes(content)
    tally = trial.Tally()
    return trial._try_one(target, path, tally), tally


def test_one_seed_gives_the_same_inputs_again() -> None:
    first, second = random.Random(5), random.Random(5)
    assert [changed(first, SEEDS, (b"t",)) for _ in range(50)] == [
        changed(second, SEEDS, (b"t",)) for _ in range(50)
    ]


def test_inputs_differ_and_are_bounded() -> None:
    rng = random.Random(5)
    inputs = [changed(rng, SEEDS, (b"t" * 1000,)) for _ in range(300)]
    assert len(set(inputs)) > 150
    assert max(map(len, inputs)) <= LARGEST


def test_an_error_that_is_no_refusal_is_a_finding(tmp_path) -> None:
    def broken(path: Path) -> None:
        raise KeyError(path.name)

    reason, tally = tried(planted(broken), tmp_path / "input")
    assert "KeyError" in reason
    assert tally.refused == 0


def test_a_refusal_is_none(tmp_path) -> None:
    def refusing(path: Path) -> None:
        raise ValueError(path.name)

    reason, tally = tried(planted(refusing), tmp_path / "input")
    assert (reason, tally.tried, tally.refused) == ("", 1, 1)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(trial, "SECONDS", 0.05)
    trial.signal.signal(trial.signal.SIGPROF, trial._too_long)

    def endless(path: Path) -> None:
        end = time.process_time() + 5
        while time.process_time() < end:
            pass

    reason, _tally = tried(planted(endless), tmp_path / "input")
    assert "TooLongError" in reason


def test_every_seed_of_the_cards_reads_and_comes_back(tmp_path) -> None:
    target = TARGETS["vcard"]
    assert [tried(target, tmp_path / "input", seed)[0] for seed in target.seeds()] == [""] * 78


def test_cards_made_up_read_and_come_back(tmp_path) -> None:
    rng, target = random.Random(3), TARGETS["vcard"]
    inputs = [target.made(rng) for _ in range(60)]
    assert len(set(inputs)) == 60
    assert [tried(target, tmp_path / "input", one)[0] for one in inputs] == [""] * 60


def test_a_property_that_does_not_come_back_is_a_finding(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tools.fuzz.cards.card_text", lambda _properties, _version: SEEDS[0].decode())
    reason, _tally = tried(TARGETS["vcard"], tmp_path / "input", b"BEGIN:VCARD\nFN:y\nEND:VCARD\n")
    assert WrongError.__name__ in reason


def test_the_command_says_what_it_tried(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.fuzz", "vcard", "--minutes", "0.02", "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("vcard: ")
    assert " 0 failed; worst " in done.stdout
