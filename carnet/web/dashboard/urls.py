"""Addresses of the dashboard."""

from django.urls import path

from carnet.web.dashboard import views

app_name = "dashboard"
urlpatterns = [path("", views.dashboard, name="dashboard")]
