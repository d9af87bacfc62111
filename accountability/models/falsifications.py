"""Filings held to be falsified: proposed with evidence, heard, decided by somebody else."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import FalsificationStatus
from accountability.models.filings import Filing
from accountability.models.moves import never_changes, only_legal_moves
from accountability.models.one_person import is_of_the_unit
from accountability.workflow import FALSIFICATION_MOVES
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit
from supervision.people.models.one_person import accounts_of
from supervision.web.classification import DataClass
from supervision.web.walls import Wall


class Falsification(models.Model):
    """A proposal to hold one filing to be falsified, the unit's word, and the decision."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "facts": DataClass.SENSITIVE,
        "evidence_count": DataClass.INTERNAL,
        "basis_type": DataClass.INTERNAL,
        "basis_id": DataClass.INTERNAL,
        "proposed_by": DataClass.INTERNAL,
        "proposed_at": DataClass.INTERNAL,
        "hearing_ends_at": DataClass.INTERNAL,
        "statement": DataClass.SENSITIVE,
        "stated_by": DataClass.INTERNAL,
        "stated_at": DataClass.INTERNAL,
        "waiver_reason": DataClass.INTERNAL,
        "waived_by": DataClass.INTERNAL,
        "waived_at": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
        "notice": DataClass.INTERNAL,
    }

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="falsifications", verbose_name=_("filing")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="falsifications", verbose_name=_("unit")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=FalsificationStatus,
        default=FalsificationStatus.PROPOSED,
    )
    facts = models.TextField(_("facts"))
    evidence_count = models.PositiveSmallIntegerField(_("evidence"), default=0)
    #: The doubt or finding behind it, of whatever kind: label of the model and key as text.
    basis_type = models.CharField(_("kind of the basis"), max_length=60, blank=True)
    basis_id = models.CharField(_("basis"), max_length=40, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    #: Exclusive: until then the unit may state its case before anybody decides.
    hearing_ends_at = models.DateTimeField(_("statement until"))
    statement = models.TextField(_("statement of the unit"), blank=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    stated_at = models.DateTimeField(_("stated"), null=True)
    #: Why it is decided without waiting for the unit's statement.
    waiver_reason = models.CharField(_("reason not to wait"), max_length=300, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    waived_at = models.DateTimeField(_("not waited for"), null=True)
    opinion = models.TextField(_("opinion"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    notice = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("circulated notice"),
    )

    class Meta:
        verbose_name = _("falsification")
        verbose_name_plural = _("falsifications")
        indexes = [
            models.Index(fields=["status", "-id"], name="falsification_status"),
            models.Index(fields=["unit", "-id"], name="falsification_unit"),
        ]
        triggers = [
            *only_legal_moves(FALSIFICATION_MOVES, "proposed"),
            never_changes(
                *("filing_id", "unit_id", "facts", "proposed_by_id", "proposed_at"),
                *("basis_type", "basis_id", "hearing_ends_at"),
            ),
            Wall(
                name="statement_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.stated_at IS NOT NULL AND (NEW.statement, NEW.stated_by_id,"
                    " NEW.stated_at, NEW.evidence_count) IS DISTINCT FROM (OLD.statement,"
                    " OLD.stated_by_id, OLD.stated_at, OLD.evidence_count)"
                ),
                func="RAISE EXCEPTION 'a unit is heard once, on the evidence as it stands'"
                " USING ERRCODE = 'check_violation';",
            ),
            Wall(
                name="decision_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'proposed' AND NEW.status = OLD.status AND"
                    " (NEW.opinion, NEW.decided_by_id, NEW.decided_at,"
                    " NEW.waiver_reason, NEW.waived_by_id, NEW.waived_at, NEW.evidence_count,"
                    " NEW.stated_at) IS DISTINCT FROM (OLD.opinion, OLD.decided_by_id,"
                    " OLD.decided_at, OLD.waiver_reason, OLD.waived_by_id, OLD.waived_at,"
                    " OLD.evidence_count, OLD.stated_at)"
                ),
                func="RAISE EXCEPTION 'a decision is made once' USING ERRCODE = 'check_violation';",
            ),
            # Avoidance: nobody decides on the filing of a unit of their own, past or present.
            Wall(
                name="avoidance",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status", "decided_by_id"),
                condition=pgtrigger.Condition("NEW.status IN ('confirmed', 'rejected')"),
                func=f"""
                    IF {is_of_the_unit("NEW.decided_by_id", "NEW.unit_id")} OR EXISTS (
                        SELECT 1 FROM accountability_filing f
                        WHERE f.id = NEW.filing_id
                          AND f.submitted_by_id IN {accounts_of("NEW.decided_by_id")}
                    ) OR NEW.proposed_by_id IN {accounts_of("NEW.decided_by_id")}
                      OR NEW.stated_by_id IN {accounts_of("NEW.decided_by_id")} THEN
                        RAISE EXCEPTION 'nobody decides on a unit of their own'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stated_by__isnull=True, stated_at__isnull=True, statement="")
                | Q(stated_by__isnull=False, stated_at__isnull=False) & ~Q(statement=""),
                name="falsification_stated_pair",
            ),
            models.CheckConstraint(
                condition=Q(waived_by__isnull=True, waived_at__isnull=True, waiver_reason="")
                | Q(waived_by__isnull=False, waived_at__isnull=False) & ~Q(waiver_reason=""),
                name="falsification_waived_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(status="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="falsification_decided_pair",
            ),
            # Whoever proposes does not decide; only the proposal itself can be taken back.
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "rejected"])
                | ~Q(decided_by=F("proposed_by")),
                name="falsification_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "rejected"])
                | Q(stated_by__isnull=True)
                | ~Q(decided_by=F("stated_by")),
                name="falsification_not_by_the_heard",
            ),
            models.CheckConstraint(
                condition=Q(hearing_ends_at__gt=F("proposed_at")),
                name="falsification_has_a_hearing",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(evidence_count__gt=0) & ~Q(opinion=""),
                name="falsification_has_evidence",
            ),
            # The unit was heard, could have been, or somebody answers for not waiting.
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | Q(stated_at__isnull=False)
                | Q(waived_at__isnull=False)
                | Q(decided_at__gte=F("hearing_ends_at")),
                name="falsification_unit_heard",
            ),
            models.UniqueConstraint(
                fields=["filing"],
                condition=Q(status__in=["proposed", "confirmed"]),
                name="falsification_one_of_a_filing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing} · {self.get_status_display()}"
