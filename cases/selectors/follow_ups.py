"""What follows from a case: proposals to units, causes, prosecution, opinions of the panel."""

from django.db.models import QuerySet

from cases.models import (
    CauseReport,
    Clue,
    PanelOpinion,
    Proposal,
    Prosecution,
    SupplementRound,
    UnitSanction,
)
from cases.permissions import READ_BACK
from cases.selectors.offices import offices_with
from supervision import clock
from supervision.deadlines.sql import light_annotation
from supervision.organizations.models import Unit


def proposals_of(clue: Clue) -> QuerySet[Proposal]:
    """Return the proposals of the clue with lights, the newest first."""
    rows = Proposal.objects.filter(clue=clue).annotate(light=light_annotation(clock.now()))
    return rows.select_related("unit").order_by("-pk")


def open_proposals() -> QuerySet[Proposal]:
    """Return every proposal that waits for its reply."""
    return Proposal.objects.filter(closed_at__isnull=True).select_related("unit", "clue")


def causes_of(clue: Clue) -> CauseReport | None:
    """Return the report on causes that counts: the latest."""
    rows = CauseReport.objects.filter(clue=clue).select_related("written_by")
    return rows.order_by("-pk").first()


def prosecutions_of(clue: Clue) -> QuerySet[Prosecution]:
    """Return the transfers of the clue with their rounds."""
    rows = Prosecution.objects.filter(clue=clue).select_related("respondent")
    return rows.prefetch_related("rounds").order_by("pk")


def open_round(prosecution: Prosecution) -> SupplementRound | None:
    """Return the supplementary investigation that runs, or None."""
    rounds = prosecution.rounds.all()
    return next((one for one in rounds if one.resubmitted_on is None), None)


def opinions_of(clue: Clue) -> QuerySet[PanelOpinion]:
    """Return what the members of the panel held, in the order it was written."""
    rows = PanelOpinion.objects.filter(clue=clue).select_related("member")
    return rows.order_by("pk")


def unit_sanctions_of(clue: Clue) -> QuerySet[UnitSanction]:
    """Return the sanctions by units of the respondents of the clue."""
    rows = UnitSanction.objects.filter(respondent__clue=clue)
    return rows.select_related("respondent").order_by("pk")


def places_for_report() -> QuerySet[Unit]:
    """Return the offices and groups in which somebody reads what was rectified."""
    return offices_with(READ_BACK)
