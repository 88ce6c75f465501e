"""Filters that several collections share: by the people behind an owner, by the account."""

from carnet.api import kinds, references
from carnet.api.fields import computed

OF_OWNER = (
    computed("agent", references.MEMBER, "owner"),
    computed("manager", references.MEMBER, "owner__team__head"),
    computed("team", references.TEAM, "owner__team"),
    computed("office", references.OFFICE, "owner__team__office"),
)
OF_ACCOUNT = (
    computed("sector", kinds.Text(), "account__sector"),
    computed("account_kind", kinds.Text(), "account__kind"),
    computed("account_country", kinds.Text(), "account__country"),
)
WHERE_ACCOUNT = (
    computed("region", kinds.Text(), "account__region"),
    computed("city", kinds.Text(), "account__city"),
)
