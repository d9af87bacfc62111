"""Read doubts: the office those of its scope, a unit those it was asked to explain."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accountability.doubt_enums import DoubtGrade, DoubtStatus
from accountability.models import Doubt, DoubtStep, Filing, Finding
from accountability.permissions import CHECK_DOUBTS, RECTIFY
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
    if user.can(CHECK_DOUBTS):
        return rows.filter(unit_scope(user))
    if user.can(RECTIFY):
        return rows.filter(unit_scope(user), asked_at__isnull=False)
    return rows.none()


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


def to_check(user: Any) -> QuerySet[Doubt]:
    """Return the doubts that wait for the office, the gravest first; notes of little weight not.

    A unit that was asked has the next word, so its doubts wait for it.
    """
    if not user.can(CHECK_DOUBTS):
        return Doubt.objects.none()
    rows = doubts_visible_to(user).filter(status__in=(DoubtStatus.OPEN, DoubtStatus.EXPLAINED))
    waiting = rows.exclude(status=DoubtStatus.OPEN, grade=DoubtGrade.LIGHT)
    return by_weight(waiting).order_by("weight", "-id")


def to_explain(user: Any) -> QuerySet[Doubt]:
    """Return the doubts about the account's own unit that wait for its explanation."""
    if not user.can(RECTIFY):
        return Doubt.objects.none()
    rows = Doubt.objects.filter(unit_scope(user), status=DoubtStatus.ASKED)
    return rows.select_related("unit", "filing__duty").order_by("asked_at", "id")


def doubts_of(user: Any, filing: Filing) -> QuerySet[Doubt]:
    """Return the doubts that name the filing, as the later or as the earlier record."""
    return doubts_visible_to(user).filter(Q(filing=filing) | Q(other_filing=filing))


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
