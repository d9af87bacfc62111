"""Ratings of filings: a grade with its reason, given by hand and never overwritten (A09)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.models.filings import Filing
from accountability.models.grades import Grade
from accountability.models.one_person import is_of_the_unit
from accountability.score_enums import ObjectionStatus
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.people.models.one_person import accounts_of
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only, no_truncate

#: Whoever filed never rates, neither with the same account nor with another of the same person.
_ANOTHER_HAND = Wall(
    name="another_hand",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("filed", "record"), ("before", "record")],
    func=f"""
        SELECT f.unit_id, f.submitted_by_id INTO filed
        FROM accountability_filing f WHERE f.id = NEW.filing_id;
        IF NEW.unit_id <> filed.unit_id THEN
            RAISE EXCEPTION 'a rating belongs to the unit that filed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF filed.submitted_by_id IN {accounts_of("NEW.rated_by_id")} THEN
            RAISE EXCEPTION 'whoever filed never rates' USING ERRCODE = 'check_violation';
        END IF;
        IF {is_of_the_unit("NEW.rated_by_id", "NEW.unit_id")} THEN
            RAISE EXCEPTION 'nobody rates a unit of their own' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.supersedes_id IS NOT NULL THEN
            SELECT r.filing_id, r.grade_id, r.reason INTO before
            FROM accountability_rating r WHERE r.id = NEW.supersedes_id;
            IF before.filing_id <> NEW.filing_id THEN
                RAISE EXCEPTION 'a rating takes the place of one of the same filing'
                    USING ERRCODE = 'check_violation';
            END IF;
            IF before.grade_id = NEW.grade_id AND before.reason = NEW.reason THEN
                RAISE EXCEPTION 'the same grade needs a new reason'
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)
#: The unit's words stay, the answer is given once, by somebody who did not rate.
_ANSWERED_ONCE = Wall(
    name="answered_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> 'pending' THEN
                RAISE EXCEPTION 'an objection begins without an answer'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.status <> 'pending' OR (NEW.filing_id, NEW.rating_id, NEW.reason, NEW.raised_by_id,
            NEW.raised_at) IS DISTINCT FROM (OLD.filing_id, OLD.rating_id, OLD.reason,
            OLD.raised_by_id, OLD.raised_at) THEN
            RAISE EXCEPTION 'an objection is answered once and never changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.raised_by_id IN {accounts_of("NEW.answered_by_id")} OR EXISTS (
            SELECT 1 FROM accountability_rating r
            WHERE r.filing_id = NEW.filing_id AND r.id IS DISTINCT FROM NEW.outcome_id
              AND r.rated_by_id IN {accounts_of("NEW.answered_by_id")}
        ) THEN
            RAISE EXCEPTION 'an objection is answered by somebody who did not rate'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Rating(models.Model):
    """One grade given to one filing; a later one takes its place and leaves it standing."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "grade": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "rated_by": DataClass.INTERNAL,
        "rated_at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
        "supersedes": DataClass.INTERNAL,
    }

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="ratings", verbose_name=_("filing")
    )
    #: The filing's unit, here so that scope and scores need not read the filing.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    grade = models.ForeignKey(
        Grade, models.PROTECT, related_name="ratings", verbose_name=_("grade")
    )
    reason = models.TextField(_("reason"))
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rated_at = models.DateTimeField(_("rated"))
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)
    #: Each rating is followed by one at most: of two tabs that rate at once, one comes too late.
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        triggers = [*append_only("written_once"), _ANOTHER_HAND]
        indexes = [
            models.Index(fields=["unit", "-rated_at", "-id"], name="rating_unit_newest"),
            models.Index(fields=["-rated_at", "-id"], include=["unit"], name="rating_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["filing"], condition=Q(supersedes__isnull=True), name="rating_first_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filing} · {self.grade}"


class Objection(models.Model):
    """What a unit says against a rating, once, and what somebody other than the rater answers."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "rating": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "raised_by": DataClass.INTERNAL,
        "raised_at": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "answer": DataClass.INTERNAL,
        "answered_by": DataClass.INTERNAL,
        "answered_at": DataClass.INTERNAL,
        "outcome": DataClass.INTERNAL,
    }

    filing = models.OneToOneField(
        Filing, models.PROTECT, related_name="objection", verbose_name=_("filing")
    )
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+", verbose_name=_("rating"))
    reason = models.TextField(_("reason"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("raised"))
    status = models.CharField(
        _("status"), max_length=10, choices=ObjectionStatus, default=ObjectionStatus.PENDING
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    #: The rating that the answer gave instead.
    outcome = models.OneToOneField(Rating, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        indexes = [models.Index(fields=["status", "-id"], name="objection_status")]
        triggers = [
            _ANSWERED_ONCE,
            Wall(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'an objection is never deleted';",
            ),
            no_truncate(),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, status="pending")
                | Q(
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    status__in=["kept", "changed"],
                ),
                name="objection_answered_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="changed", outcome__isnull=False)
                | Q(outcome__isnull=True, status__in=["pending", "kept"]),
                name="objection_outcome_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing} · {self.get_status_display()}"
