"""Loading activities: known again by what they say of themselves."""

import hashlib

from django.utils.translation import gettext_lazy as _

from carnet.deals import agenda
from carnet.deals.models import Activity, ActivityKind, ActivityStatus
from carnet.interchange.cells import Values, canonical
from carnet.interchange.loading.scene import Loading, Scene, attribute, insert
from carnet.journal.models import Editable

_CONTENT = ("kind", "subject", "starts_at", "account", "contact", "deal")


def _prepare(values: Values, scene: Scene) -> Values:
    values.setdefault("kind", ActivityKind.TASK.value)
    values.setdefault("subject", str(ActivityKind(values["kind"]).label))
    for name in ("owner", "deal"):
        if name in values:
            values[name] = scene.known(name, values[name])
    if "account" in values:
        values["account"] = scene.account("account", values["account"])
    if "contact" in values:
        values |= scene.contact(values.pop("contact"), values.get("account"))
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    if starts_at and ends_at and ends_at < starts_at:
        raise scene.refuse("ends_at", _("An activity ends after it starts."))
    if "status" not in values and starts_at is not None and starts_at < scene.actor.at:
        values["status"] = ActivityStatus.DONE.value
    told = "|".join(str(canonical(values.get(name))) for name in _CONTENT)
    digest = hashlib.sha256(told.encode()).digest()
    values["import_key"] = f"{digest[:24].hex()}-{scene.occurrence(digest)}"
    return values


def _key(values: Values, scene: Scene) -> bytes:
    return str(values["import_key"]).encode()


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    """By the key an import gave, else one entered by hand that says the same."""
    keys = [values["import_key"] for values in many]
    found = {activity.import_key: activity for activity in Activity.objects.filter(import_key__in=keys)}
    unmatched = [values for values in many if values["import_key"] not in found]
    by_hand = _by_content(unmatched, scene) if unmatched else {}
    return [found.get(key) or by_hand.get(key) for key in keys]


def _by_content(many: list[Values], scene: Scene) -> dict[str, Activity]:
    subjects = {values["subject"] for values in many}
    free: dict[tuple[object, ...], list[Activity]] = {}
    related = Activity.objects.select_related("account", "contact", "deal")
    for activity in related.filter(subject__in=subjects).order_by("-pk"):
        if activity.pk not in scene.taken:
            free.setdefault(_content({name: getattr(activity, name) for name in _CONTENT}), []).append(
                activity
            )
    found = {}
    for values in many:
        if equals := free.get(_content(values)):
            found[values["import_key"]] = equals.pop()
    return found


def _content(values: Values) -> tuple[object, ...]:
    return tuple(str(canonical(values.get(name))) for name in _CONTENT)


def _build(values: Values, scene: Scene) -> Editable:
    return agenda.new_activity(values, at=scene.actor.at)


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Activity)  # noqa: S101 - the engine hands back what `_known` found
    agenda.update_activity(activity=record, values=values, actor=scene.actor)


ACTIVITIES = Loading(
    kind="deals.activity",
    model=Activity,
    prepare=_prepare,
    key=_key,
    known=_known,
    build=_build,
    current=attribute,
    apply=_apply,
    store=insert,
    references=("owner", "deal", "account", "contact"),
)
