"""The form of a line of the sheet: whole on entry, cell by cell afterwards."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.deals.models import Deal
from carnet.forecasting.announced.groups import Group
from carnet.identity.visibility import Viewer
from carnet.web.fields import MoneyField
from carnet.web.forecast.announced.fields import AgentField, ClientField, CommentField, DueField

CELLS = ("agent", "client", "amount", "expected_close_on", "note")


class LineForm(forms.Form):
    """The cells of a line; of a line that is there already only those that were sent."""

    agent = AgentField(
        label=_("Agent"), error_messages={"required": _("Say who announces it. Example: a name of the group")}
    )
    client = ClientField(
        label=_("Client"), error_messages={"required": _("Say who buys. Example: Verrerie Lachaume")}
    )
    amount = MoneyField(
        label=_("Amount"), error_messages={"required": _("Say for how much. Example: 12,000.00")}
    )
    expected_close_on = DueField(
        label=_("Due"), error_messages={"required": _("Say by when. Example: 31/12/2026")}
    )
    note = CommentField()
    closed_on = DueField(
        label=_("Closed on"), error_messages={"required": _("Say when. Example: 20/11/2026")}
    )
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    def __init__(
        self, data: Any, *, viewer: Viewer, group: Group, today: date, record: Deal | None = None
    ) -> None:
        self.record = record
        super().__init__(data, initial=stored(record) if record else {})
        for name, field in self.fields.items():
            field.viewer, field.group, field.today = viewer, group, today  # type: ignore[attr-defined]
            if record is not None:
                # What was empty before, an import has left so, may stay empty.
                field.required = field.required and bool(self.initial.get(name))
        self._keep([*CELLS, "version"] if record is None else self._sent(data, record))

    def _keep(self, names: list[str]) -> None:
        self.fields = {name: self.fields[name] for name in names}

    def _sent(self, data: Any, record: Deal) -> list[str]:
        """The cells the request speaks of; an open line has no closed day."""
        names = [name for name in self.fields if name in data or f"{name}_text" in data]
        return [name for name in names if name != "closed_on" or not record.is_open]

    def values(self) -> dict[str, Any]:
        """What an action takes: on entry what was filled in, afterwards what was changed."""
        changed = self.changed_data if self.record is not None else [*self.fields]
        return {name: self.cleaned_data[name] for name in changed if name != "version"}

    @property
    def opens_client(self) -> str:
        """The name of the account that saving has added to the address book."""
        client = self.cleaned_data.get("client") if self.is_valid() else None
        return client if isinstance(client, str) else ""


def stored(deal: Deal) -> dict[str, Any]:
    """The values of a line by cell."""
    return {
        "agent": deal.agent,
        "client": deal.account,
        "amount": deal.closed_amount if deal.is_won else deal.amount,
        "expected_close_on": deal.expected_close_on,
        "note": deal.note,
        "closed_on": deal.closed_on,
    }
