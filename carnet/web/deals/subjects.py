"""Deals and activities as the machinery of records takes them."""

from django.utils.translation import gettext_lazy as _

from carnet.deals import actions, agenda, queries
from carnet.deals.restoring import restore_deal
from carnet.web.deals.activity_form import ActivityForm
from carnet.web.deals.forms import DealForm
from carnet.web.records import Subject

DEAL = Subject(
    name="deal",
    namespace="deals",
    plural="deals",
    title=_("Deal"),
    list_title=_("Deals"),
    new_title=_("New deal"),
    visible=queries.deal_rows,
    form=DealForm,
    create=actions.create_deal,
    update=actions.update_deal,
    delete=actions.delete_deal,
    restore=restore_deal,
)
ACTIVITY = Subject(
    name="activity",
    namespace="deals",
    plural="activities",
    title=_("Activity"),
    list_title=_("Activities"),
    new_title=_("New activity"),
    visible=queries.visible_activities,
    form=ActivityForm,
    create=agenda.create_activity,
    update=agenda.update_activity,
    delete=agenda.delete_activity,
    restore=agenda.restore_activity,
    shape="",
)
