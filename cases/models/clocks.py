"""The clocks of a clue: several at once, each with its article, extensions and pauses."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums.clocks import MoveCause
from cases.models.clues import Clue
from cases.models.respondents import Respondent
from cases.models.steps import Step
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.deadlines.models import DeadlineModel, TermRule
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only

#: Writes of the nearest ends of the clues whose clocks a statement touched. Their rows are locked
#: before anything is counted: of two statements at once the second counts what the first left.
_NEAREST = """
    INSERT INTO cases_nearestend (clue_id, running, paused)
    SELECT DISTINCT clue_id, 0, 0 FROM new_rows ORDER BY clue_id
    ON CONFLICT DO NOTHING;
    PERFORM 1 FROM cases_nearestend
    WHERE clue_id IN (SELECT clue_id FROM new_rows) ORDER BY clue_id FOR UPDATE;
    UPDATE cases_nearestend AS nearest
    SET ends_at = counted.ends_at, warn_at = counted.warn_at,
        running = counted.running, paused = counted.paused
    FROM (
        SELECT clue_id,
               min(ends_at) FILTER (WHERE closed_at IS NULL AND paused_at IS NULL) AS ends_at,
               min(warn_at) FILTER (WHERE closed_at IS NULL AND paused_at IS NULL) AS warn_at,
               count(*) FILTER (WHERE closed_at IS NULL AND paused_at IS NULL) AS running,
               count(*) FILTER (WHERE closed_at IS NULL AND paused_at IS NOT NULL) AS paused
        FROM cases_clock
        WHERE clue_id IN (SELECT clue_id FROM new_rows)
        GROUP BY clue_id
    ) AS counted
    WHERE nearest.clue_id = counted.clue_id
      AND (nearest.ends_at, nearest.warn_at, nearest.running, nearest.paused) IS DISTINCT FROM
          (counted.ends_at, counted.warn_at, counted.running::int, counted.paused::int);
    RETURN NULL;
"""


def _nearest(name: str, operation: pgtrigger.Operation) -> Wall:
    return Wall(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=_NEAREST,
    )


class Clock(DeadlineModel):
    """One statutory term that runs on one clue, or on one person of it.

    `office` is whose clock it is: the office that has to act before it ends. `rule` is the version
    of the term rule it runs by, for its words, its extensions and its certainty.
    """

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "office": DataClass.INTERNAL,
        "rule": DataClass.PUBLIC,
        "opened_by": DataClass.INTERNAL,
        "closed_by": DataClass.INTERNAL,
        "extension_count": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="clocks")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="clocks"
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    rule = models.ForeignKey(TermRule, models.PROTECT, related_name="+")
    #: The steps that opened and closed it; none where a fact did (a reply came).
    opened_by = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    extension_count = models.PositiveSmallIntegerField(_("extensions"), default=0)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["clue", "id"], name="clock_clue"),
            models.Index(
                fields=["ends_at", "id"],
                name="clock_open_end",
                condition=Q(closed_at__isnull=True),
            ),
            # The page of warnings counts and sorts from this index alone.
            models.Index(
                fields=["warn_at", "id"],
                include=["ends_at", "clue", "office"],
                name="clock_open_warn",
                condition=Q(closed_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(
                fields=["paused_at", "id"],
                name="clock_paused",
                condition=Q(closed_at__isnull=True, paused_at__isnull=False),
            ),
            models.Index(
                fields=["office", "ends_at", "id"],
                name="clock_office",
                condition=Q(closed_at__isnull=True),
            ),
        ]
        triggers = [
            _nearest("nearest_insert", pgtrigger.Insert),
            _nearest("nearest_update", pgtrigger.Update),
            never_changes("clue_id", "respondent_id", "term_code", "started_at", "opened_by_id"),
            # What was concluded in time or late stays so.
            stands("closed_stands", "OLD.closed_at IS NOT NULL", "closed_at", "closed_by_id"),
            *kept(),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["clue", "term_code", "respondent"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="clock_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("started_at")),
                name="clock_closed_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.term_code}"


class NearestEnd(models.Model):
    """The nearest end and warning among the running clocks of a clue, kept by the database.

    The light of a clue follows from them and the present instant, for one clue as for a million.
    Only the triggers on the clocks write here, in the same transaction, so that it cannot drift.
    """

    DATA_CLASSES = {
        "clue": DataClass.SENSITIVE,
        "ends_at": DataClass.INTERNAL,
        "warn_at": DataClass.INTERNAL,
        "running": DataClass.INTERNAL,
        "paused": DataClass.INTERNAL,
    }

    clue = models.OneToOneField(Clue, models.PROTECT, primary_key=True, related_name="nearest")
    ends_at = models.DateTimeField(_("nearest end"), null=True)
    warn_at = models.DateTimeField(_("nearest warning"), null=True)
    running = models.IntegerField(_("running clocks"), default=0)
    paused = models.IntegerField(_("paused clocks"), default=0)

    class Meta:
        verbose_name = _("nearest end")
        verbose_name_plural = _("nearest ends")
        indexes = [
            models.Index(
                fields=["warn_at", "ends_at", "clue"],
                name="nearest_warn",
                condition=Q(running__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.ends_at}"


class ClockExtension(models.Model):
    """One extension, with who granted it. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "ordinal": DataClass.INTERNAL,
        "term": DataClass.INTERNAL,
        "from_start": DataClass.INTERNAL,
        "to_set_day": DataClass.INTERNAL,
        "before": DataClass.INTERNAL,
        "after": DataClass.INTERNAL,
        "basis": DataClass.PUBLIC,
        "granted_by": DataClass.INTERNAL,
        "granted_on": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    ordinal = models.PositiveSmallIntegerField(_("which extension"))
    #: What was granted, written like 3CM; counted anew when the calendar changes.
    term = models.CharField(_("length of an extension"), max_length=8)
    #: Counted from the start of the clock (24 hours in all), not from its end until now.
    from_start = models.BooleanField(_("counted from the start"), default=False)
    #: A last day that was set: rest days do not move it.
    to_set_day = models.BooleanField(_("to a set day"), default=False)
    before = models.DateTimeField(_("ended"))
    after = models.DateTimeField(_("ends"))
    basis = models.CharField(_("legal basis"), max_length=300)
    #: The organ or person in words: the portal does not know those of the upper level.
    granted_by = models.CharField(_("granted by"), max_length=120)
    granted_on = models.DateField(_("granted on"))
    paper = models.CharField(_("number of the approval"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(fields=["clock", "ordinal"], name="clock_extension_once"),
            models.CheckConstraint(
                condition=Q(after__gt=F("before")) & ~Q(reason="") & ~Q(granted_by=""),
                name="clock_extension_whole",
            ),
            models.CheckConstraint(
                condition=Q(from_start=False) | Q(to_set_day=False),
                name="clock_extension_one_way",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clock} +{self.ordinal}"


class ClockPause(models.Model):
    """One stretch during which a clock stood still."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "started_at": DataClass.INTERNAL,
        "ended_at": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
    }

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at__isnull=True), name="clock_paused_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("started_at")),
                name="clock_pause_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.started_at}"


class ClockMove(models.Model):
    """That the end of a running clock moved, from where to where, and why. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "cause": DataClass.INTERNAL,
        "before": DataClass.INTERNAL,
        "after": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "moved_at": DataClass.INTERNAL,
    }

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="moves")
    cause = models.CharField(_("cause"), max_length=10, choices=MoveCause)
    before = models.DateTimeField(_("ended"))
    after = models.DateTimeField(_("ends"))
    reason = models.CharField(_("reason"), max_length=500)
    moved_at = models.DateTimeField(_("moved"))

    class Meta:
        verbose_name = _("move of a clock")
        verbose_name_plural = _("moves of clocks")
        indexes = [models.Index(fields=["clock", "id"], name="clockmove_clock")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="clock_move_says_why"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clock} {self.cause}"
