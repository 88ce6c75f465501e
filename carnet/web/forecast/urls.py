"""Addresses of the forecasts."""

from django.urls import path

from carnet.web.forecast import computing, pipeline
from carnet.web.forecast.announced import changing, report, sheet
from carnet.web.forecast.daily import views as days
from carnet.web.forecast.quotas import views as quotas
from carnet.web.forecast.track_record import views as record

app_name = "forecast"
urlpatterns = [
    path("", pipeline.pipeline, name="pipeline"),
    path("computation/", computing.computation, name="computation"),
    path("announced/", sheet.sheet, name="announced"),
    path("announced/report/", report.report, name="announced-report"),
    path("announced/report/deals/", report.deals, name="announced-deals"),
    path("announced/report/computation/", report.computation, name="announced-computation"),
    path("announced/agents/", changing.agents, name="announced-agents"),
    path("announced/lines/", changing.announcement, name="announced-lines"),
    path("announced/lines/<int:pk>/", changing.line, name="announced-line"),
    path("announced/lines/<int:pk>/closure/", changing.closure, name="announced-closure"),
    path("announced/lines/<int:pk>/removal/", changing.removal, name="announced-removal"),
    path("track-record/", record.record, name="track-record"),
    path("track-record/forecasts/", record.forecast_list, name="track-record-list"),
    path("daily/", days.daily, name="daily"),
    path("quotas/", quotas.quota_list, name="quota-list"),
    path("quotas/sheet/", quotas.quota_sheet, name="quota-sheet"),
    path("quotas/commitment/", quotas.commitment, name="commitment"),
]
