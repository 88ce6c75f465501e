"""Bytes of a file as bytes that read like ASCII, and those of one property as text."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carnet.interchange.encoding import encoding_of, is_wide

CHUNK = 1 << 18
# Codecs that are no charsets (idna, unicode_escape) must not be reached from a file.
_CHARSETS = re.compile(
    r"utf-?8|(us-?)?ascii|(iso[-_]?)?(8859|latin)[-_]?\d+|(windows|cp|ibm)[-_]?\d{3,4}|koi8[-_][rutk]"
    r"|s(hift)?[-_]?jis|euc[-_]?(jp|kr|cn)|gb(k|2312|18030)|big5|iso-2022-(jp|kr)|mac(intosh|roman)|tis-?620",
    re.IGNORECASE,
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of cards; `fallback` is how to read bytes that nobody declares and that are no UTF-8.

    Where every letter takes several bytes (`is_wide`), no charset a property declares is true.
    """

    path: Path
    encoding: str
    is_wide: bool
    fallback: str

    def chunks(self) -> Iterator[bytes]:
        """The file in pieces, those of a wide file made UTF-8."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace") if self.is_wide else None
        with self.path.open("rb") as handle:
            while chunk := handle.read(CHUNK):
                yield decoder.decode(chunk).encode() if decoder else chunk
            if decoder:
                yield decoder.decode(b"", final=True).encode()


def source_of(path: Path) -> Source:
    """The file with the encoding all its bytes speak for."""
    encoding = encoding_of(path)
    fallback = encoding if _extends_ascii(encoding) else "cp1252"
    return Source(path, encoding, is_wide(encoding), fallback)


def text_of(raw: bytes, *, charset: str = "", fallback: str = "cp1252") -> str:
    """The text: as declared, else UTF-8, else the old encoding; U+FFFD where none of them fits."""
    if raw.isascii() and not charset.lower().startswith("iso-2022"):
        return raw.decode("ascii")
    for encoding in (declared(charset), "utf-8"):
        try:
            if encoding:
                return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _mended(raw) or raw.decode(fallback, "replace")


@lru_cache(maxsize=64)
def declared(charset: str) -> str:
    """The codec of a charset a property declares, none when it is not known."""
    if not _CHARSETS.fullmatch(charset):
        return ""
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return ""


def is_damaged(text: str, raw: bytes) -> bool:
    """Whether letters were lost that the file did not give as lost itself."""
    return _REPLACEMENT in text and _REPLACEMENT.encode() not in raw


def _mended(raw: bytes) -> str:
    """UTF-8 with a few wrong bytes, or with letters written as two surrogates (old Java)."""
    try:
        wide = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return wide.decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    wrong = len(_ESCAPED.findall(text))
    if len(_BEYOND_ASCII.findall(text)) - wrong <= wrong:
        return ""
    return _ESCAPED.sub(_REPLACEMENT, text)


def _extends_ascii(encoding: str) -> bool:
    if encoding.startswith("utf"):
        return False
    return b"BEGIN:VCARD;=\\".decode(encoding, "replace") == "BEGIN:VCARD;=\\"
