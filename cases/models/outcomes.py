"""What a matter ended with for each person: proposed while it is reviewed, final once decided."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import Form, OutcomeCode
from cases.models.clues import Clue
from cases.models.outcome_walls import refuses
from cases.models.prosecutions import Prosecution
from cases.models.remedies import Remedy
from cases.models.respondents import Respondent
from cases.models.steps import Step
from cases.models.walls import kept, never_changes, stands
from cases.rules.forms import FIRST, FOURTH, SECOND, THIRD
from cases.rules.sanctions import MOST_MONTHS
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

_COUNTED = sorted(FIRST | SECOND | THIRD | FOURTH)

#: The rules of sanctions once more, for whoever writes past the portal: over NEW and respondent r.
_POSSIBLE = (
    "EXISTS (SELECT 1 FROM cases_respondent r WHERE r.id = NEW.respondent_id"
    " AND r.clue_id = NEW.clue_id"
    # No sanction of persons for an organisation, none of organisations for a person.
    " AND (NEW.code LIKE 'unit:%') <= (r.standing = 'organisation')"
    " AND (r.standing = 'organisation') <= (NEW.code LIKE 'unit:%' OR NEW.code = 'none')"
    " AND (NEW.code NOT LIKE 'party:%' OR r.is_member)"
    " AND (NEW.code <> 'party:removal' OR r.holds_party_post)"
    " AND (NEW.code NOT LIKE 'government:%' OR r.standing NOT IN ('retired', 'none'))"
    " AND (NEW.code NOT LIKE 'government:%' OR r.standing NOT IN ('village', 'other_official')"
    " OR NEW.code IN ('government:warning', 'government:demerit', 'government:serious_demerit'))"
    " AND (NEW.code NOT LIKE 'government:%' OR NOT EXISTS (SELECT 1 FROM cases_unitsanction u"
    " WHERE u.respondent_id = r.id AND u.revoked_on IS NULL)))"
)


class UnitSanction(models.Model):
    """That the unit itself has sanctioned the act already; it ends where the unit revokes it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "respondent": DataClass.SENSITIVE,
        "unit_name": DataClass.SENSITIVE,
        "sanction": DataClass.SENSITIVE,
        "given_on": DataClass.SENSITIVE,
        "revoked_on": DataClass.SENSITIVE,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    respondent = models.ForeignKey(Respondent, models.PROTECT, related_name="unit_sanctions")
    unit_name = models.CharField(_("by which unit"), max_length=80)
    sanction = models.CharField(_("sanction"), max_length=60)
    given_on = models.DateField(_("given on"))
    revoked_on = models.DateField(_("revoked on"), null=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("sanction by the unit")
        verbose_name_plural = _("sanctions by units")
        triggers = [
            *kept(),
            never_changes(
                "respondent_id", "unit_name", "sanction", "given_on", "noted_by_id", "noted_at"
            ),
            stands("revocation_stays", "OLD.revoked_on IS NOT NULL", "revoked_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("given_on")),
                name="unit_sanction_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.respondent.clue} {self.given_on}"


class OutcomeDraft(models.Model):
    """An outcome as the office proposes it; it becomes final with the step that takes it along."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "code": DataClass.SENSITIVE,
        "times": DataClass.SENSITIVE,
        "months": DataClass.SENSITIVE,
        "probation_years": DataClass.SENSITIVE,
        "in_place_of_removal": DataClass.SENSITIVE,
        "running_until": DataClass.SENSITIVE,
        "cannot_correct": DataClass.SENSITIVE,
        "most_members": DataClass.SENSITIVE,
        "reason": DataClass.SECRET,
        "written_by": DataClass.INTERNAL,
        "written_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="outcome_drafts")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="outcome_drafts", verbose_name=_("respondent")
    )
    code = models.CharField(pgettext_lazy("case", "outcome"), max_length=32, choices=OutcomeCode)
    #: How many acts earn this government sanction: their periods may be added up.
    times = models.PositiveSmallIntegerField(_("number of acts"), default=1)
    #: The period of a government sanction within its bounds; empty for the least.
    months = models.PositiveSmallIntegerField(_("period in months"), null=True, blank=True)
    probation_years = models.PositiveSmallIntegerField(
        _("years of probation"), null=True, blank=True
    )
    in_place_of_removal = models.BooleanField(_("in place of removal"), default=False)
    #: Until when an earlier sanction still runs that the portal does not know of.
    running_until = models.DateField(_("an earlier sanction runs until"), null=True, blank=True)
    #: Of a Party organisation: what its reorganisation and its dissolution ask for.
    cannot_correct = models.BooleanField(_("cannot correct itself"), default=False)
    most_members = models.BooleanField(_("most members violate discipline"), default=False)
    reason = EncryptedTextField(_("facts and reasons"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("proposed outcome")
        verbose_name_plural = _("proposed outcomes")
        constraints = [
            models.UniqueConstraint(fields=["respondent", "code"], name="outcome_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.code}"


class Outcome(models.Model):
    """One outcome for one person, never changed: a mistake is taken out by a reversing row.

    `form` is what the outcome counts as by itself; the person counts once, by the heaviest.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "code": DataClass.SENSITIVE,
        "form": DataClass.SENSITIVE,
        "decided_on": DataClass.SENSITIVE,
        "months": DataClass.SENSITIVE,
        "counts_from": DataClass.SENSITIVE,
        "until": DataClass.SENSITIVE,
        "is_absorbed": DataClass.SENSITIVE,
        "reason": DataClass.SECRET,
        "step": DataClass.INTERNAL,
        "remedy": DataClass.INTERNAL,
        "prosecution": DataClass.INTERNAL,
        "corrects": DataClass.INTERNAL,
        "reverses": DataClass.INTERNAL,
        "made_by": DataClass.INTERNAL,
        "made_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="outcomes")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, related_name="outcomes", verbose_name=_("respondent")
    )
    code = models.CharField(pgettext_lazy("case", "outcome"), max_length=32, choices=OutcomeCode)
    form = models.CharField(_("form"), max_length=8, choices=Form, blank=True)
    decided_on = models.DateField(_("decided on"))
    months = models.PositiveSmallIntegerField(_("months of effect"), null=True)
    #: The day of the decision, or the end of what still ran.
    counts_from = models.DateField(_("effect counts from"), null=True)
    until = models.DateField(_("effect until"), null=True)
    #: A lighter government sanction of the same decision: the heaviest is carried out.
    is_absorbed = models.BooleanField(_("not carried out beside a heavier one"), default=False)
    reason = EncryptedTextField(_("facts and reasons"))
    #: What made it: a step, the result of a remedy, or the judgment of a court.
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="outcomes")
    remedy = models.ForeignKey(Remedy, models.PROTECT, null=True, related_name="outcomes")
    prosecution = models.ForeignKey(Prosecution, models.PROTECT, null=True, related_name="outcomes")
    #: The mistaken outcome in whose place this one was put.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = pgettext_lazy("case", "outcome")
        verbose_name_plural = _("outcomes")
        indexes = [
            models.Index(fields=["clue", "id"], name="outcome_clue"),
            # The four forms of a year, without a look at any clue.
            models.Index(fields=["decided_on", "form", "respondent"], name="outcome_day_form"),
            models.Index(fields=["respondent", "-until"], name="outcome_running"),
        ]
        triggers = [
            *append_only(),
            refuses(
                "possible_for_person",
                _POSSIBLE,
                "this person cannot receive this sanction",
                operation=pgtrigger.Insert,
                when="NEW.reverses_id IS NULL",
            ),
            refuses(
                "reverses_its_like",
                "EXISTS (SELECT 1 FROM cases_outcome o WHERE o.id = NEW.reverses_id"
                " AND o.reverses_id IS NULL AND o.respondent_id = NEW.respondent_id"
                " AND o.code = NEW.code AND NEW.decided_on >= o.decided_on)",
                "a row takes out one outcome of the same person",
                operation=pgtrigger.Insert,
                when="NEW.reverses_id IS NOT NULL",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "respondent", "code"],
                condition=Q(step__isnull=False, reverses__isnull=True),
                name="outcome_once_a_step",
            ),
            models.CheckConstraint(
                condition=Q(~Q(code__in=_COUNTED), form="")
                | Q(code__in=sorted(FIRST), form=Form.FIRST)
                | Q(code__in=sorted(SECOND), form=Form.SECOND)
                | Q(code__in=sorted(THIRD), form=Form.THIRD)
                | Q(code__in=sorted(FOURTH), form=Form.FOURTH),
                name="outcome_form_by_rule",
            ),
            models.CheckConstraint(
                condition=~Q(code__startswith="government:")
                | Q(months__isnull=True)
                | Q(months__lte=MOST_MONTHS),
                name="outcome_government_48_months",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, counts_from__isnull=True)
                | Q(counts_from__gte=F("decided_on"), until__gte=F("counts_from")),
                name="outcome_effect_in_order",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=False)
                | Q(step__isnull=False, remedy=None, prosecution=None, corrects=None)
                | Q(step=None, remedy__isnull=False, prosecution=None, corrects=None)
                | Q(step=None, remedy=None, prosecution__isnull=False, corrects=None)
                | Q(step=None, remedy=None, prosecution=None, corrects__isnull=False),
                name="outcome_has_one_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.code}"
