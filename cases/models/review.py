"""What each member of the review panel (审理组) held."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.clues import Clue
from cases.models.outcome_walls import refuses
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

_OF_THE_PANEL = (
    "EXISTS (SELECT 1 FROM cases_access a WHERE a.clue_id = NEW.clue_id"
    " AND a.user_id = NEW.member_id AND a.kind = 'reviewer' AND a.since <= NEW.written_at)"
    " AND NOT EXISTS (SELECT 1 FROM cases_access a WHERE a.clue_id = NEW.clue_id"
    " AND a.user_id = NEW.member_id AND a.kind IN ('handler', 'team'))"
)


class PanelOpinion(models.Model):
    """What one member held, in the own words. Never changed; a later one stands beside it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "member": DataClass.INTERNAL,
        "opinion": DataClass.SECRET,
        "dissents": DataClass.SENSITIVE,
        "written_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="panel_opinions")
    member = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("member"))
    opinion = EncryptedTextField(_("opinion"))
    dissents = models.BooleanField(_("differs from the panel"), default=False)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("opinion of a panel member")
        verbose_name_plural = _("opinions of panel members")
        triggers = [
            *append_only(),
            refuses(
                "of_the_panel",
                _OF_THE_PANEL,
                "a reviewer who did not handle the case holds an opinion on it",
                operation=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.written_at:%Y-%m-%d}"
