"""The region of a French place."""

import pytest

from carnet.core import regions
from carnet.core.regions import REGIONS, CommunesMissing, RegionLookup, region_of


def test_there_are_thirteen_metropolitan_and_five_overseas_regions() -> None:
    assert len(REGIONS) == 18
    assert REGIONS[-5:] == ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte")


@pytest.mark.parametrize(
    ("postal_code", "region"),
    [
        ("35000", "Bretagne"),
        ("F-75015", "Île-de-France"),
        ("75 001", "Île-de-France"),
        ("1000", "Auvergne-Rhône-Alpes"),
        ("20000", "Corse"),
        ("20250", "Corse"),
        ("97400", "La Réunion"),
        ("97133", ""),
        ("98800", ""),
        ("00100", ""),
        ("SW1A 1AA", ""),
        ("", ""),
    ],
)
def test_a_postal_code_gives_its_region_by_rule(postal_code: str, region: str) -> None:
    assert region_of(None, postal_code) == RegionLookup(region)


def test_a_postal_code_needs_no_table_of_communes(monkeypatch, tmp_path) -> None:
    _without_table(monkeypatch, tmp_path)
    assert region_of("Saint-Denis", "97400").region == "La Réunion"


def test_a_missing_table_of_communes_says_how_to_make_it(monkeypatch, tmp_path) -> None:
    _without_table(monkeypatch, tmp_path)
    with pytest.raises(CommunesMissing, match="make setup"):
        region_of("Rennes", None)


@pytest.mark.parametrize(
    ("city", "region"),
    [
        ("Lyon", "Auvergne-Rhône-Alpes"),
        ("LYON 03", "Auvergne-Rhône-Alpes"),
        ("Lyon 2e", "Auvergne-Rhône-Alpes"),
        ("Paris 15", "Île-de-France"),
        ("Marseille 3ème arrondissement", "Provence-Alpes-Côte d'Azur"),
        ("Lille Cedex 9", "Hauts-de-France"),
        ("nimes", "Occitanie"),
        ("Aix en Provence", "Provence-Alpes-Côte d'Azur"),
        ("L’HAŸ LES ROSES", "Île-de-France"),
        ("St-Étienne", "Auvergne-Rhône-Alpes"),
        ("Chalon s/ Saône", "Bourgogne-Franche-Comté"),
        ("Fort-de-France", "Martinique"),
        ("Nowhere", ""),
    ],
)
def test_a_city_is_found_however_it_is_written(city: str, region: str) -> None:
    assert region_of(city, None) == RegionLookup(region)


def test_a_name_of_cities_in_several_regions_is_left_open() -> None:
    assert region_of("Saint-Denis", None) == RegionLookup("", ambiguous=True)


def test_what_stands_in_brackets_tells_cities_apart() -> None:
    assert region_of("St Denis (93)", None).region == "Île-de-France"
    assert region_of("Saint-Denis (La Réunion)", None).region == "La Réunion"


def test_the_postal_code_goes_before_the_city() -> None:
    assert region_of("Lyon", "35000").region == "Bretagne"
    assert region_of("Lyon", "not one").region == "Auvergne-Rhône-Alpes"


def _without_table(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(regions, "COMMUNES_FILE", tmp_path / "communes.gz")
    regions._communes.cache_clear()


def test_no_region_is_looked_for_in_a_text_that_names_no_city():
    assert region_of(f"{'(' * 200} (Bretagne)", None).region == ""
    assert region_of("(Bretagne)", None).region == "Bretagne"
