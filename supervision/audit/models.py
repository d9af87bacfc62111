"""The audit event: no foreign keys, so that it outlives whatever it speaks of."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.web.classification import DataClass


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
            models.Index(fields=["actor_id", "-id"], name="audit_actor"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"

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
