"""Loading activities: known again by what they say of themselves."""

from django.utils.translation import gettext_lazy as _

from carnet.deals import agenda
from carnet.deals.models import Activity, ActivityKind, ActivityStatus
from carnet.interchange.cells import Values, canonical
from carnet.interchange.loading.alike import Statement, by_import_key, import_key, paired, row_key
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
    return {**values, "import_key": import_key(values, _CONTENT, scene)}


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    return by_import_key(Activity, many, scene, _by_content)


def _by_content(many: list[Values], scene: Scene) -> dict[str, Editable]:
    subjects = {values["subject"] for values in many}
    related = Activity.objects.select_related("account", "contact", "deal")
    rows = related.filter(subject__in=subjects).order_by("-pk")
    return paired(many, rows, scene, statement=_content, statements=_statements)


def _statements(activity: Activity) -> list[Statement]:
    return [_content({name: getattr(activity, name) for name in _CONTENT})]


def _content(values: Values) -> Statement:
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
    key=row_key,
    known=_known,
    build=_build,
    current=attribute,
    apply=_apply,
    store=insert,
    references=("owner", "deal", "account", "contact"),
)
