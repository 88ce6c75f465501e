"""A process of its own for some inputs, so that none of them can end the whole."""

import json
import multiprocessing
import os
import tempfile
import time
from pathlib import Path

import django

from tools.fuzz.trial import Tally, keep, try_many


def one_round(name: str, seed: int, until: float, found: Path) -> Tally:
    """One process; if it dies, its last input has failed."""
    with tempfile.TemporaryDirectory() as folder:
        process = multiprocessing.get_context("spawn").Process(
            target=_child, args=(name, seed, until, folder, found)
        )
        process.start()
        process.join(until - time.time() + 60)
        alive = process.is_alive()
        process.kill()
        process.join()
        written = Path(folder) / "tally"
        tally = Tally(**json.loads(written.read_text())) if written.exists() else Tally()
        if alive or process.exitcode:
            tally.failed, tally.died = tally.failed + 1, 1
            last = Path(folder) / "input"
            keep(found, last.read_bytes() if last.exists() else b"", f"exit code {process.exitcode}")
        return tally


def _child(name: str, seed: int, until: float, folder: str, found: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"], os.environ["CARNET_DATA"] = "carnet.settings", folder
    django.setup()
    from tools.fuzz.targets import TARGETS

    try_many(TARGETS[name], seed, until, Path(folder), found)
