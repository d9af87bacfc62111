"""Transfer to the procuratorate, supplementary rounds, and what the court held."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import ProsecutionResult
from cases.models.clocks import Clock
from cases.models.clues import Clue
from cases.models.outcome_walls import refuses
from cases.models.respondents import Respondent
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass

#: How often the procuratorate may send a case back (Supervision Law, article 54).
MOST_ROUNDS = 2


class Prosecution(models.Model):
    """One person handed to a procuratorate for a duty crime."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "procuratorate": DataClass.SENSITIVE,
        "charges": DataClass.SENSITIVE,
        "paper": DataClass.INTERNAL,
        "transferred_on": DataClass.SENSITIVE,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "court": DataClass.SENSITIVE,
        "result": DataClass.SENSITIVE,
        "result_on": DataClass.SENSITIVE,
        "judgment": DataClass.SECRET,
        "result_paper": DataClass.INTERNAL,
        "result_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="prosecutions")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="prosecutions", verbose_name=_("respondent")
    )
    procuratorate = models.CharField(_("procuratorate"), max_length=60)
    charges = models.CharField(_("charges"), max_length=200)
    paper = models.CharField(_("number of the prosecution opinion"), max_length=60)
    transferred_on = models.DateField(_("transferred on"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    #: The court, or the procuratorate where it did not prosecute.
    court = models.CharField(_("decided by"), max_length=60, blank=True)
    result = models.CharField(_("result"), max_length=16, choices=ProsecutionResult, blank=True)
    result_on = models.DateField(_("in force since"), null=True)
    judgment = EncryptedTextField(_("judgment"), blank=True)
    result_paper = models.CharField(_("number of the judgment"), max_length=60, blank=True)
    result_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("transfer for prosecution")
        verbose_name_plural = _("transfers for prosecution")
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "respondent_id", "procuratorate", "charges", "paper"),
                *("transferred_on", "noted_by_id", "noted_at"),
            ),
            stands(
                "result_stays",
                "OLD.result <> ''",
                *("court", "result", "result_on", "judgment", "result_paper", "result_by_id"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["respondent"], name="prosecution_once"),
            models.CheckConstraint(
                condition=Q(result="", result_on=None, judgment="", court="", result_by=None)
                | Q(result_on__gte=F("transferred_on"), result_by__isnull=False)
                & ~Q(result="")
                & ~Q(court="")
                & ~Q(judgment=""),
                name="prosecution_result_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.paper}"


class SupplementRound(models.Model):
    """One return by the procuratorate for supplementary investigation: one month, at most twice."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "prosecution": DataClass.SENSITIVE,
        "ordinal": DataClass.INTERNAL,
        "returned_on": DataClass.SENSITIVE,
        "wanted": DataClass.SECRET,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "resubmitted_on": DataClass.SENSITIVE,
        "result": DataClass.SECRET,
        "resubmitted_by": DataClass.INTERNAL,
        "clock": DataClass.INTERNAL,
    }

    prosecution = models.ForeignKey(Prosecution, models.PROTECT, related_name="rounds")
    ordinal = models.PositiveSmallIntegerField(_("which round"))
    returned_on = models.DateField(_("returned on"))
    wanted = EncryptedTextField(_("what is to be supplemented"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    resubmitted_on = models.DateField(_("submitted anew on"), null=True)
    result = EncryptedTextField(_("what was supplemented"), blank=True)
    resubmitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("supplementary investigation")
        verbose_name_plural = _("supplementary investigations")
        triggers = [
            *kept(),
            never_changes(
                *("prosecution_id", "ordinal", "returned_on", "wanted", "clock_id"),
                *("noted_by_id", "noted_at"),
            ),
            stands(
                "result_stays",
                "OLD.resubmitted_on IS NOT NULL",
                *("resubmitted_on", "result", "resubmitted_by_id"),
            ),
            refuses(
                "one_after_the_other",
                "NOT EXISTS (SELECT 1 FROM cases_supplementround r"
                " WHERE r.prosecution_id = NEW.prosecution_id AND (r.resubmitted_on IS NULL"
                " OR r.resubmitted_on > NEW.returned_on OR r.ordinal >= NEW.ordinal))",
                "a round begins after the one before it has ended",
                operation=pgtrigger.Insert,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["prosecution", "ordinal"], name="supplement_round_once"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1, ordinal__lte=MOST_ROUNDS),
                name="supplement_at_most_twice",
            ),
            models.CheckConstraint(
                condition=Q(resubmitted_on__isnull=True, result="", resubmitted_by=None)
                | Q(resubmitted_on__gte=F("returned_on"), resubmitted_by__isnull=False)
                & ~Q(result=""),
                name="supplement_result_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prosecution} {self.ordinal}"
