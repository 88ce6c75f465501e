"""Columns of our own: short lists of words, and documents that many rows bring at once."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
    _Json = models.JSONField[Any, Any]
else:
    _Text, _Json = models.TextField, models.JSONField


class WordsField(_Text):
    """A list of strings kept as lines between newlines ("\\nvip\\nlyon\\n"): LIKE finds a whole word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str]:
        """The words of a stored column."""
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        """A list, from a list or from stored text."""
        if isinstance(value, (list, tuple)):
            return list(value)
        return [word for word in (value or "").split("\n") if word]

    def get_prep_value(self, value: Any) -> str:
        """The stored text of a list; a string (a LIKE pattern) goes through."""
        if isinstance(value, str):
            return value
        words = [" ".join(str(word).split()) for word in value or []]
        return "".join(["\n", *(f"{word}\n" for word in words if word)]) if any(words) else ""


class DocumentField(_Json):
    """JSON of tables filled by the hundred thousand rows: an encoder wrote it, nobody parses it again.

    A check that calls a function also makes SQLite keep a copy of each page that a statement of many rows
    touches, which costs as much as the rows.
    """

    def db_check(self, connection: Any) -> None:
        """No check of the database's own."""
