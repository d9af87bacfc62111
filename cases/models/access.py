"""Who may open a clue: those in its handling chain, from a moment to a moment."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import AccessKind
from cases.models.clues import Clue
from cases.models.steps import Step
from cases.models.walls import ACCESS_WALLS
from supervision.accounts.models import User
from supervision.web.classification import DataClass


class Access(models.Model):
    """One person's right to one clue; it ends by itself, and nobody prolongs their own."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "user": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "since": DataClass.INTERNAL,
        "until": DataClass.INTERNAL,
        "given_by": DataClass.INTERNAL,
        "step": DataClass.INTERNAL,
        "ended_at": DataClass.INTERNAL,
        "ended_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="accesses")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(_("as"), max_length=12, choices=AccessKind)
    since = models.DateTimeField(_("from"))
    #: Exclusive.
    until = models.DateTimeField(_("to"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        indexes = [
            # The list of a handler: one person's clues among a million.
            models.Index(
                fields=["user", "until", "clue"],
                name="access_user",
                condition=Q(ended_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "user", "kind"],
                condition=Q(ended_at__isnull=True),
                name="access_once",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="access_in_order"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="access_ended_whole",
            ),
        ]
        triggers = ACCESS_WALLS

    def __str__(self) -> str:
        return f"{self.user} · {self.clue}"
