"""The French region of a place: by rule from its postal code, by a table of communes from its name."""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carnet.core.text import match_key, normalise

COMMUNES_FILE = Path(__file__).parent / "data" / "communes.gz"
AMBIGUOUS = "*"

_DEPARTMENTS = {
    "Auvergne-Rhône-Alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Bourgogne-Franche-Comté": "21 25 39 58 70 71 89 90",
    "Bretagne": "22 29 35 56",
    "Centre-Val de Loire": "18 28 36 37 41 45",
    "Corse": "2A 2B",
    "Grand Est": "08 10 51 52 54 55 57 67 68 88",
    "Hauts-de-France": "02 59 60 62 80",
    "Île-de-France": "75 77 78 91 92 93 94 95",
    "Normandie": "14 27 50 61 76",
    "Nouvelle-Aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
    "Pays de la Loire": "44 49 53 72 85",
    "Provence-Alpes-Côte d'Azur": "04 05 06 13 83 84",
    "Guadeloupe": "971",
    "Martinique": "972",
    "Guyane": "973",
    "La Réunion": "974",
    "Mayotte": "976",
}
REGIONS = tuple(_DEPARTMENTS)
"""Official names: the thirteen metropolitan regions, then the five overseas ones."""

_REGION_OF_DEPARTMENT = {code: region for region, codes in _DEPARTMENTS.items() for code in codes.split()}
_OWN_COLLECTIVITIES = frozenset({"97133", "97150"})
_POSTAL_CODE = re.compile(r"(?:fr?-?)?(\d{4,5})", re.IGNORECASE)
LONGEST_CITY = 200
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_CEDEX = re.compile(r"\bcedex\b.*")
_ARRONDISSEMENT = re.compile(r"^(paris|lyon|marseille)\W*\d{1,2}\s*(?:er|re|e|eme)?\b(?:\s*arr\w*)?\.?\s*$")


@dataclass(frozen=True, slots=True)
class RegionLookup:
    """The region found ('' when unknown); `ambiguous` when the city's name exists in several."""

    region: str = ""
    ambiguous: bool = False


class CommunesMissing(RuntimeError):
    """The condensed table of communes was never made."""

    def __init__(self) -> None:
        super().__init__(f"{COMMUNES_FILE} is missing: run `make setup`.")


def region_of(city: str | None, postal_code: str | None) -> RegionLookup:
    """The region of a French place: its postal code decides where it is valid, else its city's name."""
    region = department_region(department_of(postal_code or ""))
    if region or not city or not city.strip() or len(city) > LONGEST_CITY:
        return RegionLookup(region)
    bracketed = _IN_BRACKETS.search(city)
    if bracketed and (region := _region_in_words(bracketed.group(1))):
        return RegionLookup(region)
    found = _communes().get(city_key(city), "")
    return RegionLookup(ambiguous=True) if found == AMBIGUOUS else RegionLookup(found)


def department_of(postal_code: str) -> str:
    """The department a postal code belongs to, by rule; '' when it is no French one."""
    found = _POSTAL_CODE.fullmatch("".join(postal_code.split()))
    if not found:
        return ""
    code = found.group(1).zfill(5)  # a spreadsheet drops the first nought of 01000
    if code in _OWN_COLLECTIVITIES:
        return ""
    if code.startswith("20"):
        return "2A" if code[2] in "01" else "2B"
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def department_region(department: str) -> str:
    """The region of a department's code (35, 2A, 974); '' when there is none."""
    return _REGION_OF_DEPARTMENT.get(department.strip().upper().zfill(2), "")


def city_key(city: str) -> str:
    """A city's name as the table compares it: "ST-DENIS CEDEX 2" -> "saintdenis", "Paris 15e" -> "paris"."""
    plain = _CEDEX.sub("", normalise(_IN_BRACKETS.sub("", city)))
    plain = _ARRONDISSEMENT.sub(r"\1", plain.strip())
    plain = re.sub(r"\bste\b\.?", "sainte", re.sub(r"\bst\b\.?", "saint", plain))
    return match_key(re.sub(r"\bs/\s*", "sur ", plain))


def _region_in_words(text: str) -> str:
    """The region that brackets after a city name: a department, a postal code or the region's own name."""
    by_name = {match_key(region): region for region in REGIONS}
    return (
        department_region(text) or department_region(department_of(text)) or by_name.get(match_key(text), "")
    )


@cache
def _communes() -> dict[str, str]:
    """City key -> region, or AMBIGUOUS; read once, on the first question that needs it."""
    try:
        lines = gzip.decompress(COMMUNES_FILE.read_bytes()).decode().splitlines()
    except FileNotFoundError as error:
        raise CommunesMissing from error
    names = (*REGIONS, AMBIGUOUS)
    return {key: names[int(index)] for key, index in (line.split("\t") for line in lines)}
