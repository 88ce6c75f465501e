"""A column for short lists of words, readable in SQL and filterable alike on both engines."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


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
