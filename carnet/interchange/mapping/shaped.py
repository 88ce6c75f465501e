"""A table as a person decided to read it: corrected cells put in, two fields of one cell told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from carnet.core.text import match_key
from carnet.interchange.headers import Recognition, recognise
from carnet.interchange.kinds import KINDS
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.mapping.targets import NEW, PLACE, fields_of, place_of, sort_of
from carnet.interchange.tables import Row, Table


def shaped(table: Table, choice: TableChoice) -> tuple[Table, Recognition]:
    """The table with the columns its targets need, and what these are."""
    targets = dict(enumerate(choice.columns[: len(table.headers)]))
    mapping = {
        at: fields_of(target)[0] for at, target in targets.items() if target and target not in (PLACE, NEW)
    }
    width = len(table.headers)
    places = [at for at, target in targets.items() if target == PLACE]
    for number, _at in enumerate(places):
        mapping |= {width + 2 * number: "postal_code", width + 2 * number + 1: "city"}
    reading = _with_places(_corrected(table, choice.cells), places)
    sorts = {at: sort for at, target in targets.items() if (sort := sort_of(target))}
    kind = KINDS[choice.kind]
    found = Recognition(
        kind.name,
        mapping,
        unknown=tuple(
            header
            for header in _left_out(table.headers, targets)
            if kind.field_of.get(match_key(header)) != ""
        ),
        missing=kind.missing(frozenset(mapping.values())),
        sorts=sorts,
    )
    return reading, _in_its_set(found, table)


def _left_out(headers: Sequence[str], targets: Mapping[int, str]) -> Iterator[str]:
    return (header for at, header in enumerate(headers) if header and not targets.get(at))


def _in_its_set(found: Recognition, table: Table) -> Recognition:
    """A file known by its headers keeps its set and scale: they say what its columns count in."""
    known = recognise(table.headers, kind=found.kind)
    return replace(found, scale=known.scale, set_name=known.set_name) if known else found


def _corrected(table: Table, cells: Mapping[int, Mapping[int, str]]) -> Table:
    if not cells:
        return table

    def rows() -> Iterator[Row]:
        for row in table.rows():
            new = cells.get(row.line)
            if new is None or row.problem:
                yield row
            else:
                yield Row(row.line, tuple(new.get(at, cell) for at, cell in enumerate(row.cells)))

    return replace(table, read=rows)


def _with_places(table: Table, places: list[int]) -> Table:
    """Two columns more at the end for each column that holds a postal code and a city."""
    if not places:
        return table

    def rows() -> Iterator[Row]:
        for row in table.rows():
            if row.problem:
                yield row
            else:
                parts = [part for at in places for part in place_of(row.cells[at])]
                yield Row(row.line, (*row.cells, *parts))

    headers = (*table.headers, *(table.headers[at] for at in places for _part in range(2)))
    return replace(table, headers=headers, read=rows)
