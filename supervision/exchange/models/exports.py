"""The export job, and the record of what was taken out by whom, when, and for what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import ExportState, Failure
from supervision.exchange.models.walls import only_legal_moves
from supervision.exchange.workflow import EXPORT_AT_WORK, EXPORT_MOVES
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

FINISHED = (ExportState.READY, ExportState.EXPIRED)


class ExportJob(models.Model):
    """One table being taken out; its file is kept privately until it expires."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "exporter": DataClass.INTERNAL,
        "query": DataClass.INTERNAL,
        "purpose": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "failure": DataClass.INTERNAL,
        "total_rows": DataClass.INTERNAL,
        "done_rows": DataClass.INTERNAL,
        "beat_at": DataClass.INTERNAL,
        "attempts": DataClass.INTERNAL,
        "language": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
        "created_by": DataClass.PERSONAL,
        "created_at": DataClass.INTERNAL,
        "ready_at": DataClass.INTERNAL,
    }

    exporter = models.CharField(_("kind of export"), max_length=80)
    query = models.TextField(_("query string of the list"), blank=True)
    purpose = models.CharField(_("purpose"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState, default=ExportState.QUEUED
    )
    failure = models.CharField(_("why it broke off"), max_length=12, choices=Failure, blank=True)
    total_rows = models.PositiveIntegerField(_("rows to do"), default=0)
    done_rows = models.PositiveIntegerField(_("rows done"), default=0)
    beat_at = models.DateTimeField(_("last sign of the worker"), null=True)
    attempts = models.PositiveSmallIntegerField(_("starts"), default=0)
    language = models.CharField(_("language"), max_length=10, blank=True)
    ip = models.CharField(_("address"), max_length=45, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="export_jobs",
        verbose_name=_("asked by"),
    )
    created_at = models.DateTimeField(_("asked at"))
    ready_at = models.DateTimeField(_("ready at"), null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            models.Index(fields=["created_by", "-created_at"], name="export_by_user"),
            models.Index(fields=["state", "created_at"], name="export_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, ready_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(ready_at__isnull=True)),
                name="export_ready_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(state=ExportState.FAILED) & ~Q(failure=""))
                | (~Q(state=ExportState.FAILED) & Q(failure="")),
                name="export_failed_says_why",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="export_has_purpose"),
            models.UniqueConstraint(
                "created_by",
                "exporter",
                MD5("query"),
                condition=Q(state__in=sorted(EXPORT_AT_WORK)),
                name="export_once_at_work",
            ),
        ]
        triggers = only_legal_moves(EXPORT_MOVES)

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the job's page."""
        return reverse("exchange:export_job", args=[self.pk])

    @property
    def number(self) -> str:
        """Return the number that stands on every sheet and in the record."""
        return f"DC{self.created_at:%Y}-{self.pk:06d}"

    @property
    def is_at_work(self) -> bool:
        """Tell whether a worker is at it, or should be; until then it can be cancelled."""
        return self.state in EXPORT_AT_WORK


class ExportRecord(models.Model):
    """One finished export: what an inspector asks for afterwards. Never changed, never deleted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "job": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "exporter": DataClass.INTERNAL,
        "label": DataClass.INTERNAL,
        "filter_words": DataClass.INTERNAL,
        "filter_data": DataClass.INTERNAL,
        "columns": DataClass.INTERNAL,
        "purpose": DataClass.INTERNAL,
        "row_count": DataClass.INTERNAL,
        "size": DataClass.INTERNAL,
        "sha256": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
        "actor": DataClass.PERSONAL,
        "actor_name": DataClass.PERSONAL,
        "unit_name": DataClass.INTERNAL,
        "at": DataClass.INTERNAL,
    }

    job = models.OneToOneField(
        ExportJob, on_delete=models.PROTECT, related_name="record", verbose_name=_("export")
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    exporter = models.CharField(_("kind of export"), max_length=80)
    label = models.CharField(_("table"), max_length=100)
    filter_words = models.TextField(_("filter"))
    filter_data = models.JSONField(_("filter as data"))
    columns = models.JSONField(_("columns"))
    purpose = models.CharField(_("purpose"), max_length=200)
    row_count = models.PositiveIntegerField(_("rows"))
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64)
    ip = models.CharField(_("address"), max_length=45, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="export_records",
        verbose_name=_("exported by"),
    )
    actor_name = models.CharField(_("name"), max_length=60)
    unit_name = models.CharField(_("unit"), max_length=80, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("export record")
        verbose_name_plural = _("export records")
        indexes = [models.Index(fields=["-at", "-id"], name="export_record_at")]
        triggers = append_only()

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the record's page."""
        return reverse("exchange:record", args=[self.pk])


class ExportDownload(models.Model):
    """One time the file of an export was fetched. Never changed, never deleted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "record": DataClass.INTERNAL,
        "actor": DataClass.PERSONAL,
        "at": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
    }

    record = models.ForeignKey(
        ExportRecord,
        on_delete=models.PROTECT,
        related_name="downloads",
        verbose_name=_("export record"),
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fetched by"),
    )
    at = models.DateTimeField(_("time"))
    ip = models.CharField(_("address"), max_length=45, blank=True)

    class Meta:
        verbose_name = _("download of an export")
        verbose_name_plural = _("downloads of exports")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d %H:%M}"
