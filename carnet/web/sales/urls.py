"""Addresses of sales."""

from carnet.web.record_urls import RecordPages
from carnet.web.sales.sale_list import SALES
from carnet.web.sales.sale_record import sale_fact, sale_page
from carnet.web.sales.subjects import SALE

app_name = "sales"
urlpatterns = RecordPages(SALE, SALES, sale_page, sale_fact).urls()
