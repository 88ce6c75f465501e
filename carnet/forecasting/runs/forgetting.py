"""Forgetting the runs of the sample company: the one reason for which anything scored goes."""

from datetime import datetime

from django.db import transaction

from carnet.forecasting.models import AnalysisResult, Forecast, Score


def forget_runs(*, since: datetime) -> int:
    """Delete what was computed from that moment on, while the sample was there; how many runs."""
    runs = AnalysisResult.objects.filter(created_at__gte=since)
    with transaction.atomic():
        # In this order: the database lets no forecast go whose score is there.
        Score.objects.filter(forecast__result__in=runs).delete()
        Forecast.objects.filter(result__in=runs).delete()
        return runs.delete()[0]
