"""vCards: changed ones of the corpus, made up ones, and what must hold of what is read."""

import base64
import quopri
import random
from pathlib import Path

from carnet.interchange.vcard.card import Card, Property
from carnet.interchange.vcard.read import cards_of
from carnet.interchange.vcard.versions import as_in
from carnet.interchange.vcard.write import card_text

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "interchange" / "vcard" / "corpus"
TOKENS = (
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:2.1\r\n", b"VERSION:4.0\r\n", b"AGENT:\r\n"),
    *(b"\r\n ", b"\r\n\t", b"=\r\n", b"=C3=A9", b":", b";", b",", b'"', b"^n", b"^", b"\\n", b"\\", b"="),
    *(b";ENCODING=b:", b";ENCODING=QUOTED-PRINTABLE:", b";CHARSET=Shift_JIS", b";BASE64:", b";TYPE="),
    *(b"PHOTO;ENCODING=b:\r\n AAAA", b"data:image/png;base64,", b"item1.", b"N:;;;;\r\n", b"FN:"),
    *(b"TEL;HOME;VOICE:", b"X-ABLabel:_$!<Home>!$_\r\n", b"AGENT:BEGIN:VCARD\r\n"),
    *(b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3"),
)
# Writing and reading again is dear; a file of many cards shows nothing by its last ones.
WRITTEN = 100
_NAMES = (
    "N FN TEL EMAIL ADR ORG NOTE TITLE CATEGORIES PHOTO KEY BDAY AGENT LABEL X-A item1.X-ABLABEL é".split()
)
_PARAMS = 'HOME TYPE=home,work TYPE="a,b" PREF=1 PREF X-P=a"b X-Q="c:d;e" VALUE=uri X-R=^n^^ X-S='.split()
_ENCODINGS = ("", "", "", "QUOTED-PRINTABLE", "BASE64", "b", "8BIT", "x")
_CHARSETS = ("", "", "utf-8", "windows-1252", "shift_jis", "utf-16", "nonsense")
_PIECES = (*'; , : \\ \\n \\; = " Zoé 日本 😀'.split(), " ", "\t", "\n", "\r\n", "a" * 80, "é" * 60, "\0")


class WrongError(Exception):
    """What was read is not what it must be."""


def seeds() -> list[bytes]:
    """The files of the corpus."""
    return [path.read_bytes() for path in sorted(CORPUS.glob("*.vcf"))]


def made(rng: random.Random) -> bytes:
    """A few cards of any properties, written and folded as no program ever would."""
    end = rng.choice(("\r\n", "\n", "\r")).encode()
    cards = [_card(rng) for _ in range(rng.choice((1, 1, 2, 5)))]
    return b"".join(end.join(_folded(rng, line, end) for line in card) + end for card in cards)


def _card(rng: random.Random) -> list[bytes]:
    version = rng.choice(("2.1", "3.0", "4.0", "9"))
    lines = [_line(rng) for _ in range(rng.randrange(12))]
    return [b"BEGIN:VCARD", b"VERSION:" + version.encode(), *lines, b"END:VCARD"]


def _line(rng: random.Random) -> bytes:
    encoding, charset = rng.choice(_ENCODINGS), rng.choice(_CHARSETS)
    params = [rng.choice(_PARAMS) for _ in range(rng.randrange(4))]
    params += [f"ENCODING={encoding}"] * bool(encoding) + [f"CHARSET={charset}"] * bool(charset)
    head = ";".join((rng.choice(_NAMES), *params)).encode()
    text = "".join(rng.choice(_PIECES) for _ in range(rng.randrange(9)))
    known = charset if charset in ("utf-8", "windows-1252", "shift_jis", "utf-16") else "utf-8"
    return head + b":" + _encoded(text.encode(known, "replace"), encoding)


def _encoded(content: bytes, encoding: str) -> bytes:
    if encoding == "QUOTED-PRINTABLE":
        return quopri.encodestring(content)
    return base64.b64encode(content) if encoding in ("BASE64", "b") else content


def _folded(rng: random.Random, line: bytes, end: bytes) -> bytes:
    """The line cut anywhere, as a careless program cuts it."""
    if len(line) < 20 or rng.random() < 0.5:
        return line
    at = rng.randrange(1, len(line))
    return line[:at] + end + rng.choice((b" ", b"\t")) + line[at:]


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
