"""Activities."""

from carnet.api import kinds, references
from carnet.api.collection import Collection, owned_by_caller
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.api.filters import OF_ACCOUNT, OF_OWNER, WHERE_ACCOUNT
from carnet.deals import agenda, queries
from carnet.deals.models import ActivityKind, ActivityStatus, Direction, Nature
from carnet.interchange.records.deals import activity_json

FIELDS = (
    computed("id", kinds.Integer()),
    Field("kind", kinds.Choice(tuple(ActivityKind.values)), required=True),
    Field("direction", kinds.Choice(tuple(Direction.values))),
    Field("nature", kinds.Choice(tuple(Nature.values))),
    Field("subject", kinds.Text(), required=True),
    Field("status", kinds.Choice(tuple(ActivityStatus.values))),
    Field("starts_at", kinds.Moment()),
    Field("ends_at", kinds.Moment()),
    computed("done_at", kinds.Moment()),
    Field("account", references.ACCOUNT),
    Field("contact", references.CONTACT),
    Field("deal", references.DEAL),
    Field("owner", references.MEMBER),
    unlisted("note", kinds.Text()),
    CUSTOM,
    *STAMPS,
)

ACTIVITIES = Collection(
    name="activities",
    argument="activity",
    rows=queries.visible_activities,
    shown=activity_json,
    fields=FIELDS,
    filters=(*OF_OWNER, *OF_ACCOUNT, *WHERE_ACCOUNT),
    matching=queries.activities_matching,
    day="starts_at",
    create=agenda.create_activity,
    update=agenda.update_activity,
    delete=agenda.delete_activity,
    settle=owned_by_caller,
)
