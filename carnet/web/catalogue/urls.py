"""Addresses of products and stores."""

from carnet.web.catalogue.product_list import PRODUCTS
from carnet.web.catalogue.product_record import product_fact, product_page
from carnet.web.catalogue.store_list import STORES
from carnet.web.catalogue.store_record import store_fact, store_page
from carnet.web.catalogue.subjects import PRODUCT, STORE
from carnet.web.record_urls import RecordPages

app_name = "catalogue"
urlpatterns = [
    *RecordPages(PRODUCT, PRODUCTS, product_page, product_fact).urls(),
    *RecordPages(STORE, STORES, store_page, store_fact).urls(),
]
