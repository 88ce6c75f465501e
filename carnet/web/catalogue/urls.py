"""Addresses of products and stores."""

from django.urls import path

from carnet.web.catalogue import products, stores

app_name = "catalogue"
urlpatterns = [
    path("products/", products.product_list, name="product-list"),
    path("products/new/", products.product_new, name="product-new"),
    path("products/bulk/", products.product_bulk, name="product-bulk"),
    path("products/<int:pk>/", products.product, name="product"),
    path("products/<int:pk>/edit/", products.product_edit, name="product-edit"),
    path("products/<int:pk>/delete/", products.product_delete, name="product-delete"),
    path("products/<int:pk>/field/<slug:name>/", products.product_field, name="product-field"),
    path("stores/", stores.store_list, name="store-list"),
    path("stores/new/", stores.store_new, name="store-new"),
    path("stores/bulk/", stores.store_bulk, name="store-bulk"),
    path("stores/<int:pk>/", stores.store, name="store"),
    path("stores/<int:pk>/edit/", stores.store_edit, name="store-edit"),
    path("stores/<int:pk>/delete/", stores.store_delete, name="store-delete"),
    path("stores/<int:pk>/field/<slug:name>/", stores.store_field, name="store-field"),
]
