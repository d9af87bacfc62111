"""Scoring schemes of a year: what counts, how much, and for whom it is ranked (A34)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.score_enums import EmptyRule, LineKind, SchemeStatus
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate

#: A published scheme gives the same scores for ever: only its status goes on.
_SCHEME_STANDS = Wall(
    name="published_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("weights", "numeric")],
    func="""
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> 'draft' THEN
                RAISE EXCEPTION 'a scheme begins as a draft' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' THEN
            IF OLD.status <> 'draft' THEN
                RAISE EXCEPTION 'a published scheme is never deleted'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF OLD.status <> 'draft' AND (NEW.year, NEW.version, NEW.name, NEW.since, NEW.until,
            NEW.shows_ranking, NEW.doubt_gap, NEW.published_by_id, NEW.published_at)
            IS DISTINCT FROM (OLD.year, OLD.version, OLD.name, OLD.since, OLD.until,
            OLD.shows_ranking, OLD.doubt_gap, OLD.published_by_id, OLD.published_at) THEN
            RAISE EXCEPTION 'a published scheme is never changed'
                USING ERRCODE = 'check_violation';
        END IF;
        IF (OLD.status, NEW.status) NOT IN (('draft', 'draft'), ('draft', 'published'),
            ('published', 'published'), ('published', 'superseded'),
            ('superseded', 'superseded')) THEN
            RAISE EXCEPTION 'a scheme goes from draft to published to superseded'
                USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.status = 'draft' AND NEW.status = 'published' THEN
            SELECT coalesce(sum(weight), 0) INTO weights
            FROM accountability_schemeline WHERE scheme_id = NEW.id AND kind = 'share';
            IF weights <> 100 THEN
                RAISE EXCEPTION 'the weights add up to %, not to 100', weights
                    USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    """,
)
_OF_A_DRAFT = """
    IF EXISTS (
        SELECT 1 FROM accountability_scorescheme s
        WHERE s.status <> 'draft'
          AND (s.id = {new} OR s.id = {old})
    ) THEN
        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN {row};
"""


def _only_in_drafts() -> list[Wall]:
    """Return the walls of what belongs to a scheme: it can be written while that is a draft."""
    acts = {
        "insert": (pgtrigger.Insert, "NEW.scheme_id", "NEW.scheme_id", "NEW"),
        "update": (pgtrigger.Update, "NEW.scheme_id", "OLD.scheme_id", "NEW"),
        "delete": (pgtrigger.Delete, "OLD.scheme_id", "OLD.scheme_id", "OLD"),
    }
    walls = [
        Wall(
            name=f"draft_{act}",
            when=pgtrigger.Before,
            operation=operation,
            func=_OF_A_DRAFT.format(new=new, old=old, row=row),
        )
        for act, (operation, new, old, row) in acts.items()
    ]
    return [*walls, no_truncate()]


class ScoreScheme(models.Model):
    """One version of a year's scheme; a newer one supersedes it, and it stays to be read."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "year": DataClass.PUBLIC,
        "version": DataClass.PUBLIC,
        "name": DataClass.PUBLIC,
        "status": DataClass.INTERNAL,
        "since": DataClass.PUBLIC,
        "until": DataClass.PUBLIC,
        "shows_ranking": DataClass.INTERNAL,
        "doubt_gap": DataClass.INTERNAL,
        "created_by": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "published_by": DataClass.INTERNAL,
        "published_at": DataClass.INTERNAL,
    }

    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=80)
    status = models.CharField(
        _("status"), max_length=10, choices=SchemeStatus, default=SchemeStatus.DRAFT
    )
    since = models.DateField(_("counts from"))
    until = models.DateField(_("counts to"))
    #: Whether every unit sees the names and totals of its group; the detail never.
    shows_ranking = models.BooleanField(_("units see the ranking"), default=True)
    #: By how many points a self-score may lie above the others before it is a doubt.
    doubt_gap = models.DecimalField(
        _("gap that raises a doubt"), max_digits=5, decimal_places=2, default=10
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True)

    class Meta:
        verbose_name = _("scoring scheme")
        verbose_name_plural = _("scoring schemes")
        triggers = [_SCHEME_STANDS, no_truncate()]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="scheme_version_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(status="published"), name="scheme_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(status="draft"), name="scheme_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="scheme_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True, status="draft")
                | Q(
                    published_by__isnull=False,
                    published_at__isnull=False,
                    status__in=["published", "superseded"],
                ),
                name="scheme_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SchemeGroup(models.Model):
    """Units that are ranked together, by their kind; nobody is compared across groups."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "scheme": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "kinds": DataClass.PUBLIC,
        "position": DataClass.INTERNAL,
    }

    scheme = models.ForeignKey(ScoreScheme, models.CASCADE, related_name="groups")
    name = models.CharField(_("group"), max_length=40)
    kinds = models.JSONField(_("kinds of unit"), default=list)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("group of units")
        verbose_name_plural = _("groups of units")
        ordering = ["position", "id"]
        triggers = _only_in_drafts()
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="scheme_group_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class SchemeLine(models.Model):
    """One source in a scheme: a weight, points an event, or an event that decides alone."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "scheme": DataClass.INTERNAL,
        "source": DataClass.PUBLIC,
        "kind": DataClass.PUBLIC,
        "weight": DataClass.PUBLIC,
        "empty": DataClass.PUBLIC,
        "points_each": DataClass.PUBLIC,
        "cap": DataClass.PUBLIC,
        "ceiling": DataClass.PUBLIC,
        "basis": DataClass.PUBLIC,
        "position": DataClass.INTERNAL,
    }

    scheme = models.ForeignKey(ScoreScheme, models.CASCADE, related_name="lines")
    #: The key of a registered source (accountability.scoring).
    source = models.CharField(_("source"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, null=True)
    empty = models.CharField(_("without any row"), max_length=10, choices=EmptyRule, blank=True)
    points_each = models.DecimalField(_("points each"), max_digits=5, decimal_places=2, null=True)
    cap = models.DecimalField(_("at most"), max_digits=5, decimal_places=2, null=True)
    #: The highest total that is left after a veto; 0 takes everything.
    ceiling = models.DecimalField(_("ceiling"), max_digits=5, decimal_places=2, null=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("line of a scheme")
        verbose_name_plural = _("lines of a scheme")
        ordering = ["position", "id"]
        triggers = _only_in_drafts()
        constraints = [
            models.UniqueConstraint(fields=["scheme", "source"], name="scheme_source_once"),
            models.CheckConstraint(
                condition=Q(
                    kind="share",
                    weight__gt=0,
                    weight__lte=100,
                    points_each__isnull=True,
                    cap__isnull=True,
                    ceiling__isnull=True,
                    empty__in=["spread", "full", "zero"],
                )
                | Q(
                    kind__in=["deduction", "bonus"],
                    weight__isnull=True,
                    points_each__gt=0,
                    cap__gt=0,
                    ceiling__isnull=True,
                    empty="",
                )
                | Q(
                    ~Q(basis=""),
                    kind="veto",
                    weight__isnull=True,
                    points_each__isnull=True,
                    cap__isnull=True,
                    ceiling__gte=0,
                    ceiling__lt=100,
                    empty="",
                ),
                name="scheme_line_shape",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} · {self.source}"
