"""What a cell of the sheet reads: a member of the group, a client new or known, a day written short."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.text import match_key
from carnet.directory.models import Account
from carnet.directory.queries import accounts_like, visible_accounts
from carnet.forecasting.announced.groups import Colleague, Group
from carnet.identity.queries import visible_members
from carnet.identity.visibility import Viewer
from carnet.web.fields import DayField, ReferenceWidget, WrittenField, differs

_SHORT_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]?")
LONGEST_NAME = 200


class Named(forms.Field):
    """A record by its id or its name; the form sets the viewer, the group and the day."""

    viewer: Viewer
    group: Group

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ReferenceWidget("members"), **options)

    def clean(self, value: Any) -> Any:
        """The record; the text decides where it no longer names the record of the id."""
        pk, text = (str(part or "").replace("\x00", "").strip() for part in (value or ["", ""]))
        if pk or text:
            return self.meant(int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0, text)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def meant(self, pk: int, text: str) -> Any:
        """What the id and the text stand for."""
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record is meant."""
        return differs(self, initial, data)


class AgentField(Named):
    """A member of the group: by name, by its beginning, by letters no one else's name holds."""

    def meant(self, pk: int, text: str) -> Any:
        """The only active member of the group it can be."""
        found = [one for one in self.group.members if one.id == pk and text in ("", one.name)]
        found = found or (like(self.group, text) if match_key(text) else [])
        if len(found) == 1:
            return visible_members(self.viewer).get(pk=found[0].id)
        if found:
            raise ValidationError(
                _("Several of the group match “%(text)s”: choose one of the list.") % {"text": text[:60]}
            )
        examples = ", ".join(one.name for one in self.group.active[:2])
        raise ValidationError(
            _("“%(text)s” is not in this group. Example: %(examples)s")
            % {"text": text[:60], "examples": examples or "–"}
        )


def like(group: Group, text: str) -> list[Colleague]:
    """The active members a text may stand for: of exactly this name, else beginning so, else holding it."""
    key = match_key(text)
    names = [(match_key(one.name), one) for one in group.active]
    same = [one for name, one in names if name == key]
    begun = [one for name, one in names if name.startswith(key)]
    return same or begun or [one for name, one in names if key in name]


class ClientField(Named):
    """An account one may see, or the name of a new one: punctuation, case and accents make no other name."""

    def meant(self, pk: int, text: str) -> Any:
        """The account, or the name to give to a new one."""
        known = visible_accounts(self.viewer).filter(pk=pk).first() if pk else None
        if known is not None and text in ("", known.name):
            return known
        if len(text) > LONGEST_NAME:
            raise ValidationError(_("At most %(most)s letters.") % {"most": LONGEST_NAME})
        return self._of_name(" ".join(text.split()))

    def _of_name(self, text: str) -> Account | str:
        found = list(accounts_like(self.viewer, text).order_by("pk")[:2])
        same = [account for account in found if account.name == text] or found
        if len(same) > 1:
            raise ValidationError(
                _("Several accounts are called “%(text)s”: choose one of the list.") % {"text": text[:60]}
            )
        return same[0] if same else text


class DueField(DayField):
    """A day as `DayField` reads it, or without its year: the one nearest to today."""

    today: date

    def to_python(self, value: Any) -> Any:
        """A date, or None for nothing."""
        text = str(WrittenField.to_python(self, value) or "")
        short = _SHORT_DAY.fullmatch(text.strip())
        return super().to_python(self._completed(short, text) if short else value)

    def _completed(self, short: re.Match[str], text: str) -> str:
        """The day with a year; unchanged where no year near holds it (30/02)."""
        days = []
        for year in (self.today.year - 1, self.today.year, self.today.year + 1):
            try:
                days.append(date(year, int(short[2]), int(short[1])))
            except ValueError:
                continue
        nearest = min(days, key=lambda day: abs(day - self.today), default=None)
        return nearest.isoformat() if nearest else text


class CommentField(forms.CharField):
    """A text of several lines, whatever the browser ends them with."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=100_000, required=False, label=gettext_lazy("Comment"), **options)

    def to_python(self, value: Any) -> str:
        """Lines ended as they are stored."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words differ."""
        return differs(self, initial or "", data)
