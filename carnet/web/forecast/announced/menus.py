"""The menus above the sheet: whose it is, its period, and the lines it keeps to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from carnet.forecasting.announced.groups import Group, visible_groups
from carnet.identity.visibility import Viewer
from carnet.metrics.people import sellers
from carnet.web.dashboard.bar import Link
from carnet.web.forecast.announced.asked import DUE, STATUSES, Sheet
from carnet.web.forecast.announced.periods import PRESETS
from carnet.web.forecast.announced.reading import Reading


@dataclass(frozen=True, slots=True)
class Menu:
    """A chip with its choices; `said` is what is chosen, empty where nothing is."""

    key: str
    label: str
    said: str
    choices: tuple[Link, ...]
    clear_url: str = ""


@dataclass(frozen=True, slots=True)
class Menus:
    """All of them."""

    heads: Menu | None
    period: Menu
    filters: tuple[Menu, ...]
    clear_url: str


def menus_of(sheet: Sheet) -> Menus:
    """The menus of a view."""
    heads = [(group.key, name_of(group)) for group in sheet.groups]
    agents = [(str(member.id), member.name) for member in sheet.group.members]
    return Menus(
        heads=_menu(sheet, "head", pgettext("forecast", "Head"), heads, sheet.group.key)
        if len(heads) > 1
        else None,
        period=Menu("period", _("Period"), sheet.chosen.name, _presets(sheet)),
        filters=(
            _menu(sheet, "status", pgettext("forecast", "Status"), _named(STATUSES), sheet.status),
            *([_menu(sheet, "agent", _("Agent"), agents, str(sheet.agent or ""))] if len(agents) > 1 else []),
            _menu(sheet, "due", _("Due"), _named(DUE), sheet.due),
        ),
        clear_url=sheet.query("agent", "due", "status") if sheet.is_filtered else "",
    )


@dataclass(frozen=True, slots=True)
class ReportMenus:
    """Those above the report."""

    period: Menu
    filters: tuple[Menu, ...]


def report_menus(viewer: Viewer, reading: Reading) -> ReportMenus:
    """The menus of a report: the heads and offices the viewer sees something of."""
    groups = visible_groups(viewer)
    heads = [(group.key, name_of(group)) for group in groups]
    ids = {member for group in groups for member in group.ids}
    places = {seller.office for pk, seller in sellers(viewer).items() if pk in ids}
    offices = sorted((str(office.id), office.name or "") for office in places if office.id is not None)
    menus = (
        _picked(reading, "head", pgettext("forecast", "Head"), heads, reading.heads),
        _picked(reading, "office", _("Office"), offices, reading.offices),
    )
    period = Menu("period", _("Period"), reading.chosen.name, _presets(reading))
    return ReportMenus(period, tuple(menu for menu in menus if len(menu.choices) > 1 or menu.said))


def _picked(
    reading: Reading, key: str, label: str, choices: list[tuple[str, str]], chosen: tuple[str, ...]
) -> Menu:
    names = dict(choices)
    return Menu(
        key=key,
        label=label,
        said=", ".join(names.get(value, value) for value in chosen),
        choices=tuple(Link(name, reading.query(**{key: value}), value in chosen) for value, name in choices),
        clear_url=reading.query(key) if chosen else "",
    )


def name_of(group: Group) -> str:
    """The head of a group, or that it has none."""
    return group.head.name or _("Without a head")


def _presets(view: Sheet | Reading) -> tuple[Link, ...]:
    return tuple(
        Link(label, view.query("from", "to", "period", period=key), key == view.chosen.preset)
        for key, label in PRESETS.items()
    )


def _named(labels: Mapping[str, Promise]) -> list[tuple[str, str]]:
    return [(key, str(label)) for key, label in labels.items()]


def _menu(sheet: Sheet, key: str, label: str, choices: Iterable[tuple[str, str]], chosen: str) -> Menu:
    offered = list(choices)
    drop = ("agent",) if key == "head" else ()
    return Menu(
        key=key,
        label=label,
        said=dict(offered).get(chosen, ""),
        choices=tuple(
            Link(name, sheet.query(*drop, **{key: value}), value == chosen) for value, name in offered
        ),
        clear_url=sheet.query(key) if chosen else "",
    )
