"""Seals over batches of events, each holding the digest of the one before, and daily digests."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.audit import rules
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class AuditSeal(models.Model):
    """One link of the chain: the events of a batch, in order, with a digest of each.

    Docs: the canonical form of events and seals stands in docs/audit.md.
    """

    DATA_CLASSES = dict.fromkeys(
        (
            *("number", "first_id", "last_id", "count", "event_ids", "leaves", "algorithm"),
            *("previous", "digest", "sealed_at", "settled"),
        ),
        DataClass.INTERNAL,
    )

    number = models.BigIntegerField(_("batch"), primary_key=True)
    first_id = models.BigIntegerField(_("first event"))
    last_id = models.BigIntegerField(_("last event"))
    count = models.PositiveIntegerField(_("events"))
    event_ids = ArrayField(models.BigIntegerField(), verbose_name=_("members"))
    leaves = models.BinaryField(_("digests of the members"))
    algorithm = models.CharField(_("algorithm"), max_length=10)
    previous = models.CharField(_("previous digest"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed"))
    #: Every event up to this number is sealed by this batch or an earlier one, and none can come
    #: to light any more. A number of the table's own: it holds in a restored database too.
    settled = models.BigIntegerField(_("settled number"), default=0)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.CheckConstraint(
                condition=Q(number=1, previous=rules.GENESIS)
                | (Q(number__gt=1) & ~Q(previous=rules.GENESIS)),
                name="seal_begins_once",
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0, last_id__gte=models.F("first_id")),
                name="seal_holds_events",
            ),
        ]
        indexes = [
            models.Index(fields=["last_id", "first_id"], name="seal_range"),
            models.Index(fields=["sealed_at"], name="seal_time"),
        ]
        triggers = [
            *append_only(),
            # A second chain cannot begin anywhere: each seal continues the one before it.
            Wall(
                name="continues",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.number > 1 AND NOT EXISTS (
                        SELECT 1 FROM audit_auditseal s
                        WHERE s.number = NEW.number - 1 AND s.digest = NEW.previous
                    ) THEN
                        RAISE EXCEPTION 'seal % does not continue the chain', NEW.number;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.short_digest}"

    @property
    def short_digest(self) -> str:
        """Return the beginning of the digest in groups, to compare by eye."""
        return rules.short(self.digest)


class AuditDigest(models.Model):
    """Where the chain stood at the end of one day: the line that is printed and kept on paper."""

    DATA_CLASSES = dict.fromkeys(
        ("id", "date", "seal", "event_count", "made_at"), DataClass.INTERNAL
    )

    date = models.DateField(_("day"), unique=True)
    seal = models.ForeignKey(AuditSeal, models.PROTECT, related_name="digests")
    event_count = models.PositiveBigIntegerField(_("events up to here"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("daily digest")
        verbose_name_plural = _("daily digests")
        triggers = append_only()

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """Return the one line that is printed and given to the checking script."""
        return rules.digest_line(
            date=self.date,
            number=self.seal_id,
            count=self.event_count,
            algorithm=self.seal.algorithm,
            digest=self.seal.digest,
        )
