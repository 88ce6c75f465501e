"""The list of accounts."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from carnet.directory import queries
from carnet.directory.models import AccountKind
from carnet.identity.visibility import Viewer
from carnet.metrics import directory as figures
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f


def _counted(count: int) -> str:
    return ngettext("%(count)s account", "%(count)s accounts", count) % {"count": c.grouped(count)}


def _sectors(viewer: Viewer) -> list[tuple[str, str]]:
    return [(sector, sector) for sector in queries.sectors(viewer)]


ACCOUNTS = ListPage(
    key="accounts",
    title=_("Accounts"),
    rows=queries.visible_accounts,
    matching=queries.accounts_matching,
    counted=_counted,
    sort="name",
    columns=(
        c.name_column("name", _("Name"), url="directory:account", shape="square", sort="match_key"),
        c.choice_column("kind", _("Kind"), sort="kind", hidden=True),
        c.text_column("sector", _("Sector"), sort="sector"),
        c.text_column("city", _("City"), sort="city"),
        c.text_column("region", _("Region"), sort="region", hidden=True),
        c.text_column("country", _("Country"), sort="country", hidden=True),
        c.text_column("email", _("E-mail"), hidden=True),
        c.text_column("phone", _("Phone"), hidden=True),
        c.number_column("contacts", _("Contacts"), value="contacts_count", css="minor"),
        c.number_column("open_deals", _("Open deals"), value="open_deals", css="minor"),
        c.money_column(
            "open_value",
            _("Open value"),
            sort="sort_open_value",
            annotation=figures.open_value_of_account,
            css="minor",
        ),
        c.money_column(
            "revenue",
            _("Revenue, 12 months"),
            sort="sort_revenue",
            annotation=lambda viewer: figures.revenue_of_account(viewer, timezone.localdate()),
            css="key",
        ),
        c.day_column(
            "last_exchange",
            _("Last exchange"),
            value="last_exchange_at",
            sort="sort_exchange",
            annotation=lambda viewer: figures.last_exchange_of(viewer, "account"),
        ),
        c.number_column("employees", _("Employees"), sort="employees", hidden=True, css="minor"),
        c.money_column(
            "annual_revenue", _("Annual revenue"), sort="annual_revenue", hidden=True, css="minor"
        ),
        c.link_column("parent", _("Parent company"), url="directory:account", hidden=True),
        c.words_column("tags", _("Tags"), hidden=True),
        c.text_column("source", _("Source"), sort="source", hidden=True),
        c.day_column("created", _("Created"), value="created_at", sort="created_at", hidden=True),
        c.person_column("owner", pgettext_lazy("record", "Owner"), sort="owner__name", css="minor"),
    ),
    filters=(
        f.ChoiceFilter("kind", _("Kind"), choices=lambda viewer: list(AccountKind.choices)),
        f.ChoiceFilter("sector", _("Sector"), choices=_sectors),
        f.TextFilter("city", _("City")),
        f.TextFilter("region", _("Region")),
        f.ReferenceFilter("owner", pgettext_lazy("record", "Owner"), kind="members"),
        f.ReferenceFilter("parent", _("Parent company"), kind="accounts"),
        f.WordFilter("tag", _("Tag"), path="tags"),
        f.AmountFilter("annual_revenue", _("Annual revenue")),
        f.MomentFilter("created", _("Created"), path="created_at"),
    ),
    enrich=figures.enrich_accounts,
    totals=figures.account_totals,
    new_url="directory:account-new",
    new_label=_("Account"),
    record_url="directory:account",
    edit_url="directory:account-edit",
    bulk_url="directory:account-bulk",
    amount="revenue",
    empty_reason=_("Accounts are the companies you work with. An import brings them all at once."),
)
