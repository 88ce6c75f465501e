"""Loading accounts: matched by name, parents by name too, wherever they stand in the file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.directory import actions
from carnet.directory.models import Account
from carnet.interchange.cells import Values
from carnet.interchange.errors import sentence
from carnet.interchange.loading.scene import Loading, Scene, by_name, insert_named, name_key, union
from carnet.interchange.spelling import likely_country, likely_sector
from carnet.journal.models import Editable


def _prepare(values: Values, scene: Scene) -> Values:
    if not values.get("name"):
        raise scene.refuse("name", _("An account needs a name."))
    if "owner" in values:
        values["owner"] = scene.known("owner", values["owner"])
    for name, suggest in (("sector", likely_sector), ("country", likely_country)):
        if (text := values.get(name)) and (better := suggest(text)):
            scene.warn(
                name,
                sentence(_("“{value}” is probably “{better}”; kept as it is."), value=text, better=better),
            )
    return values


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    return by_name("account", [values["name"] for values in many], scene)


def _build(values: Values, scene: Scene) -> Editable:
    parent = values.pop("parent", "")
    above = scene.find("parent", parent) if parent else None
    account = actions.new_account({**values, "parent": above})
    if parent and above:
        values["parent"] = parent
    elif parent:
        scene.deferred.append((scene.line, account, {"parent": parent}))
    if (account.city or account.postal_code) and not account.region and not account.country:
        scene.warn("city", sentence(_("“{city}” lies in no one region; left empty."), city=account.city))
    return account


def _current(record: Editable, name: str) -> Any:
    assert isinstance(record, Account)  # noqa: S101 - the engine hands back what `_known` found
    if name == "parent":
        return record.parent.name if record.parent else ""
    return getattr(record, name)


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Account)  # noqa: S101
    changed = {name: value for name, value in values.items() if name != "parent"}
    if "tags" in changed:
        changed["tags"] = union(record.tags, changed["tags"])
    if changed:
        actions.update_account(account=record, values=changed, actor=scene.actor)
    if "parent" in values:
        _put_below(record, values["parent"], scene)


def _put_below(account: Account, parent: str, scene: Scene) -> None:
    above = scene.account("parent", parent)
    if above.pk != account.pk:
        actions.update_account(account=account, values={"parent": above}, actor=scene.actor)


ACCOUNTS = Loading(
    kind="directory.account",
    model=Account,
    prepare=_prepare,
    key=name_key,
    known=_known,
    build=_build,
    current=_current,
    apply=_apply,
    store=insert_named("account"),
    references=("owner", "parent"),
)
