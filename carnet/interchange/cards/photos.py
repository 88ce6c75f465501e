"""Photos of cards: their bytes are files, their parameters are kept."""

import binascii
from dataclasses import replace

from carnet.files.models import File
from carnet.interchange.cards.lines import Line
from carnet.interchange.vcard.card import Property
from carnet.interchange.vcard.inline import format_of

_MARK = "sha256:"


def plain_photo(content: bytes, media_type: str) -> Property:
    """PHOTO as 3.0 writes it."""
    params = (("ENCODING", ("b",)), ("TYPE", (format_of(media_type),)))
    return Property("", "PHOTO", params, binascii.b2a_base64(content, newline=False).decode())


def remembered(line: Line, sha256: str) -> Line:
    """The line of a photo without its bytes: its hash stands for them."""
    return replace(line, stated=replace(line.stated, value=_MARK + sha256), fills="photo")


def hash_in(line: Line) -> str:
    """The hash of a remembered line."""
    return line.stated.value.removeprefix(_MARK)


def filled(line: Line, file: File) -> Line:
    """The line with its bytes again; those of 4.0 stand in a URI."""
    text = binascii.b2a_base64(bytes(file.content), newline=False).decode()
    if not line.stated.param("ENCODING"):
        text = f"data:{file.media_type};base64,{text}"
    return replace(line, stated=replace(line.stated, value=text))
