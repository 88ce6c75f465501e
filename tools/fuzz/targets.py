"""What is fuzzed: where each target begins, what it may say, and what must hold of what it gives."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from carnet.interchange.errors import UnreadableFile
from tools.fuzz import cards, tables


@dataclass(frozen=True)
class Target:
    """A reader of files: `read` may raise `refusals`, and nothing else; `made` makes inputs of its own."""

    seeds: Callable[[], Sequence[bytes]]
    tokens: Sequence[bytes]
    read: Callable[[Path], None]
    refusals: tuple[type[Exception], ...]
    made: Callable[[random.Random], bytes] | None = None


TARGETS = {
    "vcard": Target(cards.seeds, cards.TOKENS, cards.read_cards, (UnreadableFile,), cards.made),
    "csv": Target(tables.text_seeds, tables.TEXT_TOKENS, tables.read_file, (UnreadableFile,)),
    "json": Target(tables.json_seeds, tables.JSON_TOKENS, tables.read_json, (UnreadableFile,)),
    "xlsx": Target(tables.workbook_seeds, tables.XML_TOKENS, tables.read_workbook, (UnreadableFile,)),
    "values": Target(tables.value_seeds, tables.TEXT_TOKENS, tables.read_values, ()),
}
