"""Proposed and taken steps, who countersigns them, and the signatures. None is ever changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import Act, ClueStatus, Signatory, StepStatus
from cases.models.clues import Clue
from cases.models.walls import COUNTERSIGNER_WALLS, SIGNATURE_WALLS, STEP_WALLS
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Step(models.Model):
    """One act on one clue: proposed with opinion and facts, then signed by the whole chain.

    `facts` is what the act's form stated, as JSON, sealed: names and reasons stand in it.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "act": DataClass.SENSITIVE,
        "before": DataClass.SENSITIVE,
        "after": DataClass.SENSITIVE,
        "opinion": DataClass.SECRET,
        "facts": DataClass.SECRET,
        "chain": DataClass.INTERNAL,
        "status": DataClass.SENSITIVE,
        "proposed_by": DataClass.INTERNAL,
        "proposed_at": DataClass.INTERNAL,
        "settled_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="steps")
    act = models.CharField(pgettext_lazy("clue", "step"), max_length=20, choices=Act)
    before = models.CharField(_("from"), max_length=16, choices=ClueStatus)
    after = models.CharField(_("to"), max_length=16, choices=ClueStatus)
    opinion = EncryptedTextField(_("opinion"))
    facts = EncryptedTextField(_("facts"), blank=True)
    #: The signatories asked, in order, separated by blanks: the table may change, this does not.
    chain = models.CharField(_("approved by"), max_length=120)
    status = models.CharField(
        _("status"), max_length=12, choices=StepStatus, default=StepStatus.PROPOSED
    )
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("clue", "step")
        verbose_name_plural = _("steps")
        indexes = [
            models.Index(fields=["clue", "-id"], name="step_clue"),
            models.Index(
                fields=["status", "proposed_at"], name="step_waits", condition=Q(status="proposed")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clue"], condition=Q(status="proposed"), name="step_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", settled_at__isnull=True)
                | ~Q(status="proposed") & Q(settled_at__gte=F("proposed_at")),
                name="step_settled_has_time",
            ),
        ]
        triggers = STEP_WALLS

    def __str__(self) -> str:
        return f"{self.clue} {self.act}"


class Countersigner(models.Model):
    """Whose opinion the proposer asked for, in which place of the chain (会签)."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "step": DataClass.SENSITIVE,
        "position": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "office": DataClass.INTERNAL,
    }

    step = models.ForeignKey(Step, models.PROTECT, related_name="countersigners")
    position = models.PositiveSmallIntegerField(pgettext_lazy("chain", "place"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    #: For which office the opinion is asked: that whose head the person is.
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("countersigner")
        verbose_name_plural = _("countersigners")
        constraints = [
            models.UniqueConstraint(fields=["step", "position"], name="countersigner_place_once"),
            models.UniqueConstraint(fields=["step", "user"], name="countersigner_once"),
        ]
        triggers = [*append_only(), *COUNTERSIGNER_WALLS]

    def __str__(self) -> str:
        return f"{self.step} {self.position}"


class Signature(models.Model):
    """One approval, differing opinion or return, in its place of the chain.

    Of a signatory outside of the portal it records name, post, day and paper, entered by the case
    supervision office; of a deputy for somebody absent, for whom.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "step": DataClass.SENSITIVE,
        "position": DataClass.INTERNAL,
        "signatory": DataClass.INTERNAL,
        "signed_by": DataClass.INTERNAL,
        "in_place_of": DataClass.INTERNAL,
        "outside_name": DataClass.SENSITIVE,
        "outside_post": DataClass.SENSITIVE,
        "outside_on": DataClass.INTERNAL,
        "approves": DataClass.SENSITIVE,
        "differs": DataClass.SENSITIVE,
        "opinion": DataClass.SECRET,
        "signed_at": DataClass.INTERNAL,
    }

    step = models.ForeignKey(Step, models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField(pgettext_lazy("chain", "place"))
    signatory = models.CharField(_("as"), max_length=16, choices=Signatory)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outside_name = models.CharField(_("approved by"), max_length=60, blank=True)
    outside_post = models.CharField(_("post"), max_length=60, blank=True)
    outside_on = models.DateField(_("approved on"), null=True)
    approves = models.BooleanField(_("approves"))
    #: A countersigner who holds another opinion: the chain goes on, the approvers know it.
    differs = models.BooleanField(_("holds another opinion"), default=False)
    opinion = EncryptedTextField(_("opinion"))
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["step", "position"], name="signature_place_once"),
            models.UniqueConstraint(
                fields=["step", "signed_by"],
                name="signature_one_a_person",
                condition=Q(outside_on__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(outside_name="", outside_post="", outside_on__isnull=True)
                | ~Q(outside_name="") & ~Q(outside_post="") & Q(outside_on__isnull=False),
                name="signature_outside_whole",
            ),
            models.CheckConstraint(
                condition=Q(signatory=Signatory.COUNTERSIGN, approves=True)
                | ~Q(signatory=Signatory.COUNTERSIGN) & Q(differs=False),
                name="signature_differs_beside_the_chain",
            ),
        ]
        triggers = [*append_only(), *SIGNATURE_WALLS]

    def __str__(self) -> str:
        return f"{self.step} {self.position}"
