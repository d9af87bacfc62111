"""Outcomes of a clue: proposed and final, what still runs for a person, money that came back."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet, Sum

from cases.enums import Act, Form, OutcomeCode, StepStatus
from cases.models import (
    Clue,
    Outcome,
    OutcomeDraft,
    Recovery,
    Respondent,
    SecuredProperty,
    UnitSanction,
)
from cases.rules.forms import form_of

PARTY, GOVERNMENT, UNIT = "party:", "government:", "unit:"
#: Acts whose step takes the proposed outcomes along.
TAKEN_ALONG = (Act.DECIDE, Act.TALK_FIRST_FORM, Act.VERIFY_FIRST_FORM)


def drafts_of(clue: Clue) -> QuerySet[OutcomeDraft]:
    """Return the proposed outcomes of the clue, person by person."""
    rows = OutcomeDraft.objects.filter(clue=clue).select_related("respondent", "written_by")
    return rows.order_by("respondent_id", "pk")


def standing() -> QuerySet[Outcome]:
    """Return every outcome that was not taken out."""
    return Outcome.objects.filter(reverses__isnull=True, reversed_by__isnull=True)


def outcomes_of(clue: Clue) -> QuerySet[Outcome]:
    """Return every outcome of the clue, also those taken out, in the order they were made."""
    rows = Outcome.objects.filter(clue=clue, reverses__isnull=True)
    return rows.select_related(
        "respondent", "reversed_by__made_by", "remedy", "prosecution"
    ).order_by("respondent_id", "pk")


def frozen(clue: Clue) -> bool:
    """Tell whether a step that takes the proposed outcomes along waits for approval."""
    return clue.steps.filter(status=StepStatus.PROPOSED, act__in=TAKEN_ALONG).exists()


def running_until(
    respondent: Respondent, track: str, on: dt.date, *, without: Iterable[int] = ()
) -> dt.date | None:
    """Return until when an earlier sanction of the person runs on the day, in any clue.

    Only for somebody of the people register: a name alone is nobody.
    """
    if respondent.person_id is None:
        return None
    rows = standing().filter(
        respondent__person=respondent.person_id,
        code__startswith=track,
        until__gt=on,
        decided_on__lte=on,
    )
    found: dt.date | None = rows.exclude(pk__in=list(without)).aggregate(last=Max("until"))["last"]
    return found


def unit_sanction_of(respondent: Respondent) -> UnitSanction | None:
    """Return the sanction by the unit itself that stands, or None."""
    return respondent.unit_sanctions.filter(revoked_on__isnull=True).order_by("pk").first()


def forms_of(clue: Clue) -> dict[int, str]:
    """Return as which form each respondent of the clue counts, once, by the heaviest outcome."""
    codes: dict[int, list[str]] = {}
    for pk, code in standing().filter(clue=clue).values_list("respondent_id", "code"):
        codes.setdefault(pk, []).append(code)
    found = {pk: form_of(each) for pk, each in codes.items()}
    return {pk: str(Form(form).label) for pk, form in found.items() if form}


def money_of(clue: Clue) -> dict[str, Any]:
    """Return what was secured and what came back, with totals to the fen."""
    secured = SecuredProperty.objects.filter(clue=clue).select_related("respondent")
    recovered = Recovery.objects.filter(clue=clue, reverses__isnull=True)
    total = Recovery.objects.filter(clue=clue).aggregate(sum=Sum("amount"))["sum"]
    still = secured.filter(settled_at__isnull=True).aggregate(sum=Sum("value"))["sum"]
    return {
        "secured": list(secured.order_by("-pk")),
        "recovered": list(
            recovered.select_related("respondent", "reversed_by").order_by("-received_on", "-pk")
        ),
        "recovered_total": total or Decimal(0),
        "secured_total": still or Decimal(0),
    }


def recovered_in(since: dt.date, until: dt.date) -> dict[str, Decimal]:
    """Return what came back from one day to the day before another, by kind, over all cases."""
    rows = Recovery.objects.filter(received_on__gte=since, received_on__lt=until)
    found = rows.order_by().values_list("kind").annotate(sum=Sum("amount"))
    return {kind: amount for kind, amount in found}


def label_of(code: str) -> str:
    """Return an outcome in words."""
    return str(OutcomeCode(code).label)
