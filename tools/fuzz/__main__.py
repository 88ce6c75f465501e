"""Feed a reader of files changed ones for some minutes; exit code 1 when an input failed."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tools.fuzz.rounds import one_round
from tools.fuzz.trial import MEMORY, SECONDS, Tally

# A new process now and then: its peak of memory is then that of few inputs, and one that dies costs little.
ROUND = 60.0
DEATHS = 20


def main() -> int:
    """Run the rounds and print what was seen."""
    options = _options()
    until, seed, total = time.time() + 60 * options.minutes, options.seed, Tally()
    found = options.out / options.target
    while time.time() < until and total.died < DEATHS:
        _add(total, one_round(options.target, seed, min(until, time.time() + ROUND), found))
        seed += 1
        print(_line(options.target, total), file=sys.stderr, flush=True)
    print(_line(options.target, total))
    if total.failed:
        print(f"inputs that failed, with their reasons: {found}")
    return 1 if total.failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("target", help="vcard, ... (tools/fuzz/targets.py)")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "carnet-fuzz")
    return parser.parse_args()


def _add(total: Tally, one: Tally) -> None:
    total.tried += one.tried
    total.refused += one.refused
    total.failed += one.failed
    total.died += one.died
    total.worst_seconds = max(total.worst_seconds, one.worst_seconds)
    total.worst_bytes = max(total.worst_bytes, one.worst_bytes)


def _line(name: str, total: Tally) -> str:
    return (
        f"{name}: {total.tried} inputs, {total.refused} refused, {total.failed} failed; "
        f"worst {total.worst_seconds:.2f} s of {SECONDS:.0f}, {total.worst_bytes >> 20} MB of {MEMORY >> 20}"
    )


if __name__ == "__main__":
    sys.exit(main())
