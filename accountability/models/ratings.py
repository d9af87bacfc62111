"""Ratings of filings: a grade with its reason, given by hand and never overwritten (A09)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.models.filings import Filing
from accountability.score_enums import ObjectionStatus
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only, no_truncate

#: What was said in a grade stays said: a grade that some rating names is only ever retired.
_GRADE_STAYS = Wall(
    name="in_use_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (SELECT 1 FROM accountability_rating r WHERE r.grade_id = OLD.id) AND (
            TG_OP = 'DELETE' OR (NEW.grade_set_id, NEW.name, NEW.points, NEW.is_failing)
                IS DISTINCT FROM (OLD.grade_set_id, OLD.name, OLD.points, OLD.is_failing)
        ) THEN
            RAISE EXCEPTION 'grade % is in use and is never changed', OLD.name
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)
#: Whoever filed never rates, neither with the same account nor with another of the same person.
_ANOTHER_HAND = Wall(
    name="another_hand",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("filed", "record"), ("before", "record")],
    func="""
        SELECT f.unit_id, s.id, s.phone_index INTO filed
        FROM accountability_filing f JOIN accounts_user s ON s.id = f.submitted_by_id
        WHERE f.id = NEW.filing_id;
        IF NEW.unit_id <> filed.unit_id THEN
            RAISE EXCEPTION 'a rating belongs to the unit that filed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM accounts_user r WHERE r.id = NEW.rated_by_id AND (
            r.id = filed.id OR (r.phone_index <> '' AND r.phone_index = filed.phone_index)
        )) THEN
            RAISE EXCEPTION 'whoever filed never rates' USING ERRCODE = 'check_violation';
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
    func="""
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
        IF NEW.answered_by_id = NEW.raised_by_id OR EXISTS (
            SELECT 1 FROM accountability_rating r
            WHERE r.id = NEW.rating_id AND r.rated_by_id = NEW.answered_by_id
        ) THEN
            RAISE EXCEPTION 'an objection is answered by somebody who did not rate'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class GradeSet(models.Model):
    """A set of grades; one of them is in use, earlier ones stay for the ratings they gave."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "is_current": DataClass.INTERNAL,
    }

    name = models.CharField(_("name"), max_length=40, unique=True)
    is_current = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("set of grades")
        verbose_name_plural = _("sets of grades")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="grade_set_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """One grade with the points it is worth in a score, 0 to 100."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "grade_set": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "points": DataClass.PUBLIC,
        "is_failing": DataClass.PUBLIC,
        "position": DataClass.INTERNAL,
        "retired_by": DataClass.INTERNAL,
        "retired_at": DataClass.INTERNAL,
    }

    grade_set = models.ForeignKey(
        GradeSet, models.PROTECT, related_name="grades", verbose_name=_("set of grades")
    )
    name = models.CharField(_("grade"), max_length=20)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    #: A failing grade is shown in red wherever it stands.
    is_failing = models.BooleanField(_("failing"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["position", "id"]
        triggers = [_GRADE_STAYS]
        constraints = [
            models.UniqueConstraint(
                fields=["grade_set", "name"],
                condition=Q(retired_at__isnull=True),
                name="grade_name_once",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100), name="grade_points_range"
            ),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="grade_retired_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReasonPhrase(models.Model):
    """Words that raters use often; they begin a reason, they do not replace one."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "text": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
    }

    text = models.CharField(_("phrase"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


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
