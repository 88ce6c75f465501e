"""Addresses of the forecasts."""

from django.urls import path

from carnet.web.forecast import pipeline

app_name = "forecast"
urlpatterns = [
    path("", pipeline.pipeline, name="pipeline"),
]
