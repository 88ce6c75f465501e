"""The 26 KPIs in words: a label, and the definition every number carries."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from carnet.metrics.dimensions import Label


class Words(NamedTuple):
    """How a number is called, and what it is in one sentence."""

    label: Label
    definition: Label


KPI_WORDS = {
    "total_products": Words(_("Products"), _("Number of products in the catalogue.")),
    "total_revenue": Words(_("Revenue"), _("Sum of the closed amounts of the deals won.")),
    "average_revenue_per_product": Words(
        _("Revenue per product sold"),
        _("Revenue divided by the number of products with at least one deal won."),
    ),
    "products_per_sector": Words(
        _("Products by sector"), _("Distinct products won in each sector, with the number of deals won.")
    ),
    "highest_revenue_agent": Words(_("Best agent"), _("The agent with the largest revenue.")),
    "total_sales": Words(_("Deals"), _("Number of deals, every stage.")),
    "average_revenue_per_sale": Words(
        _("Revenue per deal won"), _("Revenue divided by the number of deals won.")
    ),
    "total_revenue_per_sector": Words(_("Revenue by sector"), _("Revenue of each sector.")),
    "average_revenue_per_sector": Words(
        _("Revenue per deal won, by sector"), _("Each sector's revenue divided by its deals won.")
    ),
    "total_won_sales": Words(_("Deals won"), _("Number of deals won.")),
    "total_won_revenue": Words(_("Revenue won"), _("Sum of the closed amounts of the deals won.")),
    "total_engaging_sales": Words(_("Deals engaged"), _("Number of open deals being negotiated.")),
    "total_engaging_revenue": Words(
        _("Value engaged"), _("Sum of the values of the open deals being negotiated.")
    ),
    "total_lost_sales": Words(_("Deals lost"), _("Number of deals lost.")),
    "total_lost_revenue": Words(
        _("Value lost"), _("Sum of the values of the deals lost: what would have been earned.")
    ),
    "total_prospecting_sales": Words(_("Deals prospected"), _("Number of open deals not yet engaged.")),
    "total_prospecting_revenue": Words(
        _("Value prospected"), _("Sum of the values of the open deals not yet engaged.")
    ),
    "total_sales_per_office": Words(_("Deals by office"), _("Number of deals of each office, every stage.")),
    "total_revenue_per_office": Words(_("Revenue by office"), _("Revenue of each office.")),
    "average_revenue_per_office": Words(
        _("Revenue per deal won, by office"), _("Each office's revenue divided by its deals won.")
    ),
    "total_sales_per_agent": Words(_("Deals by agent"), _("Number of deals of each agent, every stage.")),
    "total_revenue_per_agent": Words(_("Revenue by agent"), _("Revenue of each agent.")),
    "average_revenue_per_agent": Words(
        _("Revenue per deal won, by agent"), _("Each agent's revenue divided by their deals won.")
    ),
    "total_sales_per_manager": Words(
        _("Deals by manager"), _("Number of deals of each manager's agents, every stage.")
    ),
    "total_revenue_per_manager": Words(_("Revenue by manager"), _("Revenue of each manager's agents.")),
    "average_revenue_per_manager": Words(
        _("Revenue per deal won, by manager"), _("Each manager's revenue divided by their deals won.")
    ),
}
