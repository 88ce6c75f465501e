"""Addresses of sales."""

from django.urls import path

from carnet.web.sales import views

app_name = "sales"
urlpatterns = [
    path("", views.sale_list, name="sale-list"),
    path("new/", views.sale_new, name="sale-new"),
    path("bulk/", views.sale_bulk, name="sale-bulk"),
    path("<int:pk>/", views.sale, name="sale"),
    path("<int:pk>/edit/", views.sale_edit, name="sale-edit"),
    path("<int:pk>/delete/", views.sale_delete, name="sale-delete"),
    path("<int:pk>/field/<slug:name>/", views.sale_field, name="sale-field"),
]
