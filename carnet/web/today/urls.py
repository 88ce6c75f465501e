"""Addresses of Today."""

from django.urls import path

from carnet.web.today import views

app_name = "today"
urlpatterns = [path("", views.today, name="today")]
