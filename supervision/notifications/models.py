"""Notices, outgoing text messages, and tasks that wait for the broker."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.crypto.fields import EncryptedTextField
from supervision.deadlines.enums import Light
from supervision.notifications import kinds
from supervision.notifications.enums import SmsState
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass

UNREAD = Q(read_at__isnull=True, withdrawn_at__isnull=True)
PENDING = Q(must_acknowledge=True, acknowledged_at__isnull=True, withdrawn_at__isnull=True)


class Notice(models.Model):
    """One thing one person is told. A withdrawn notice no longer stands but is kept."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "recipient": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "body": DataClass.INTERNAL,
        "url": DataClass.INTERNAL,
        "object_type": DataClass.INTERNAL,
        "object_id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "light": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "read_at": DataClass.INTERNAL,
        "must_acknowledge": DataClass.INTERNAL,
        "acknowledged_at": DataClass.INTERNAL,
        "dedupe_key": DataClass.INTERNAL,
        "withdrawn_at": DataClass.INTERNAL,
    }

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    light = models.CharField(_("state announced"), max_length=10, choices=Light, blank=True)
    ends_at = models.DateTimeField(_("end of the term"), null=True, blank=True)
    created_at = models.DateTimeField(_("sent"), default=clock.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    must_acknowledge = models.BooleanField(_("must be acknowledged"), default=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    dedupe_key = models.CharField(_("key against doubles"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], name="notice_unread", condition=UNREAD),
            models.Index(fields=["recipient", "id"], name="notice_pending", condition=PENDING),
            models.Index(
                fields=["object_type", "object_id"],
                name="notice_object",
                condition=~Q(object_type=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "dedupe_key"],
                name="notice_once",
                condition=~Q(dedupe_key=""),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(kind=""), name="notice_says_something"
            ),
            models.CheckConstraint(
                condition=Q(object_type="", object_id="") | (~Q(object_type="") & ~Q(object_id="")),
                name="notice_object_whole",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True)
                | Q(must_acknowledge=True, read_at__isnull=False),
                name="notice_acknowledged_is_read",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        """Return the kind in words."""
        return str(kinds.get(self.kind).label)

    @property
    def icon(self) -> str:
        """Return the kind's icon."""
        return kinds.get(self.kind).icon

    @property
    def is_pending(self) -> bool:
        """Tell whether the notice still waits to be acknowledged."""
        return self.must_acknowledge and self.acknowledged_at is None and self.withdrawn_at is None

    @property
    def shown_light(self) -> str:
        """Return the state as it is at this instant, so that pop-up, list and chart agree."""
        if self.ends_at is None or self.light not in (Light.YELLOW, Light.RED):
            return self.light
        return Light.RED if clock.now() >= self.ends_at else Light.YELLOW


class SmsMessage(models.Model):
    """One text message in the outbox; its text names the kind of notice and nothing more."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "recipient": DataClass.INTERNAL,
        "phone": DataClass.PERSONAL,
        "text": DataClass.INTERNAL,
        "state": DataClass.INTERNAL,
        "attempts": DataClass.INTERNAL,
        "next_attempt_at": DataClass.INTERNAL,
        "last_error": DataClass.INTERNAL,
        "gateway_ref": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "sent_at": DataClass.INTERNAL,
        "dedupe_key": DataClass.INTERNAL,
    }

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    phone = EncryptedTextField(_("mobile phone"))
    text = models.CharField(_("text"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=SmsState, default=SmsState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=clock.now)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    gateway_ref = models.CharField(_("gateway's number"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("queued"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    dedupe_key = models.CharField(_("key against doubles"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("text message")
        verbose_name_plural = _("text messages")
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="sms_to_send",
                condition=Q(state__in=[SmsState.QUEUED, SmsState.FAILED]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SmsState.SENT, sent_at__isnull=False)
                | (~Q(state=SmsState.SENT) & Q(sent_at__isnull=True)),
                name="sms_sent_has_time",
            ),
            models.CheckConstraint(condition=~Q(phone="") & ~Q(text=""), name="sms_addressed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.text}"


class OutboxTask(models.Model):
    """A task to hand to the broker; the row goes once the broker has it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "task": DataClass.INTERNAL,
        "args": DataClass.INTERNAL,
        "request_id": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "attempts": DataClass.INTERNAL,
        "last_error": DataClass.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(_("task"), max_length=120)
    args = models.JSONField(_("arguments"), default=list)
    request_id = models.CharField(_("request"), max_length=32, blank=True, default="")
    created_at = models.DateTimeField(_("queued"), default=clock.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("waiting task")
        verbose_name_plural = _("waiting tasks")
        indexes = [models.Index(fields=["created_at"], name="outbox_created")]

    def __str__(self) -> str:
        return self.task
