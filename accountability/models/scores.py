"""Scores given by people: each unit's own, and the office's, category by category (A34)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.models.moves import kept, never_changes
from accountability.models.one_person import is_of_the_unit
from accountability.score_enums import ScoreSide
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.people.models.one_person import accounts_of
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only, no_truncate

#: Once somebody has scored, everybody scores by the same categories.
_CATEGORY_STAYS = Wall(
    name="scored_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("round_key", "bigint")],
    func="""
        round_key := CASE WHEN TG_OP = 'DELETE' THEN OLD.round_id ELSE NEW.round_id END;
        IF EXISTS (SELECT 1 FROM accountability_givenscore g WHERE g.round_id = round_key) THEN
            RAISE EXCEPTION 'the categories of a round stay once it was scored'
                USING ERRCODE = 'check_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


class ScoreRound(models.Model):
    """The days in which units score themselves and the office scores them."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "opens_on": DataClass.INTERNAL,
        "closes_on": DataClass.INTERNAL,
        "created_by": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
    }

    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=60, unique=True)
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("round of scores")
        verbose_name_plural = _("rounds of scores")
        triggers = [
            *kept(),
            never_changes("year", "opens_on", "closes_on", "created_by_id", "created_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ScoreCategory(models.Model):
    """What is scored in a round, and the most points it gives; all together give 100."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "round": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "standard": DataClass.INTERNAL,
        "full": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
    }

    round = models.ForeignKey(ScoreRound, models.PROTECT, related_name="categories")
    name = models.CharField(_("category"), max_length=40)
    standard = models.CharField(_("standard"), max_length=200, blank=True)
    full = models.DecimalField(_("full marks"), max_digits=5, decimal_places=2)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category of scores")
        verbose_name_plural = _("categories of scores")
        ordering = ["position", "id"]
        triggers = [_CATEGORY_STAYS, no_truncate()]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="category_name_once"),
            models.CheckConstraint(condition=Q(full__gt=0, full__lte=100), name="category_full"),
        ]

    def __str__(self) -> str:
        return self.name


#: The office's score is given by nobody who scored for the unit or comes from it.
_ANOTHER_HAND = Wall(
    name="another_hand",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Condition("NEW.side = 'office'"),
    func=f"""
        IF {is_of_the_unit("NEW.given_by_id", "NEW.unit_id")} OR EXISTS (
            SELECT 1 FROM accountability_givenscore s
            WHERE s.round_id = NEW.round_id AND s.unit_id = NEW.unit_id AND s.side = 'self'
              AND s.given_by_id IN {accounts_of("NEW.given_by_id")}
        ) THEN
            RAISE EXCEPTION 'nobody scores a unit of their own for the office'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class GivenScore(models.Model):
    """One side's score of a unit in a round; the unit gives its own once."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "round": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "side": DataClass.INTERNAL,
        "total": DataClass.INTERNAL,
        "note": DataClass.INTERNAL,
        "given_by": DataClass.INTERNAL,
        "given_at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
        "supersedes": DataClass.INTERNAL,
    }

    round = models.ForeignKey(ScoreRound, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    side = models.CharField(_("given by"), max_length=10, choices=ScoreSide)
    total = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    note = models.TextField(_("note"), blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"))
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        verbose_name = _("score given")
        verbose_name_plural = _("scores given")
        triggers = [*append_only("written_once"), _ANOTHER_HAND]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "side"],
                condition=Q(supersedes__isnull=True),
                name="given_score_first_once",
            ),
            models.CheckConstraint(
                condition=Q(side="office") | Q(supersedes__isnull=True),
                name="self_score_once",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, total__lte=100), name="given_score_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_side_display()} · {self.total}"


class GivenScoreLine(models.Model):
    """The points of one category with the words they were given for."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "score": DataClass.INTERNAL,
        "category": DataClass.INTERNAL,
        "points": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
    }

    score = models.ForeignKey(GivenScore, models.PROTECT, related_name="lines")
    category = models.ForeignKey(ScoreCategory, models.PROTECT, related_name="+")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("line of a score given")
        verbose_name_plural = _("lines of a score given")
        triggers = append_only("written_once")
        constraints = [
            models.UniqueConstraint(fields=["score", "category"], name="given_line_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="given_line_points"),
        ]

    def __str__(self) -> str:
        return f"{self.category} · {self.points}"
