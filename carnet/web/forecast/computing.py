"""Computing a forecast again on request."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.forecasting.runs.pipeline import recompute_pipeline
from carnet.web import pages
from carnet.web.forecast.asked import asked
from carnet.web.middleware import PageRequest


@require_POST
@pages.writing
def computation(request: PageRequest) -> HttpResponse:
    """Compute a period's forecast from the data as they are; the same data are not computed twice."""
    today = timezone.localdate()
    view = asked(request.POST.dict(), today)
    run = recompute_pipeline(from_on=view.from_on, until_on=view.until_on, as_of=today, now=timezone.now())
    if run is None:
        pages.complain(request, _("There is no deal to forecast from yet."))
    return pages.go(request, reverse("forecast:pipeline") + view.address())
