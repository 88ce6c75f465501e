"""Condense the communes of @etalab/decoupage-administratif into the small table `carnet.core.regions` reads.

Data: Etalab, La Poste and INSEE under the Licence Ouverte; the package itself is under MIT.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from carnet.core.regions import AMBIGUOUS, COMMUNES_FILE, REGIONS, city_key, department_region

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@etalab" / "decoupage-administratif" / "data" / "communes.json"
FORMER = ("commune-deleguee", "commune-associee")


def regions_by_city(communes: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """City key -> the regions it lies in; '' stands for a territory that is no region."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for commune in communes:
        found[city_key(commune["nom"])].add(department_region(commune["departement"]))
    return found


def condensed(communes: list[dict[str, Any]]) -> str:
    """One line per name: its key, the index of its region; present communes go before former ones."""
    former = regions_by_city(one for one in communes if one["type"] in FORMER)
    present = regions_by_city(one for one in communes if one["type"] not in FORMER)
    names = (*REGIONS, AMBIGUOUS)
    lines = []
    for key, regions in sorted((former | present).items()):
        region = AMBIGUOUS if len(regions) > 1 else next(iter(regions))
        if region:
            lines.append(f"{key}\t{names.index(region)}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the table from the installed package, or from the communes.json named on the command line."""
    source = Path(arguments[0]) if arguments else SOURCE
    if not source.is_file():
        print(f"{source} is missing: run `npm ci` first.", file=sys.stderr)
        return 2
    text = condensed(json.loads(source.read_text(encoding="utf-8")))
    COMMUNES_FILE.parent.mkdir(exist_ok=True)
    COMMUNES_FILE.write_bytes(gzip.compress(text.encode(), mtime=0))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
