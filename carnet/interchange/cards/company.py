"""A card of a company as the values of an account, and the lines an account's own card is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from carnet.core.text import match_key
from carnet.files.actions import hash_of
from carnet.interchange.cards import details, names, wholes
from carnet.interchange.cards.lines import Line, card_entry, digest_of
from carnet.interchange.cards.mapped import Mapped, Sorting, sorted_lines
from carnet.interchange.cards.photos import remembered
from carnet.interchange.cells import Values
from carnet.interchange.vcard.write import text_property

COLUMNS = {"emails": ("email", 254), "phones": ("phone", 60), "urls": ("website", 300)}
PLACE = {"street": 300, "postal_code": 20, "city": 120, "region": 120, "country": 120}
WORDS = {"note": "note", "categories": "tags"}
_ORGANISATIONS = frozenset(("org", "organization", "organisation"))


def is_company(lines: Iterable[Line]) -> bool:
    """Whether a card is a company's: it says so, or it names an organisation and nobody else."""
    told = list(lines)
    if not name_of(told):
        return False
    says = {line.stated.text.strip().lower() for line in told if line.name == "X-ABSHOWAS"}
    kinds = {line.stated.text.strip().lower() for line in told if line.name == "KIND"}
    return "company" in says or bool(kinds & _ORGANISATIONS) or (not kinds and _names_nobody(told))


def name_of(told: Iterable[Line]) -> str:
    """The name of the organisation, else how the card is shown."""
    lines = list(told)
    found = [wholes.organisation(line) for line in lines if line.name == "ORG"]
    shown = [wholes.shown(line) for line in lines if line.name == "FN"]
    return next(filter(None, (*found, *shown)), "")


def _names_nobody(told: list[Line]) -> bool:
    organisations = {match_key(wholes.organisation(line)) for line in told if line.name == "ORG"} - {""}
    people = [line for line in told if line.name in ("N", "NICKNAME") and any(line.stated.parts())]
    shown = {match_key(line.stated.text) for line in told if line.name == "FN"} - {""}
    return bool(organisations) and not people and shown <= organisations


def company(lines: Iterable[Line]) -> Mapped:
    """The account a card tells of; what accounts have no column for is kept."""
    told = list(lines)
    sorting = sorted_lines(told)
    values = _values(told, sorting)
    plain = [details.plain(line) for line in plain_lines(values)]
    filling = _filling(sorting)
    saying = Counter((filling.get(id(line), ""), line.name) for line in told)
    kept = [
        _kept(line, filling.get(id(line), ""), sorting, values).entry()
        for line in told
        if id(line) not in filling
        or saying[filling[id(line)], line.name] > 1
        or line.stated.group
        or details.plain(line) not in plain
    ]
    values["kept"] = [*kept, card_entry(digest_of(told))]
    return Mapped(values, True, tuple(sorting.problems), sorting.photo, sorting.media_type)


def _values(told: list[Line], sorting: Sorting) -> Values:
    values: Values = {"name": name_of(told)}
    for name, (column, longest) in COLUMNS.items():
        found = sorting.listed(name)
        if found and len(found[0]["value"]) <= longest:
            values[column] = found[0]["value"]
    place = next(iter(sorting.listed("addresses")), {})
    values |= {part: place[part][:longest] for part, longest in PLACE.items() if place.get(part)}
    for name, column in WORDS.items():
        if lines := sorting.filling.get(name):
            values[column] = wholes.BY_FIELD[name].read(lines)
    return values


def _filling(sorting: Sorting) -> dict[int, str]:
    """Line -> the column it fills, of those lines that fill one."""
    columns = {name: column for name, (column, _longest) in COLUMNS.items()} | {"addresses": "place"}
    found = {
        id(line): column
        for name, column in columns.items()
        if (first := next(iter(sorting.listed(name)), None))
        for line in sorting.groups[name][details.BY_FIELD[name].same(first)]
    }
    words = {**WORDS, "account": "name", "FN": "name", "photo": "photo"}
    return found | {
        id(line): column for name, column in words.items() for line in sorting.filling.get(name, ())
    }


def _kept(line: Line, column: str, sorting: Sorting, values: Values) -> Line:
    if column == "photo":
        return remembered(line, hash_of(sorting.photo))
    return Line(line.stated, line.labels, column, (values["name"],) if column == "name" else ())


def plain_lines(values: Mapping[str, Any]) -> list[Line]:
    """The card of an account that no card brought, each line with the column it shows."""
    found = [
        Line(names.formatted(values["name"]), fills="name"),
        Line(text_property("ORG", values["name"]), fills="name"),
    ]
    for name, (column, _longest) in COLUMNS.items():
        if values.get(column):
            line = details.BY_FIELD[name].line({"value": values[column], "kind": ""})
            found.append(line.filling(column))
    if place := {part: values[part] for part in PLACE if values.get(part)}:
        found.append(details.ADDRESSES.line({**place, "kind": ""}).filling("place"))
    for name, column in WORDS.items():
        if values.get(column):
            found.append(Line(wholes.BY_FIELD[name].plain(values[column], "3.0"), fills=column))
    return found


def still_saying(lines: Iterable[Line], values: Mapping[str, Any]) -> list[Line]:
    """Of the kept lines that filled a column, those that say what the account holds in it now."""
    listed = list(lines)
    told: list[Line] = []
    for name, column in WORDS.items():
        own = [line for line in listed if line.fills == column]
        if own and wholes.BY_FIELD[name].read(own) == values.get(column):
            told += own
    words = frozenset(WORDS.values())
    return [*(line for line in listed if line.fills not in words and _still_says(line, values)), *told]


def _still_says(line: Line, values: Mapping[str, Any]) -> bool:
    column = line.fills
    if column == "name":
        return line.names == (values["name"],)
    if column == "place":
        place = details.ADDRESSES.read(line)
        return all(place.get(part, "")[:longest] == values.get(part, "") for part, longest in PLACE.items())
    kind = next(details.BY_FIELD[name] for name, (own, _longest) in COLUMNS.items() if own == column)
    return kind.read(line)["value"] == values.get(column)
