"""Offices, teams, agents and stages as the machinery of records takes them."""

from django.utils.translation import gettext_lazy as _

from carnet.deals import pipelines
from carnet.deals import queries as deals
from carnet.identity import actions, queries
from carnet.web.people.forms import MemberForm, OfficeForm, StageForm, TeamForm
from carnet.web.records import Subject

OFFICE = Subject(
    name="office",
    namespace="people",
    plural="offices",
    title=_("Office"),
    list_title=_("Offices"),
    new_title=_("New office"),
    visible=queries.visible_offices,
    form=OfficeForm,
    create=lambda values, actor: actions.create_office(**values, actor=actor),
    update=actions.update_office,
    delete=actions.delete_office,
)
TEAM = Subject(
    name="team",
    namespace="people",
    plural="teams",
    title=_("Team"),
    list_title=_("Teams"),
    new_title=_("New team"),
    visible=queries.visible_teams,
    form=TeamForm,
    create=lambda values, actor: actions.create_team(**values, actor=actor),
    update=actions.update_team,
    delete=actions.delete_team,
)
MEMBER = Subject(
    name="member",
    namespace="people",
    plural="members",
    title=_("Agent"),
    list_title=_("Team and roles"),
    new_title=_("New agent"),
    visible=queries.visible_members,
    form=MemberForm,
    create=actions.create_member,
    update=actions.update_member,
    delete=actions.delete_member,
    shape="",
)
STAGE = Subject(
    name="stage",
    namespace="people",
    plural="stages",
    title=_("Stage"),
    list_title=_("Stages"),
    new_title=_("New stage"),
    visible=deals.visible_stages,
    form=StageForm,
    create=lambda values, actor: pipelines.create_stage(
        values={"pipeline": deals.default_stage().pipeline, **values}, actor=actor
    ),
    update=pipelines.update_stage,
    delete=pipelines.delete_stage,
)
