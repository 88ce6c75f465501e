"""What is fuzzed: where each target begins, what it may say, and what must hold of what it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.vcard.card import Card, Property
from carnet.interchange.vcard.read import cards_of
from carnet.interchange.vcard.versions import as_in
from carnet.interchange.vcard.write import card_text
from tools.fuzz import tables

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "interchange"
_VCARD_TOKENS = (
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:2.1\r\n", b"VERSION:4.0\r\n", b"AGENT:\r\n"),
    *(
        b"\r\n ",
        b"\r\n\t",
        b"=\r\n",
        b"=C3=A9",
        b":",
        b";",
        b",",
        b'"',
        b"^n",
        b"^",
        b"\\n",
        b"\\",
        b"=",
        b"\0",
    ),
    *(b";ENCODING=b:", b";ENCODING=QUOTED-PRINTABLE:", b";CHARSET=Shift_JIS", b";BASE64:", b";TYPE="),
    *(b"PHOTO;ENCODING=b:\r\n AAAA", b"data:image/png;base64,", b"item1.", b"N:;;;;\r\n", b"FN:"),
    *(b"TEL;HOME;VOICE:", b"X-ABLabel:_$!<Home>!$_\r\n", b"AGENT:BEGIN:VCARD\r\n"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3"),
)
# Writing and reading again is dear; a file of many cards shows nothing by its last ones.
WRITTEN = 100


class WrongError(Exception):
    """What a reader gave is not what it must give."""


@dataclass(frozen=True)
class Target:
    """A reader of files: `read` may raise `refusals`, and nothing else."""

    seeds: Callable[[], Sequence[bytes]]
    tokens: Sequence[bytes]
    read: Callable[[Path], None]
    refusals: tuple[type[Exception], ...]


def seed_files(folder: Path, pattern: str) -> list[bytes]:
    """The files of a folder of the tests."""
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


def read_cards(path: Path) -> None:
    """Every card is read or refused, and what was read comes back from what is written of it."""
    for number, card in enumerate(cards_of(path)):
        if not isinstance(card, Card):
            str(card.reason)
            continue
        for problem in card.problems:
            str(problem)
        card_text(card.properties, "4.0").encode("utf-8")
        if number < WRITTEN:
            _expect_back(card, path.with_suffix(".back"))


def _expect_back(card: Card, path: Path) -> None:
    path.write_bytes(card_text(card.properties, "3.0").encode("utf-8"))
    back = list(cards_of(path))
    if len(back) != 1:
        raise WrongError(f"one card became {len(back)}")
    # Escapes and folds may carry a card over its bound.
    written = [as_in("3.0", one) for one in card.properties]
    if isinstance(back[0], Card) and list(map(_said, back[0].properties)) != list(map(_said, written)):
        raise WrongError("a property was lost")


def _said(one: Property) -> tuple[object, ...]:
    """A property without the order of its parameters, which says nothing."""
    return one.group, one.name, sorted(one.params), one.value


TARGETS = {
    "vcard": Target(
        seeds=lambda: seed_files(CORPUS / "vcard" / "corpus", "*.vcf"),
        tokens=_VCARD_TOKENS,
        read=read_cards,
        refusals=(UnreadableFile,),
    ),
    "csv": Target(tables.text_seeds, tables.TEXT_TOKENS, tables.read_file, (UnreadableFile,)),
    "json": Target(tables.json_seeds, tables.JSON_TOKENS, tables.read_json, (UnreadableFile,)),
    "xlsx": Target(tables.workbook_seeds, tables.XML_TOKENS, tables.read_workbook, (UnreadableFile,)),
    "values": Target(tables.value_seeds, tables.TEXT_TOKENS, tables.read_values, ()),
}
