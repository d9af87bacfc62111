"""The audit event: no foreign keys, so that it outlives whatever it speaks of."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds, verbs
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

#: Longer keys than this are cut in lists; the page of the event shows them whole.
LONG_KEY = 12


def short_key(key: str) -> str:
    """Return a number as it is, and the beginning of a long key that nobody reads to its end."""
    return key if len(key) <= LONG_KEY else f"{key[:8]}…"


class AuditEvent(models.Model):
    """One act: who, when, from where, on what, and what changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "at": DataClass.INTERNAL,
        "verb": DataClass.INTERNAL,
        "actor_id": DataClass.INTERNAL,
        "actor_name": DataClass.PERSONAL,
        "object_type": DataClass.INTERNAL,
        "object_id": DataClass.INTERNAL,
        "object_label": DataClass.INTERNAL,
        "unit_id": DataClass.INTERNAL,
        "ip": DataClass.PERSONAL,
        "request_id": DataClass.INTERNAL,
        "details": DataClass.SENSITIVE,
    }

    at = models.DateTimeField(_("time"))
    verb = models.CharField(_("act"), max_length=80)
    actor_id = models.BigIntegerField(_("actor"), null=True)
    actor_name = models.CharField(_("name"), max_length=60, blank=True)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    object_id = models.CharField(_("object"), max_length=64, blank=True)
    object_label = models.CharField(_("object"), max_length=200, blank=True)
    unit_id = models.BigIntegerField(_("unit"), null=True)
    ip = models.CharField(_("address"), max_length=45, blank=True)
    request_id = models.CharField(_("request"), max_length=32, blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_object"),
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["actor_id", "-at", "-id"], name="audit_actor"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_verb"),
            models.Index(fields=["unit_id", "-at", "-id"], name="audit_unit"),
            models.Index(
                fields=["request_id"], name="audit_request", condition=~models.Q(request_id="")
            ),
            models.Index(fields=["ip", "-at", "-id"], name="audit_ip", condition=~models.Q(ip="")),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"

    def get_absolute_url(self) -> str:
        """Return the page of the event in the audit record."""
        return reverse("audit:event", args=[self.pk])

    @property
    def label(self) -> str:
        """Return the act in words, or its code where a later version dropped the verb."""
        known = verbs.everything().get(self.verb)
        return str(known.label) if known else self.verb

    @property
    def icon(self) -> str:
        """Return the act's icon."""
        known = verbs.everything().get(self.verb)
        return known.icon if known else "history"

    @property
    def is_reading(self) -> bool:
        """Tell whether the act only read something."""
        return self.verb in verbs.reading()

    @property
    def kind_label(self) -> str:
        """Return the kind of the object in words."""
        return kinds.label_of(self.object_type)

    @property
    def is_protected(self) -> bool:
        """Tell whether object and details are business content, closed to the auditor."""
        return kinds.is_protected(self.object_type)

    @property
    def shown_label(self) -> str:
        """Return the object as the auditor sees it: a protected one only by kind and number."""
        if not self.is_protected:
            return self.object_label
        return f"{self.kind_label} {short_key(self.object_id)}"
