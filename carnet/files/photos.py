"""Pictures people may see: what a content is, by its first bytes alone, and how large it would unfold."""

import struct

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid

LARGEST = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A picture of a few kilobytes may unfold to gigabytes in a browser: 50 million points are 200 MB."""
_MOST_SEGMENTS = 2_000
_NO_FRAME = frozenset((0xC4, 0xC8, 0xCC))
Size = tuple[int, int]


def photo_type(content: bytes) -> str:
    """The media type of a PNG, JPEG, GIF or WebP picture; nothing else is a photo."""
    if len(content) > LARGEST:
        raise Invalid(_("A photo has at most 5 MB."), field="photo")
    media_type, size = _seen(content)
    if not size or min(size) < 1:
        raise Invalid(_("This is no photo: PNG, JPEG, GIF or WebP."), field="photo")
    if size[0] * size[1] > MOST_PIXELS:
        raise Invalid(_("This photo has too many pixels."), field="photo")
    return media_type


def absent() -> Invalid:
    """The refusal where no picture was chosen."""
    return Invalid(_("Choose a photo first."), field="photo")


def _seen(content: bytes) -> tuple[str, Size | None]:
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
            return "image/png", _two(">II", content, 16)
        if content[:6] in (b"GIF87a", b"GIF89a"):
            return "image/gif", _two("<HH", content, 6)
        if content.startswith(b"\xff\xd8\xff"):
            return "image/jpeg", _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return "image/webp", _webp(content)
    except (struct.error, IndexError):
        pass
    return "", None


def _two(layout: str, content: bytes, at: int) -> Size:
    width, height = struct.unpack_from(layout, content, at)
    return int(width), int(height)


def _jpeg(content: bytes) -> Size | None:
    """The size stands in the first frame header; the segments before it are jumped over."""
    at = 2
    for _segment in range(_MOST_SEGMENTS):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = _two(">HH", content, at + 5)
            return width, height
        else:
            at += 2 + max(2, int(struct.unpack_from(">H", content, at + 2)[0]))
    return None


def _webp(content: bytes) -> Size | None:
    chunk = content[12:16]
    if chunk == b"VP8X":
        low = int.from_bytes(content[24:27], "little"), int.from_bytes(content[27:30], "little")
        return (low[0] + 1, low[1] + 1) if len(content) >= 30 else None
    if chunk == b"VP8L":
        bits = int(struct.unpack_from("<I", content, 21)[0])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = _two("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
