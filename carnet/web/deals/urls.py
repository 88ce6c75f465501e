"""Addresses of deals, the pipeline and activities."""

from django.urls import path

from carnet.web.deals import activities, board, closing, quick_log, ticking, views

app_name = "deals"
urlpatterns = [
    path("deals/", views.deal_list, name="deal-list"),
    path("deals/new/", views.deal_new, name="deal-new"),
    path("deals/bulk/", views.deal_bulk, name="deal-bulk"),
    path("deals/<int:pk>/", views.deal, name="deal"),
    path("deals/<int:pk>/edit/", views.deal_edit, name="deal-edit"),
    path("deals/<int:pk>/delete/", views.deal_delete, name="deal-delete"),
    path("deals/<int:pk>/field/<slug:name>/", views.deal_field, name="deal-field"),
    path("deals/<int:pk>/stage/", board.move, name="deal-stage"),
    path("deals/<int:pk>/closure/", closing.closure, name="deal-closure"),
    path("deals/<int:pk>/reopening/", closing.reopening, name="deal-reopening"),
    path("deals/<int:pk>/log/", quick_log.deal_log, name="deal-log"),
    path("pipeline/", board.pipeline, name="pipeline"),
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", activities.activity_new, name="activity-new"),
    path("activities/bulk/", activities.activity_bulk, name="activity-bulk"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/edit/", activities.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/delete/", activities.activity_delete, name="activity-delete"),
    path("activities/<int:pk>/field/<slug:name>/", activities.activity_field, name="activity-field"),
    path("activities/<int:pk>/completion/", ticking.completion, name="activity-completion"),
    path("activities/<int:pk>/completion/undo/", ticking.completion_undo, name="activity-completion-undo"),
    path("activities/<int:pk>/postponement/", ticking.postponement, name="activity-postponement"),
]
