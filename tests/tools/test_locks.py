"""What is installed is what was locked: hashes on everything, no address of any registry."""

import json
import re

from tests.architecture.reading import ROOT

PINNED = re.compile(r"^([a-z0-9._-]+(?:\[[a-z,-]+\])?)==(\S+?)(?: ;.*)?(?: \\)?$", re.MULTILINE)
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in REQUIREMENTS:
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
        assert blocks
        assert [block for block in blocks if not PINNED.match(block) or "--hash=sha256:" not in block] == []


def test_tests_run_with_the_versions_that_people_run() -> None:
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(run) > 30
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_every_package_of_the_pages_has_a_checksum() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {name: entry for name, entry in packages.items() if name}
    assert locked
    assert [name for name, entry in locked.items() if not entry["integrity"].startswith("sha512-")] == []


def test_no_lock_names_a_registry() -> None:
    for name in [*REQUIREMENTS, "package-lock.json"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert " @ http" not in text
        assert "--index-url" not in text
