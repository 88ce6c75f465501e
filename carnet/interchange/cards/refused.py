"""Cards that were refused, as they stand in their file, to be mended and imported again."""

from collections.abc import Iterator, Mapping

from carnet.interchange.cards.table import CardRow, CardTable
from carnet.interchange.tables import Row

KIND = "cards"
HEADERS = [["vCard", ""]]
MOST_TEXT = 8 * 1024 * 1024
"""Characters kept of one file: what is refused may be large by design."""

Kept = tuple[int, str, str, list[str]]


def refused_cards(table: CardTable, refused: Mapping[int, tuple[str, str]]) -> Iterator[Kept]:
    """Line, column, reason and text of each refused card, until enough is kept."""
    length = 0
    for row in table.rows():
        reason = refused.get(row.line)
        if reason is None:
            continue
        text = _text(row)
        length += len(text)
        if length > MOST_TEXT:
            return
        yield (row.line, *reason, [text])


def _text(row: Row) -> str:
    return row.card.raw if isinstance(row, CardRow) and row.card else str(row.cells[0])


def cards_file(rows: Iterator[Kept]) -> Iterator[str]:
    """The refused cards one after another, each ended, so that mending one is enough."""
    for _line, _column, _reason, cells in rows:
        text = cells[0].strip()
        ended = text.upper().endswith("END:VCARD")
        yield text.replace("\n", "\r\n") + ("\r\n" if ended else "\r\nEND:VCARD\r\n")
