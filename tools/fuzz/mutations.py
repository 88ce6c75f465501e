"""Changes to a good file that a careless writer, a broken line or an enemy could have made."""

import random
from collections.abc import Callable, Sequence

Change = Callable[[random.Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]
LARGEST = 200_000
_ENDS = (b"\n", b"\r", b"\r\n", b"\r\r\n", b"\n\n", b"")


def changed(rng: random.Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """One of the seeds after up to six changes."""
    content = rng.choice(seeds)
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 6))):
        content = rng.choice(_CHANGES)(rng, content, seeds, tokens)[:LARGEST]
    return content


def _span(rng: random.Random, content: bytes) -> tuple[int, int]:
    """A place and a little after it."""
    start = rng.randint(0, len(content))
    return start, min(len(content), start + int(rng.expovariate(1 / 30)))


def _times(content: bytes, count: int) -> bytes:
    """The content so many times, as far as an input may be long."""
    return content * min(count, LARGEST // (len(content) or 1))


def _flip(rng: random.Random, content: bytes, *_: object) -> bytes:
    changed = bytearray(content)
    for _i in range(rng.choice((1, 1, 3, 20))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.choice(
                (0, 10, 13, 32, 34, 58, 59, 61, rng.randrange(256))
            )
    return bytes(changed)


def _delete(rng: random.Random, content: bytes, *_: object) -> bytes:
    start, end = _span(rng, content)
    return content[:start] + content[end:]


def _truncate(rng: random.Random, content: bytes, *_: object) -> bytes:
    return content[: rng.randint(0, len(content))]


def _insert(rng: random.Random, content: bytes, _seeds: object, tokens: Sequence[bytes]) -> bytes:
    start, _end = _span(rng, content)
    return content[:start] + rng.choice(tokens) * rng.choice((1, 1, 1, 2, 50)) + content[start:]


def _insert_bytes(rng: random.Random, content: bytes, *_: object) -> bytes:
    start, _end = _span(rng, content)
    return content[:start] + rng.randbytes(rng.choice((1, 3, 40))) + content[start:]


def _repeat(rng: random.Random, content: bytes, *_: object) -> bytes:
    start, end = _span(rng, content)
    return content[:end] + _times(content[start:end], rng.choice((1, 3, 30, 3000))) + content[end:]


def _splice(rng: random.Random, content: bytes, seeds: Sequence[bytes], _tokens: object) -> bytes:
    other = rng.choice(seeds)
    return content[: rng.randint(0, len(content))] + other[rng.randint(0, len(other)) :]


def _join(rng: random.Random, content: bytes, seeds: Sequence[bytes], _tokens: object) -> bytes:
    return content + rng.choice(_ENDS) + rng.choice(seeds)


def _shuffle_lines(rng: random.Random, content: bytes, *_: object) -> bytes:
    lines = content.splitlines(keepends=True)
    for _i in range(min(len(lines), 4)):
        first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def _double_line(rng: random.Random, content: bytes, *_: object) -> bytes:
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    chosen = rng.randrange(len(lines))
    return b"".join(
        (*lines[: chosen + 1], _times(lines[chosen], rng.choice((1, 2, 100, 4000))), *lines[chosen + 1 :])
    )


def _line_ends(rng: random.Random, content: bytes, *_: object) -> bytes:
    return rng.choice(_ENDS).join(content.splitlines())


def _reencode(rng: random.Random, content: bytes, *_: object) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        rng.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "utf-8-sig")), "replace"
    )


_CHANGES: tuple[Change, ...] = (
    _flip,
    _delete,
    _truncate,
    _insert,
    _insert,
    _insert_bytes,
    _repeat,
    _splice,
    _join,
    _shuffle_lines,
    _double_line,
    _line_ends,
    _reencode,
)
