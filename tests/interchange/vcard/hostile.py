"""Cards that mean harm, as bytes: each is to stand between two good cards."""

import random

MEGABYTE = 1_000_000


def card(body: bytes) -> bytes:
    """One card with this body."""
    return b"BEGIN:VCARD\nVERSION:3.0\n" + body + b"\nEND:VCARD\n"


def _deep(line: bytes, depth: int = 3000) -> bytes:
    return (b"BEGIN:VCARD\nVERSION:2.1\nFN:x\n" + line) * depth + b"END:VCARD\n" * depth


# Refused, each as one card.
REFUSED = {
    "3,000 agents in one another": _deep(b"AGENT:\n"),
    "3,000 agents on their lines": b"BEGIN:VCARD\nFN:x\n"
    + b"AGENT:BEGIN:VCARD\nFN:y\n" * 3000
    + b"END:VCARD\n" * 3001,
    "agents that never end": b"BEGIN:VCARD\nAGENT:\n" * 2999 + b"BEGIN:VCARD\nFN:x\n",
    "a line of a megabyte": card(b"NOTE:" + b"x" * MEGABYTE),
    "a line of twelve megabytes": card(b"NOTE:" + b"x" * 12 * MEGABYTE),
    "a folded line of 300 KB": card(b"NOTE:" + b"x\n " * 100_000),
    "ten megabytes of base64": card(b"FN:x\nPHOTO;ENCODING=b:" + b"QUFB" * 2_500_000),
    "ten megabytes of folded base64": card(
        b"FN:x\nPHOTO;ENCODING=b:\n" + (b" " + b"QUFB" * 18 + b"\n") * 137_000
    ),
    "160,000 lines of base64": card(b"FN:x\nPHOTO;ENCODING=b:\n" + b" A\n" * 160_000),
    "100,000 parameters": card(b"TEL" + b";X=1" * 100_000 + b":1"),
    "quoted-printable that never ends": card(b"FN:x\nNOTE;ENCODING=QUOTED-PRINTABLE:" + b"=41=\n" * 50_000),
    "a photo of a data URI": card(b"FN:x\nPHOTO:data:image/png;base64," + b"A" * 9 * MEGABYTE),
    "nothing but quotation marks": card(b'"' * 60_000),
    "equals signs without a colon": b"BEGIN:VCARD\nX;A=" + b"a=" * 30_000 + b"\nEND:VCARD\n",
    "dots without a colon": b"BEGIN:VCARD\n" + b"a." * 30_000 + b"\nEND:VCARD\n",
    "random bytes": b"BEGIN:VCARD\n" + random.Random(7).randbytes(200_000) + b"\nEND:VCARD\n",
}
# Read, whatever comes out of it.
READ = {
    "3,000 beginnings": b"BEGIN:VCARD\n" * 3000 + b"FN:x\n" + b"END:VCARD\n" * 3000,
    "3,000 beginnings and one end": b"BEGIN:VCARD\n" * 3000 + b"FN:x\nEND:VCARD\n",
    "10,000 parameters": card(b"FN:x\nTEL" + b";X=1" * 10_000 + b":1"),
    "10,000 open quotation marks": card(b"FN:x\nTEL" + b';X="a' * 10_000 + b":1"),
    "10,000 quoted values": card(b"FN:x\nTEL;X=" + b'"a",' * 10_000 + b'"":1'),
    "10,000 values cut by commas": card(b"FN:x\nTEL;X=" + b'"a,' * 15_000 + b":1"),
    "60,000 semicolons": card(b"FN:x\nN:" + b";" * 60_000),
    "60,000 backslashes": card(b"FN:x\nN:" + b"\\" * 60_000),
    "20,000 groups": card(b"\n".join(b"a%d.X-ABLABEL:b" % i for i in range(3000))),
    "nulls": card(b"FN:" + b"\0" * 50_000 + b"\nTEL:\0\0\0"),
    "lone surrogates": card(b"FN:" + b"\xed\xa0\x80" * 20_000),
    "broken UTF-8": card(b"FN:" + b"\xc3\xa9\xff" * 20_000),
    "200,000 blank lines": card(b"FN:x" + b"\n" * 200_000),
    "carriage returns": card(b"FN:x" + b"\r" * 60_000),
    "folds of nothing": card(b"FN:x\n" + b" \n" * 30_000),
    "carets": card(b"FN:x\nTEL;X=" + b"^" * 60_000 + b":1"),
    "colons": card(b"FN" + b":" * 60_000),
    "an entity": card(b'FN:x\nXML:<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    "a charset of 60,000 letters": card(b"FN;CHARSET=" + b"utf-8" * 12_000 + b":\xe9"),
    "photos of nothing": card(b"FN:x\n" + b"PHOTO;ENCODING=b:\n" * 3000),
}
# Many cards of their own.
MANY = {
    "10,000 empty cards": b"BEGIN:VCARD\nEND:VCARD\n" * 10_000,
    "3,000 cards without an end": b"BEGIN:VCARD\nFN:x\n" * 3000,
    "50,000 ends": b"END:VCARD\n" * 50_000,
    "10,000 cards without a beginning": b"FN:x\nEND:VCARD\n" * 10_000,
    "one card 5,000 times": card(b"FN:x") * 5_000,
    "a megabyte of nothing": b"\n" * MEGABYTE,
}
