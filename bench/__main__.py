"""Run the benchmarks named (default: all of them) and print their tables."""

import argparse
import pkgutil
import sys
from importlib import import_module

import bench

NOT_BENCHES = {"__main__", "tables", "visits", "world", "writing"}


def main() -> None:
    names = sorted({found.name for found in pkgutil.iter_modules(bench.__path__)} - NOT_BENCHES)
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--large", action="store_true", help="also with 100,000 records of each kind")
    options = parser.parse_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    for name in options.names or names:
        print(f"Measuring {name}...", file=sys.stderr)
        for table in import_module(f"bench.{name}").run(options):
            print(table.markdown(), flush=True)


main()
