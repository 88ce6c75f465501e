"""The CRM sales set as a base of linked records gives what its files give, and only once."""

from django.db.models import Sum

from carnet.deals.models import Deal, DealState
from carnet.directory.models import Account
from carnet.identity.models import Member, Team
from tests.interchange.airtable.whole_set import fill
from tests.interchange.importing import DATA, counts, needs_data


@needs_data
def test_the_whole_set_comes_in_once_with_the_figures_of_its_files(base, run):
    fill(base, DATA / "crm-sales-opportunities")
    assert counts(run()) == [(85, 0, 0, 0), (7, 0, 0, 0), (35, 0, 0, 0), (8800, 0, 0, 0)]
    won = Deal.objects.filter(stage_kind="won")
    assert (won.count(), won.aggregate(total=Sum("closed_amount"))["total"]) == (4238, 1_000_553_400)
    assert Deal.objects.filter(lines__product__name="GTX Pro").count() == 1480
    assert Deal.objects.filter(account=None).count() == 1425
    assert (Member.objects.filter(is_agent=True).count(), Team.objects.count()) == (35, 6)
    assert Account.objects.filter(parent__isnull=False).count() == 15
    assert DealState.objects.count() == 8800 + 6711
    assert counts(run()) == [(0, 0, 85, 0), (0, 0, 7, 0), (0, 0, 35, 0), (0, 0, 8800, 0)]
    assert len(base.asked) == 2 * (1 + 3 + 88)
