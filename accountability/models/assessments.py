"""Assessments: the days on which filing is closed, and the groups that come."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import AssessmentStatus
from supervision.accounts.models import TemporaryAccount
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class Assessment(models.Model):
    """One check of units on a day; filing is closed from three days before to its end."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "check_on": DataClass.INTERNAL,
        "ends_on": DataClass.INTERNAL,
        "locks_at": DataClass.INTERNAL,
        "unlocks_at": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "created_by": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
    }

    name = models.CharField(_("name"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    check_on = models.DateField(_("first day of the check"))
    ends_on = models.DateField(_("last day of the check"))
    locks_at = models.DateTimeField(_("filing closes"))
    unlocks_at = models.DateTimeField(_("filing opens again"))
    status = models.CharField(
        _("status"), max_length=10, choices=AssessmentStatus, default=AssessmentStatus.PLANNED
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"))
    units: models.ManyToManyField = models.ManyToManyField(
        Unit, verbose_name=_("units"), related_name="assessments"
    )

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("check_on")), name="assessment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(unlocks_at__gt=F("locks_at")), name="assessment_lock_window"
            ),
        ]
        triggers = [
            # The wall behind the service: a lock that has begun cannot be talked away.
            Wall(
                name="begun_lock_stays",
                operation=pgtrigger.UpdateOf("locks_at", "unlocks_at", "status") | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF OLD.status = 'planned' AND OLD.locks_at <= history.portal_now() AND (
                        TG_OP = 'DELETE' OR (NEW.locks_at, NEW.unlocks_at, NEW.status)
                            IS DISTINCT FROM (OLD.locks_at, OLD.unlocks_at, OLD.status)
                    ) THEN
                        RAISE EXCEPTION 'the lock of assessment % has begun', OLD.name
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssessmentGroup(models.Model):
    """A group of assessors: its units and its window of access."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "assessment": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "leader_name": DataClass.PERSONAL,
        "starts_at": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
    }

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="groups")
    name = models.CharField(_("group"), max_length=40)
    leader_name = models.CharField(_("group leader"), max_length=40)
    starts_at = models.DateTimeField(_("access from"))
    ends_at = models.DateTimeField(_("access to"))
    units: models.ManyToManyField = models.ManyToManyField(
        Unit, verbose_name=_("units"), related_name="+"
    )

    class Meta:
        verbose_name = _("assessment group")
        verbose_name_plural = _("assessment groups")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "name"], name="group_name_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="group_window"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} · {self.name}"


class GroupMember(models.Model):
    """One assessor and the temporary account issued to that person."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "group": DataClass.INTERNAL,
        "name": DataClass.PERSONAL,
        "post": DataClass.INTERNAL,
        "account": DataClass.INTERNAL,
    }

    group = models.ForeignKey(AssessmentGroup, models.PROTECT, related_name="members")
    name = models.CharField(_("name"), max_length=40)
    post = models.CharField(_("unit and post"), max_length=80, blank=True)
    account = models.OneToOneField(
        TemporaryAccount, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        constraints = [
            models.UniqueConstraint(fields=["group", "name"], name="member_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LockAttempt(models.Model):
    """A try to write during the lock: refused, and kept (A14)."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "assessment": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "path": DataClass.INTERNAL,
        "at": DataClass.INTERNAL,
    }

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="attempts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    path = models.CharField(_("way"), max_length=60)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("refused attempt")
        verbose_name_plural = _("refused attempts")
        indexes = [models.Index(fields=["assessment", "-at"], name="attempt_newest")]
        triggers = append_only("kept")

    def __str__(self) -> str:
        return f"{self.user} · {self.path}"
