"""Requests that a second security administrator decides."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.accounts.enums import RequestKind, RequestStatus, RoleCode
from supervision.accounts.models.postings import Posting
from supervision.accounts.models.users import User
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate

_ABOUT_POST = Q(unit__isnull=False, starts_on__isnull=False) & ~Q(role="")


class GrantRequest(models.Model):
    """Who asked for what, for whom, why and for how long; and who else decided.

    The person concerned neither asks nor decides, and nobody decides on an own request.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "role": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "starts_on": DataClass.INTERNAL,
        "ends_on": DataClass.INTERNAL,
        "posting": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "asked_by": DataClass.INTERNAL,
        "asked_at": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
    }

    kind = models.CharField(_("kind"), max_length=12, choices=RequestKind)
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus, default=RequestStatus.WAITING
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="requests", verbose_name=_("person concerned")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=RoleCode, blank=True)
    title = models.CharField(_("post"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("to"), null=True)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="requests")
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    opinion = models.CharField(_("opinion"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("grant request")
        verbose_name_plural = _("grant requests")
        indexes = [models.Index(fields=["status", "-asked_at"], name="grant_request_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="grant_request_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user"))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("user"))),
                name="grant_request_not_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[RequestStatus.WAITING, RequestStatus.WITHDRAWN],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    status__in=[RequestStatus.APPROVED, RequestStatus.REFUSED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="grant_request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(kind=RequestKind.GIVE_POST) & _ABOUT_POST)
                | (
                    Q(kind=RequestKind.END_POST, ends_on__isnull=False, posting__isnull=False)
                    & _ABOUT_POST
                )
                | Q(
                    kind__in=[RequestKind.REOPEN, RequestKind.RESET_FACTOR],
                    unit__isnull=True,
                    posting__isnull=True,
                ),
                name="grant_request_says_what",
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "unit", "role"],
                condition=Q(status=RequestStatus.WAITING),
                nulls_distinct=False,
                name="grant_request_open_once",
            ),
        ]
        triggers = [
            # What two persons agreed on is evidence: neither the question nor the answer changes.
            Wall(
                name="decided_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.status <> 'waiting' AND NEW IS DISTINCT FROM OLD THEN
                        RAISE EXCEPTION 'a grant request is decided once'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF (NEW.kind, NEW.user_id, NEW.unit_id, NEW.role, NEW.title, NEW.starts_on,
                        NEW.ends_on, NEW.reason, NEW.asked_by_id, NEW.asked_at)
                        IS DISTINCT FROM (OLD.kind, OLD.user_id, OLD.unit_id, OLD.role, OLD.title,
                        OLD.starts_on, OLD.ends_on, OLD.reason, OLD.asked_by_id, OLD.asked_at)
                        OR (OLD.posting_id IS NOT NULL
                            AND NEW.posting_id IS DISTINCT FROM OLD.posting_id) THEN
                        RAISE EXCEPTION 'what was asked for is never changed'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            Wall(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'a grant request is never deleted';",
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.user}"

    def get_absolute_url(self) -> str:
        """Return the address of the request's page."""
        return reverse("accounts:request", args=[self.pk])
