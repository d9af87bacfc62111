"""Remedies: somebody asks that a decision or a measure be looked at again, by others."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import RemedyKind, RemedyResult
from cases.models.clocks import Clock
from cases.models.clues import Clue
from cases.models.measures import Measure
from cases.models.outcome_walls import refuses
from cases.models.respondents import Respondent
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass

#: Neither hand of a remedy investigated or reviewed the matter (规则 article 59).
_NO_HAND = (
    "NOT EXISTS (SELECT 1 FROM cases_access a WHERE a.clue_id = NEW.clue_id"
    " AND a.kind IN ('handler', 'team', 'reviewer', 'examiner')"
    " AND a.since < NEW.noted_at"
    " AND a.user_id IN (NEW.first_officer_id, NEW.second_officer_id))"
)


class Remedy(models.Model):
    """One appeal, reconsideration, recheck or complaint, handled by two who had no hand in it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "kind": DataClass.SENSITIVE,
        "follows": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "grounds": DataClass.SECRET,
        "served_on": DataClass.SENSITIVE,
        "received_on": DataClass.SENSITIVE,
        "first_officer": DataClass.INTERNAL,
        "second_officer": DataClass.INTERNAL,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "opinion": DataClass.SECRET,
        "opinion_result": DataClass.SENSITIVE,
        "opinion_by": DataClass.INTERNAL,
        "opinion_at": DataClass.INTERNAL,
        "result": DataClass.SENSITIVE,
        "decided_on": DataClass.SENSITIVE,
        "decided_by": DataClass.INTERNAL,
        "outside_organ": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "words": DataClass.SECRET,
        "clock": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="remedies")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="remedies", verbose_name=_("respondent")
    )
    kind = models.CharField(_("remedy"), max_length=20, choices=RemedyKind)
    #: Of a recheck: the reconsideration it follows.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="remedies"
    )
    grounds = EncryptedTextField(_("grounds"))
    #: When the person received what the remedy is against.
    served_on = models.DateField(_("decision received on"))
    received_on = models.DateField(_("request received on"))
    first_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    opinion = EncryptedTextField(_("opinion of the officers"), blank=True)
    opinion_result = models.CharField(
        _("proposed result"), max_length=10, choices=RemedyResult, blank=True
    )
    opinion_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opinion_at = models.DateTimeField(_("opinion written"), null=True)
    result = models.CharField(_("result"), max_length=10, choices=RemedyResult, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    #: Of a recheck: the next-higher organ that decided it.
    outside_organ = models.CharField(_("deciding organ"), max_length=80, blank=True)
    paper = models.CharField(_("number of the decision"), max_length=60, blank=True)
    words = EncryptedTextField(_("decision and reasons"), blank=True)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        indexes = [models.Index(fields=["clue", "id"], name="remedy_clue")]
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "respondent_id", "kind", "follows_id", "measure_id", "grounds"),
                *("served_on", "received_on", "first_officer_id", "second_officer_id"),
                *("noted_by_id", "noted_at", "clock_id"),
            ),
            stands(
                "opinion_stays",
                "OLD.opinion_at IS NOT NULL",
                *("opinion", "opinion_result", "opinion_by_id", "opinion_at"),
            ),
            stands(
                "decision_stays",
                "OLD.decided_on IS NOT NULL",
                *("result", "decided_on", "decided_by_id", "outside_organ", "paper", "words"),
            ),
            refuses(
                "no_hand_before",
                _NO_HAND,
                "whoever investigated or reviewed does not examine the remedy",
                operation=pgtrigger.Insert,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent", "kind"],
                condition=Q(decided_on__isnull=True),
                name="remedy_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(first_officer=F("second_officer")), name="remedy_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("served_on")), name="remedy_received_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["recheck", "measure_recheck"], follows__isnull=False)
                | ~Q(kind__in=["recheck", "measure_recheck"]) & Q(follows__isnull=True),
                name="remedy_recheck_follows",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["measure_complaint", "measure_recheck"])
                | Q(measure__isnull=False),
                name="remedy_measure_named",
            ),
            models.CheckConstraint(
                condition=Q(opinion_at__isnull=True, opinion="", opinion_by=None)
                | Q(opinion_at__isnull=False, opinion_by__isnull=False) & ~Q(opinion=""),
                name="remedy_opinion_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, result="", words="", decided_by=None)
                | Q(decided_on__gte=F("received_on"), decided_by__isnull=False)
                & ~Q(result="")
                & ~Q(words="")
                & ~Q(decided_by=F("first_officer"))
                & ~Q(decided_by=F("second_officer")),
                name="remedy_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.kind}"
