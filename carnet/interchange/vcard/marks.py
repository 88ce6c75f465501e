"""What a line of a file of cards is, judged by itself."""

import re

_FIRST = frozenset(b"bBeE\xef")
_BOM = b"\xef\xbb\xbf"
_BEGIN = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD[ \t\0\x1a]*\Z", re.IGNORECASE)
# Some write the next card on the line on which the last one ends.
_END = re.compile(
    rb"END[ \t]*:[ \t]*VCARD(?:[ \t\0\x1a]*\Z|.{0,60}?(BEGIN:VCARD)[ \t]*\Z)", re.IGNORECASE | re.DOTALL
)
_AGENT = re.compile(rb"([\w-]+\.)?AGENT\b[^:]*:[ \t]*(BEGIN:VCARD)?[ \t]*\Z", re.IGNORECASE)
_BASE64 = re.compile(rb";[ \t]*(ENCODING=)?\"?(BASE64|B)\"?[ \t]*(;|\Z)", re.IGNORECASE)
_BARE_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+[ \t]*\Z")
_DATA_URI = re.compile(rb"[^:]*:data:[^,:]*;base64,", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb";[ \t]*(ENCODING=)?\"?QUOTED-PRINTABLE\"?[ \t]*(;|\Z)", re.IGNORECASE)
_QUOTED = re.compile(rb"(?:\"[^\"]*\"|[^:\"])*")
_HEADER = 2048

BEGIN, END, END_AND_BEGIN = "begin", "end", "end and begin"


def mark_of(line: bytes) -> str:
    """BEGIN, END, END_AND_BEGIN, or nothing."""
    if not line or line[0] not in _FIRST:
        return ""
    line = line.removeprefix(_BOM)
    if _BEGIN.match(line):
        return BEGIN
    ends = _END.match(line)
    if not ends:
        return ""
    return END_AND_BEGIN if ends[1] else END


def nesting(line: bytes) -> int:
    """By how much the depth of cards changes here."""
    mark = mark_of(line)
    return (mark == BEGIN) - (mark in (END, END_AND_BEGIN)) or int(begins_nested(line))


def is_folded(line: bytes) -> bool:
    """Whether the line goes on with the property before it."""
    return line[:1] in (b" ", b"\t")


def is_base64(line: bytes) -> bool:
    """Whether a property begins here that holds bytes."""
    return bool(_BASE64.search(_header(line)) or _DATA_URI.match(line[:_HEADER]))


def is_bare_base64(line: bytes) -> bool:
    """Whether the line may be more of such a property, though it is not folded."""
    return bool(_BARE_BASE64.match(line))


def is_quoted_printable(line: bytes) -> bool:
    """Whether a property begins here that may go on after a soft line break."""
    return bool(_QUOTED_PRINTABLE.search(_header(line)))


def may_hold_card(line: bytes) -> bool:
    """Whether another card may follow this line as the value of AGENT."""
    found = _AGENT.match(line[:_HEADER])
    return bool(found and not found[2])


def begins_nested(line: bytes) -> bool:
    """Whether another card begins on this very line, as the value of AGENT."""
    if not line.rstrip().endswith((b"VCARD", b"vcard", b"vCard", b"VCard")):
        return False
    found = _AGENT.match(line)
    return bool(found and found[2])


def _header(line: bytes) -> bytes:
    header = line[:_HEADER].partition(b":")[0]
    if b'"' not in header:
        return header
    quoted = _QUOTED.match(line[:_HEADER])
    return quoted[0] if quoted else header
