"""Errors of the domain: each carries the HTTP status a face answers with, and the field concerned."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Message = str | Promise


class DomainError(Exception):
    """A refusal with a sentence for the reader; `field` names the input at fault, where one is."""

    status = 422

    def __init__(self, message: Message, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Invalid(DomainError):
    """The input breaks a rule; the neighbours of a refused row go on."""


class InvalidFields(Invalid):
    """Several fields are wrong at once: `errors` maps field to sentence."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        field, message = next(iter(errors.items()))
        super().__init__(message, field=field)
        self.errors = dict(errors)


class TooLarge(Invalid):
    """Amounts whose sum passes what 64 bits hold."""

    def __init__(self) -> None:
        super().__init__(_("These amounts are too large to be added up."))

    @staticmethod
    def is_told_by(error: Exception) -> bool:
        """Whether SQLite says so; PostgreSQL adds up without end."""
        return "integer overflow" in str(error)


class NotAllowed(DomainError):
    """The viewer may see the record but not do this."""

    status = 403

    def __init__(self, message: Message = _("Your role does not allow this."), *, field: str = "") -> None:
        super().__init__(message, field=field)


class NotFound(DomainError):
    """Not there, or not visible: the two must look alike."""

    status = 404

    def __init__(self, message: Message = _("Not found."), *, field: str = "") -> None:
        super().__init__(message, field=field)


class Conflict(DomainError):
    """A duplicate, or a record that others depend on."""

    status = 409


class StaleWrite(DomainError):
    """Someone else saved first; `current` is the record as it now stands."""

    status = 412

    def __init__(self, current: Any) -> None:
        super().__init__(_("This record was changed by someone else in the meantime."))
        self.current = current


class PreconditionRequired(DomainError):
    """The write did not say which version it starts from."""

    status = 428

    def __init__(self) -> None:
        super().__init__(_('Say which version you change: If-Match: "version".'))
