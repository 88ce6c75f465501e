"""Addresses of deals, the pipeline and activities."""

from django.urls import path

from carnet.web.deals import board, closing, quick_log, ticking
from carnet.web.deals.activity_list import ACTIVITIES
from carnet.web.deals.activity_record import activity_fact, activity_page
from carnet.web.deals.deal_list import DEALS
from carnet.web.deals.initial import initial_activity, initial_deal
from carnet.web.deals.record import deal_fact, deal_page
from carnet.web.deals.subjects import ACTIVITY, DEAL
from carnet.web.record_urls import RecordPages

app_name = "deals"
urlpatterns = [
    *RecordPages(DEAL, DEALS, deal_page, deal_fact, initial_deal, owner="agent").urls(),
    path("deals/<int:pk>/stage/", board.move, name="deal-stage"),
    path("deals/<int:pk>/closure/", closing.closure, name="deal-closure"),
    path("deals/<int:pk>/reopening/", closing.reopening, name="deal-reopening"),
    path("deals/<int:pk>/log/", quick_log.deal_log, name="deal-log"),
    path("pipeline/", board.pipeline, name="pipeline"),
    *RecordPages(ACTIVITY, ACTIVITIES, activity_page, activity_fact, initial_activity).urls(),
    path("activities/<int:pk>/completion/", ticking.completion, name="activity-completion"),
    path("activities/<int:pk>/completion/undo/", ticking.completion_undo, name="activity-completion-undo"),
    path("activities/<int:pk>/postponement/", ticking.postponement, name="activity-postponement"),
]
