"""The tags draw what the stylesheet expects, and every icon is in the sprite."""

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from carnet.core.regions import REGIONS
from carnet.web import drawings, formats
from carnet.web.icons import ICONS
from tools import make_icons, make_map

WEB = Path(__file__).resolve().parents[2] / "carnet" / "web"
USED = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']|(?:icon_name|icon)=["']([\w-]+)["']""")


def drawn(template: str, **context) -> str:
    return Template("{% load look %}" + template).render(Context(context))


@pytest.fixture(autouse=True)
def _plain_static(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def test_every_icon_of_the_templates_is_in_the_list() -> None:
    used = {
        name
        for path in (WEB / "templates").rglob("*.html")
        for match in USED.finditer(path.read_text(encoding="utf-8"))
        for name in match.groups()
        if name
    }
    assert used
    assert used - set(ICONS) == set()


def test_the_list_of_icons_is_sorted_and_names_each_once() -> None:
    assert list(ICONS) == sorted(set(ICONS))


def test_the_sprite_holds_a_symbol_per_icon_without_colours() -> None:
    sprite = make_icons.sprite(("phone", "x"))
    assert re.findall(r'<symbol id="([\w-]+)"', sprite) == ["phone", "x"]
    assert "stroke" not in sprite


def test_an_unknown_icon_stops_the_set_up() -> None:
    with pytest.raises(SystemExit, match="no-such-icon"):
        make_icons.symbol("no-such-icon")


def test_names_and_words_are_escaped() -> None:
    assert "&amp;" in drawn("{% stage_meter 2 label %}", label="R&D")
    square = drawn('{% avatar name 24 "square" %}', name="Cave <b>")
    assert f'class="avatar size-24 hue-{formats.avatar_hue("Cave <b>")} square"' in square
    assert square.endswith(">CA</span>")


@pytest.mark.parametrize(
    ("tag", "verdict", "text"),
    [
        ("{% delta 0.13 %}", "good", "13,0\u00a0%"),
        ("{% delta -0.095 %}", "bad", "9,5\u00a0%"),
        ('{% delta -1.1 unit="jour" good="down" %}', "good", "1,1\u00a0jour"),
        ('{% delta 2 unit="" decimals=0 good="down" %}', "bad", "2</span>"),
    ],
)
def test_good_or_bad_decides_the_colour_of_a_change(tag, verdict, text) -> None:
    with translation.override("fr"):
        html = drawn(tag)
    assert f'class="delta {verdict}"' in html
    assert text in html


def test_no_change_has_no_colour_and_no_arrow() -> None:
    assert 'class="delta"' in drawn("{% delta 0 %}")
    assert "<svg" not in drawn("{% delta 0 %}{% delta None %}")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shares_are_drawn_with_decimal_points_in_every_language(language) -> None:
    with translation.override(language):
        html = drawn(
            "{% share_bar 0.625 0.5 %}{% share_bar 3 %}{% share_bar None %}{% sparkline values %}",
            values=[1, 2.5, 2],
        )
    assert 'width="62.5%"' in html
    assert 'x="50.0%"' in html
    assert re.findall(r'class="fill" width="([\d.]+)%"', html) == ["62.5", "100.0", "0.0"]
    assert 'rx="3.0"' in html


def test_a_curve_of_less_than_two_values_is_not_drawn() -> None:
    assert drawings.sparkline([1, None], 64, 24) is None
    assert drawings.sparkline([], 64, 24) is None
    assert drawings.sparkline([2, 2, 2], 64, 24).line == "M3.0,21.0 32.0,21.0 61.0,21.0"


def test_a_funnel_without_deals_is_not_drawn() -> None:
    assert drawings.funnel([0, 0]) == []
    assert len(drawings.funnel([10, 5, 1])) == 3


def test_the_regions_of_the_map_have_the_names_of_the_figures() -> None:
    if not make_map.SOURCE.is_file():
        pytest.skip("the departments are copied by make setup")
    departments = json.loads(make_map.SOURCE.read_text(encoding="utf-8"))
    drawn_regions = make_map.regions(departments["locations"])
    assert set(drawn_regions) == set(REGIONS[:13])


def test_the_border_between_two_departments_disappears() -> None:
    locations = [
        {"id": "35", "path": "m 0,0 10,0 0,10 -10,0 z"},
        {"id": "56", "path": "m 10.05,0 10,0 0,10 -10,0 z m 20,20 5,0 0,5 z"},
    ]
    path = make_map.regions(locations)["Bretagne"]
    assert path.count("M") == 2
    assert "10.0,10.0" in path
    assert path.count(",") == 9
