"""Pictures, sounds and keys that stand in a card: base64 in 2.1 and 3.0, a data: URI in 4.0."""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

_DATA_URI = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*;base64,", re.IGNORECASE)
_FORMAT = re.compile(r"[\w.+-]+", re.ASCII)
_FAMILIES = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_BY_TYPE = {
    "x509": "application/x-x509-user-cert",
    "pgp": "application/pgp-keys",
    "wave": "audio/wav",
    "jpg": "image/jpeg",
}
_BY_MEDIA = {"application/x-x509-user-cert": "X509", "application/pgp-keys": "PGP", "audio/wav": "WAVE"}
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)
# What names a use or a preference rather than a format.
_NO_FORMAT = frozenset(("home", "work", "pref", "internet", "x-pref"))
INLINE_NAMES = frozenset(_FAMILIES)
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Inline:
    """Bytes and what they are."""

    media_type: str
    content: bytes


def inline_of(name: str, params: Mapping[str, tuple[str, ...]], value: str) -> Inline | None:
    """The bytes a value holds, if it holds any."""
    uri = _DATA_URI.match(value)
    if uri:
        content = _decoded(value[uri.end() :])
        return Inline((uri[1] or UNKNOWN).lower(), content) if content else None
    if not is_base64(params):
        return None
    content = _decoded(value)
    return Inline(_media_type(name, params.get("TYPE", ()), content), content) if content else None


def is_base64(params: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the parameters say so."""
    return params.get("ENCODING", ("",))[0].lower() in ("b", "base64")


def format_of(media_type: str) -> str:
    """What 3.0 calls it in TYPE."""
    return _BY_MEDIA.get(media_type) or media_type.partition("/")[2].upper()


def formats_in(name: str, types: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the types that name the format of the bytes, and no use of them."""
    if name not in _FAMILIES:
        return ()
    return tuple(one for one in types if one.lower() not in _NO_FORMAT and _FORMAT.fullmatch(one))


def _decoded(text: str) -> bytes | None:
    try:
        return binascii.a2b_base64(text.encode("ascii"), strict_mode=False) or None
    except (binascii.Error, UnicodeEncodeError):
        return None


def _media_type(name: str, types: tuple[str, ...], content: bytes) -> str:
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    for one in formats_in(name, types):
        return _BY_TYPE.get(one.lower()) or f"{_FAMILIES[name]}/{one.lower()}"
    return UNKNOWN
