"""Which encoding a text file is in, judged from all its bytes in one pass that keeps only a sample."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

CHUNK = 1 << 20
EVIDENCE = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_COMMON = "éèàçêôîûùëïâüöäñÉÈÀÇÊ"
_POSSIBLE = "ÂÎÔÛÙËÏÜÖÄŒœÆæáíóúãõåøßÁÍÓÚÑØÅ€£«»’‘“”–—…°²³½®©§•\xa0"


def encoding_of(path: Path) -> str:
    """A codec name; bytes that are wrong in it are found row by row (`surrogateescape`)."""
    with path.open("rb") as handle:
        head = handle.read(4096)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    return _wide_encoding(head) or _narrow_encoding(path)


def is_wide(encoding: str) -> bool:
    """Whether every letter takes several bytes."""
    return encoding.startswith(("utf-16", "utf-32"))


def opened(path: Path, encoding: str, *, newline: str | None = None) -> TextIO:
    """The file as text; bytes that are none stay marked as such."""
    # surrogateescape has no meaning where a letter is two bytes: there a wrong one is replaced.
    errors = "replace" if is_wide(encoding) else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline=newline)


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Western text is nought."""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half and odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if half and even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _narrow_encoding(path: Path) -> str:
    """UTF-8 when most of what is beyond ASCII is valid in it, else the old encoding that reads best."""
    valid, wrong, evidence = 0, 0, bytearray()
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        if chunk.isascii():
            continue
        broken = len(_ESCAPED.findall(text))
        wrong += broken
        valid += len(_BEYOND_ASCII.findall(text)) - broken
        if broken and len(evidence) < EVIDENCE:
            evidence += chunk
    return "utf-8" if valid >= wrong else _old_encoding(bytes(evidence[:EVIDENCE]))


def _old_encoding(evidence: bytes) -> str:
    scores = {name: _familiarity(evidence, name) for name in ("cp1252", "mac-roman")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0:
        return best
    guess = from_bytes(evidence).best()
    return guess.encoding if guess else best


def _familiarity(evidence: bytes, encoding: str) -> int:
    """How much the letters beyond ASCII look like French or a neighbour's language."""
    letters = _BEYOND_ASCII.findall(evidence.decode(encoding, "replace"))
    return sum(3 if one in _COMMON else 1 if one in _POSSIBLE else -2 for one in letters)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            yield chunk
