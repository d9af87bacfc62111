"""Read doubts: the office those of its scope, a unit those it was asked to explain."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accountability.doubt_enums import DoubtGrade, DoubtStatus
from accountability.models import Doubt, DoubtStep, Filing, Finding
from accountability.permissions import CHECK_DOUBTS, RECTIFY
from accountability.selectors.avoidance import Matter, about_filings
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.attachments.models import FileFacts

#: Nothing was decided yet.
UNDECIDED = (
    DoubtStatus.OPEN,
    DoubtStatus.ASKED,
    DoubtStatus.EXPLAINED,
    DoubtStatus.FIELD_CHECK,
)


def doubts_visible_to(user: Any) -> QuerySet[Doubt]:
    """Return the doubts the account may read, newest first.

    Whoever checks doubts reads those of its scope; a unit reads a doubt about itself once it was
    asked to explain it.
    """
    rows = Doubt.objects.select_related(
        "unit", "filing__duty", "other_filing__unit", "asked_by", "decided_by"
    ).order_by("-id")
    asked = unit_scope(user, permission=RECTIFY) & Q(asked_at__isnull=False)
    return rows.filter(unit_scope(user, permission=CHECK_DOUBTS) | asked)


def doubt_page(user: Any) -> QuerySet[Doubt]:
    """Return the same doubts with all that a doubt's page draws."""
    return doubts_visible_to(user).select_related(
        "filing__unit",
        "filing__submitted_by",
        "filing__duty__assignment__item",
        "filing__duty__task_list",
        "other_filing__submitted_by",
        "other_filing__duty__assignment__item",
        "other_filing__duty__task_list",
        "attachment",
        "other_attachment",
        "explained_by",
        "item",
    )


def by_weight(rows: QuerySet[Doubt]) -> QuerySet[Any]:
    """Return the rows with a number by which the gravest come first."""
    order = [DoubtGrade.GRAVE, DoubtGrade.PLAIN, DoubtGrade.LIGHT]
    whens = [When(grade=grade, then=Value(place)) for place, grade in enumerate(order)]
    return rows.annotate(weight=Case(*whens, output_field=IntegerField()))


def waiting_for_office(rows: QuerySet[Doubt]) -> QuerySet[Doubt]:
    """Keep the doubts that wait for the office; notes of little weight do not.

    A unit that was asked has the next word, so its doubts wait for it until its time is over.
    """
    silent = Q(status=DoubtStatus.ASKED, explain_until__lte=clock.now())
    waiting = rows.filter(silent | Q(status__in=(DoubtStatus.OPEN, DoubtStatus.EXPLAINED)))
    return waiting.exclude(status=DoubtStatus.OPEN, grade=DoubtGrade.LIGHT)


def to_check(user: Any) -> QuerySet[Doubt]:
    """Return the doubts that wait for the office, the gravest first."""
    if not user.can(CHECK_DOUBTS):
        return Doubt.objects.none()
    return by_weight(waiting_for_office(doubts_visible_to(user))).order_by("weight", "-id")


def to_explain(user: Any) -> QuerySet[Doubt]:
    """Return the doubts about the account's own unit that wait for its explanation."""
    if not user.can(RECTIFY):
        return Doubt.objects.none()
    own = unit_scope(user, permission=RECTIFY)
    rows = Doubt.objects.filter(own, status=DoubtStatus.ASKED)
    return rows.select_related("unit", "filing__duty").order_by("asked_at", "id")


def doubts_of(user: Any, filing: Filing) -> QuerySet[Doubt]:
    """Return the doubts that name the filing, as the later or as the earlier record."""
    return doubts_visible_to(user).filter(Q(filing=filing) | Q(other_filing=filing))


def is_heard(doubt: Doubt) -> bool:
    """Tell whether the unit was asked and had its say: it answered, or its time is over."""
    if doubt.asked_at is None:
        return False
    if doubt.explained_at is not None and doubt.explained_at >= doubt.asked_at:
        return True
    return doubt.explain_until is not None and clock.now() >= doubt.explain_until


def matter_of(doubt: Doubt) -> Matter:
    """Return the matter of the decision: whoever filed a record or explained has a hand in it."""
    matter = about_filings([doubt.filing, doubt.other_filing], doubt.explained_by_id)
    return replace(matter, unit_ids=matter.unit_ids | {doubt.unit_id})


def steps_of(doubt: Doubt) -> list[DoubtStep]:
    """Return what was said and decided, oldest first."""
    return list(doubt.steps.select_related("by").order_by("id"))


def facts_by_digest(digests: list[str]) -> dict[str, FileFacts]:
    """Return what the files of these digests said about themselves."""
    return {row.sha256: row for row in FileFacts.objects.filter(sha256__in=digests)}


def finding_of(doubt: Doubt) -> Finding | None:
    """Return the problem that was raised from the doubt."""
    rows = Finding.objects.filter(basis_type=doubt._meta.label_lower, basis_id=str(doubt.pk))
    return rows.order_by("id").first()
