"""Read import jobs: each is seen by its uploader alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from supervision import clock
from supervision.exchange.enums import ImportState
from supervision.exchange.models import ImportJob

KEPT_FOR = dt.timedelta(hours=24)


def jobs_of(user: Any) -> QuerySet[ImportJob]:
    """Return the jobs the user uploaded, newest first."""
    return ImportJob.objects.filter(created_by=user).order_by("-created_at", "id")


def jobs_to_expire() -> QuerySet[ImportJob]:
    """Return the jobs whose file has been kept long enough."""
    return ImportJob.objects.filter(
        state__in=[ImportState.CHECKED, ImportState.REFUSED],
        created_at__lt=clock.now() - KEPT_FOR,
    ).order_by("created_at")
