"""One process that tries inputs one after another, measures each and keeps those that fail."""

import json
import random
import resource
import signal
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tools.fuzz.mutations import changed

if TYPE_CHECKING:
    from tools.fuzz.targets import Target  # what it reads with is there once Django is set up

SECONDS = 2.0
# The share of inputs made out of nothing, where a target can make them.
MADE = 0.3
MEMORY = 512 * 1024**2


@dataclass
class Tally:
    """What a process has seen."""

    tried: int = 0
    refused: int = 0
    failed: int = 0
    died: int = 0
    worst_seconds: float = 0.0
    worst_bytes: int = 0


class TooLongError(BaseException):
    """The time for one input is over; no reader may catch this."""


def try_many(target: "Target", seed: int, until: float, folder: Path, found: Path) -> Tally:
    """Inputs out of one seed, until the clock says enough."""
    seeds, rng, tally = target.seeds(), random.Random(seed), Tally()  # noqa: S311 (inputs, no secrets)
    _bound_memory()
    base = _resident()
    signal.signal(signal.SIGPROF, _too_long)
    while time.time() < until:
        path = folder / "input"
        if target.made and rng.random() < MADE:
            content = target.made(rng)
        else:
            content = changed(rng, seeds, target.tokens)
        path.write_bytes(content)
        reason = _try_one(target, path, tally)
        tally.worst_bytes = max(tally.worst_bytes, _resident() - base)
        if reason:
            tally.failed += 1
            keep(found, content, reason)
        (folder / "tally").write_text(json.dumps(asdict(tally)))
    return tally


def keep(found: Path, content: bytes, reason: str) -> None:
    """Save an input that failed, with why."""
    found.mkdir(parents=True, exist_ok=True)
    name = f"{abs(hash(content)):x}"
    (found / f"{name}.bin").write_bytes(content)
    (found / f"{name}.txt").write_text(reason)


def _try_one(target: "Target", path: Path, tally: Tally) -> str:
    """Why the input failed; nothing when it did not."""
    reason, started = "", time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        target.read(path)
    except target.refusals as refusal:
        tally.refused += 1
        str(refusal)
    except (Exception, TooLongError):  # noqa: BLE001 (whatever leaves the reader is what is looked for)
        reason = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - started
    tally.tried += 1
    tally.worst_seconds = max(tally.worst_seconds, seconds)
    return reason or (f"{seconds:.1f} s" if seconds > SECONDS else "")


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def _bound_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _resident() -> int:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
