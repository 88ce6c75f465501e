"""A file cut into cards, streaming: one card in memory, each with the line it begins on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import sentence
from carnet.interchange.vcard import bounds, marks
from carnet.interchange.vcard.lines import Line, Lines

_NO_END = _("the end of the card is missing.")
_NO_BEGIN = _("the beginning of the card is missing.")
_TOO_DEEP = _("too many cards are nested in the card.")
_TOO_LONG = sentence(_("the card holds more than {limit} KB of text."), limit=bounds.TEXT_BYTES // 1024)
_TOO_LARGE = sentence(
    _("the pictures of the card are larger than {limit} MB."), limit=bounds.INLINE_BYTES // 1024**2
)
_TELLING = re.compile(rb"([\w-]+\.)?(VERSION|FN|N|ORG|EMAIL|TEL)[;:]", re.IGNORECASE)


@dataclass(slots=True)
class RawCard:
    """The lines of one card, without its BEGIN and END, or why it is refused."""

    line: int
    has_begin: bool = True
    lines: list[Line] = field(default_factory=list)
    refusal: Message | None = None
    problems: list[Message] = field(default_factory=list)
    depth: int = 1
    _text: int = 0
    _inline: int = 0
    _in_base64: bool = False
    _before: bytes = b""

    @property
    def raw(self) -> bytes:
        """What is kept of it for people."""
        return b"\n".join(line.content for line in self.lines)

    @property
    def is_telling(self) -> bool:
        """Whether lines without a BEGIN are a card all the same."""
        return self.refusal is None and any(_TELLING.match(line.content) for line in self.lines)

    @property
    def is_begun_only(self) -> bool:
        """Whether a BEGIN now is its own once more."""
        return self.has_begin and not self._before

    def takes_nested(self) -> bool:
        """Whether a BEGIN now is that of a card in this card."""
        return self.has_begin and marks.may_hold_card(self._before)

    def keep(self, line: Line) -> None:
        """Take one more line, unless there are too many."""
        if line.content and not line.content.isspace():
            self._before = line.content
            if marks.begins_nested(line.content):
                self.open_nested()
        if self.refusal is None:
            self._measure(line)
        if self.refusal is None:
            self.lines.append(line)

    def open_nested(self) -> None:
        """One card deeper."""
        self.depth += 1
        if self.depth > bounds.DEPTH:
            self.refusal = _TOO_DEEP

    def _measure(self, line: Line) -> None:
        content = line.content
        if not marks.is_folded(content) and not (self._in_base64 and marks.is_bare_base64(content)):
            self._in_base64 = marks.is_base64(content)
        if self._in_base64:
            self._inline += len(content) + 1
        else:
            self._text += len(content) + 1
        if line.cut or self._inline > bounds.INLINE_BYTES or len(self.lines) == bounds.LINES:
            self.refusal = _TOO_LARGE if self._in_base64 else _TOO_LONG
        elif self._text > bounds.TEXT_BYTES:
            self.refusal = _TOO_LONG


def cards_in(lines: Lines) -> Iterator[RawCard]:
    """Every card, its nested ones inside; what stands between cards is passed over."""
    card = RawCard(1, has_begin=False)
    for line in lines:
        mark = marks.mark_of(line.content)
        if mark == marks.BEGIN and card.is_begun_only:
            continue
        if mark == marks.BEGIN and card.takes_nested():
            card.open_nested()
            card.keep(line)
        elif mark == marks.BEGIN:
            yield from _unended(card)
            card = RawCard(line.number)
        elif mark and card.depth > 1:
            card.depth -= 1
            card.keep(line)
        elif mark:
            yield from _ended(card)
            card = RawCard(line.number, has_begin=mark == marks.END_AND_BEGIN)
        else:
            _take(card, line)
        lines.skimming = card.refusal is not None
    yield from _unended(card)


def _take(card: RawCard, line: Line) -> None:
    if not card.has_begin and not card.lines:
        card.line = line.number
    card.keep(line)


def _ended(card: RawCard) -> Iterator[RawCard]:
    if not card.has_begin:
        if not card.is_telling:
            return
        card.problems.append(_NO_BEGIN)
    yield card


def _unended(card: RawCard) -> Iterator[RawCard]:
    if card.has_begin:
        card.problems.append(_NO_END)
        yield card
