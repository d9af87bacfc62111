"""Read jobs, each seen by its owner alone, and the record of what was taken out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q, QuerySet

from supervision import clock
from supervision.exchange import exporters, importers
from supervision.exchange.enums import ExportState, ImportState
from supervision.exchange.models import ExportDownload, ExportJob, ExportRecord, ImportJob
from supervision.exchange.permissions import READ_RECORDS
from supervision.exchange.workflow import EXPORT_AT_WORK, IMPORT_AT_WORK, IMPORT_UNDER_WAY

KEPT_FOR = dt.timedelta(hours=24)
#: A worker gives a sign every half second; a message may lie in the queue for longer.
SILENT_AFTER = dt.timedelta(seconds=90)
UNQUEUED_AFTER = dt.timedelta(minutes=15)


def jobs_of(user: Any) -> QuerySet[ImportJob]:
    """Return the imports of the user, newest first."""
    return ImportJob.objects.filter(created_by=user).order_by("-created_at", "id")


def jobs_open_to(user: Any) -> QuerySet[ImportJob]:
    """Return the user's imports of the kinds that its posts still allow: those with a page."""
    allowed = [each.code for each in importers.everything() if user.can(each.permission)]
    return jobs_of(user).filter(importer__in=allowed)


def exports_open_to(user: Any) -> QuerySet[ExportJob]:
    """Return the exports whose page the user can open: own ones of a kind still allowed."""
    allowed = [entry.code for entry in exporters.everything() if user.can(entry.permission)]
    return exports_of(user).filter(exporter__in=allowed)


def exports_of(user: Any) -> QuerySet[ExportJob]:
    """Return the exports of the user, newest first."""
    found = ExportJob.objects.filter(created_by=user).select_related("record")
    return found.order_by("-created_at", "-id")


def import_under_way(user: Any, code: str, digest: str) -> ImportJob | None:
    """Return the user's job on the same file that has not come to an end."""
    return ImportJob.objects.filter(
        created_by=user, importer=code, sha256=digest, state__in=IMPORT_UNDER_WAY
    ).first()


def export_at_work(user: Any, code: str, query: str) -> ExportJob | None:
    """Return the user's export of the same rows that is still being written."""
    return ExportJob.objects.filter(
        created_by=user, exporter=code, query=query, state__in=EXPORT_AT_WORK
    ).first()


def export_records() -> QuerySet[ExportRecord]:
    """Return the whole record of exports, newest first."""
    found = ExportRecord.objects.annotate(download_count=Count("downloads"))
    return found.order_by("-at", "-id")


def export_records_open_to(user: Any) -> QuerySet[ExportRecord]:
    """Return the record of exports to who may read it, and nothing to others."""
    found = export_records()
    return found if user.can(READ_RECORDS) else found.none()


def downloads_of(record: ExportRecord) -> QuerySet[ExportDownload]:
    """Return each time the file was fetched, the first one first."""
    return record.downloads.select_related("actor").order_by("at", "id")


def imports_to_expire() -> QuerySet[ImportJob]:
    """Return the imports whose file has been kept long enough."""
    return ImportJob.objects.filter(
        state__in=[ImportState.WAITING, ImportState.REFUSED],
        created_at__lt=clock.now() - KEPT_FOR,
    ).order_by("created_at")


def exports_to_expire() -> QuerySet[ExportJob]:
    """Return the exports whose file has been kept long enough."""
    return ExportJob.objects.filter(
        state=ExportState.READY, ready_at__lt=clock.now() - KEPT_FOR
    ).order_by("created_at")


def files_of_imports() -> set[tuple[str, str]]:
    """Return name and suffix of each file that an import still needs."""
    needed = {
        ".upload": IMPORT_AT_WORK | {ImportState.WAITING},
        ".marked": {ImportState.REFUSED},
        ".part": IMPORT_AT_WORK | {ImportState.REFUSED},
    }
    return {
        (str(pk), suffix)
        for suffix, states in needed.items()
        for pk in ImportJob.objects.filter(state__in=states).values_list("pk", flat=True)
    }


def files_of_exports() -> set[tuple[str, str]]:
    """Return name and suffix of each file that an export still needs."""
    needed = {
        ".xlsx": EXPORT_AT_WORK | {ExportState.READY},
        ".part": EXPORT_AT_WORK,
    }
    return {
        (str(pk), suffix)
        for suffix, states in needed.items()
        for pk in ExportJob.objects.filter(state__in=states).values_list("pk", flat=True)
    }


def silent_imports() -> QuerySet[ImportJob]:
    """Return the imports that a worker should be at and none has spoken of for a while."""
    return ImportJob.objects.filter(_silent(), state__in=IMPORT_AT_WORK).order_by("created_at")


def silent_exports() -> QuerySet[ExportJob]:
    """Return the exports that a worker should be at and none has spoken of for a while."""
    return ExportJob.objects.filter(_silent(), state__in=EXPORT_AT_WORK).order_by("created_at")


def _silent() -> Q:
    now = clock.real_now()
    # A sign from the future was given before the clock was set back.
    ahead = Q(beat_at__gt=now + SILENT_AFTER)
    never = Q(beat_at__isnull=True) & Q(created_at__lt=clock.now() - SILENT_AFTER)
    in_queue = Q(attempts=0, beat_at__lt=now - UNQUEUED_AFTER)
    return ahead | never | in_queue | Q(attempts__gt=0, beat_at__lt=now - SILENT_AFTER)
