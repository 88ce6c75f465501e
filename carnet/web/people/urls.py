"""Addresses of the settings."""

from django.urls import URLPattern, path

from carnet.web.people import archive, custom_fields, own, structure, users

app_name = "people"


def _pages_of(kind: str, plural: str) -> list[URLPattern]:
    """New, edit (which is the record's own page) and delete."""
    return [
        path(f"{plural}/new/", structure.new, {"kind": kind}, name=f"{kind}-new"),
        path(f"{plural}/<int:pk>/", structure.edit, {"kind": kind}, name=kind),
        path(f"{plural}/<int:pk>/edit/", structure.edit, {"kind": kind}, name=f"{kind}-edit"),
        path(f"{plural}/<int:pk>/delete/", structure.delete, {"kind": kind}, name=f"{kind}-delete"),
    ]


urlpatterns = [
    path("", users.user_list, name="user-list"),
    path("people/", users.user_list, name="member-list"),
    path("people/new/", users.user_new, name="user-new"),
    path("people/<int:pk>/", users.user_edit, name="user-edit"),
    path("people/<int:pk>/password/", users.user_password, name="user-password"),
    path("company/", structure.company, name="company"),
    path("archive/", archive.archive, name="archive"),
    path("teams/", structure.team_list, name="team-list"),
    path("offices/", structure.office_list, name="office-list"),
    path("stages/", structure.stage_list, name="stage-list"),
    *_pages_of("team", "teams"),
    *_pages_of("office", "offices"),
    *_pages_of("member", "agents"),
    *_pages_of("stage", "stages"),
    path("fields/", custom_fields.field_list, name="field-list"),
    path("fields/<slug:kind>/new/", custom_fields.field_new, name="field-new"),
    path("fields/<int:pk>/edit/", custom_fields.field_edit, name="field-edit"),
    path("fields/<int:pk>/delete/", custom_fields.field_delete, name="field-delete"),
    path("fields/<int:pk>/position/", custom_fields.field_position, name="field-position"),
    path("tokens/", own.token_list, name="token-list"),
    path("tokens/<int:pk>/revocation/", own.token_revoke, name="token-revocation"),
    path("profile/", own.profile, name="profile"),
    path("password/", own.password, name="password"),
]
