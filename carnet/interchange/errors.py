"""Refusals while reading, of a whole file or of one value: sentences, translated when they are shown."""

from pathlib import PurePath
from typing import cast

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid, Message


class UnreadableFile(Invalid):
    """A file that cannot be read, or no further than `line`."""

    def __init__(self, path: str | PurePath, message: Message, line: int | None = None) -> None:
        super().__init__(message)
        self.path = str(path)
        self.line = line

    def __str__(self) -> str:
        where = PurePath(self.path).name
        return str(_at_line(where, self.line, self.message) if self.line else _in_file(where, self.message))


class UnreadableValue(Invalid, ValueError):
    """A cell whose text is not what its column holds."""


def sentence(template: Message, **values: object) -> Promise:
    """A translated sentence with its {named} parts filled in, evaluated only when it is shown."""
    return format_lazy(cast("str", template), **values)


def _at_line(name: str, line: int, message: Message) -> Promise:
    return sentence(_("{name}, line {line}: {message}"), name=name, line=line, message=message)


def _in_file(name: str, message: Message) -> Promise:
    return sentence(_("{name}: {message}"), name=name, message=message)
