"""Give a unit the feedback of its assessment: drafted, signed by another, then rectified."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FindingStatus, SheetStatus
from accountability.models import AssessmentSheet, Finding
from accountability.notices import FEEDBACK_GIVEN as NOTICE
from accountability.permissions import BE_ESCALATED, DRAFT_PAPER, RECTIFY
from accountability.selectors.assessing import score_of, scores_of
from accountability.services.rectifications import Order, set_item
from accountability.verbs import FEEDBACK_DRAFTED, FEEDBACK_GIVEN
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.documents.content import Content, Heading, Paragraph, Table
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors.papers import documents_about
from supervision.documents.services import drafting
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit
from supervision.web.formats import full_date

KIND = "assessment-feedback"
#: A paper in one of these states still stands: no second one is drafted beside it.
_GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)


@transaction.atomic
def draft_feedback(*, actor: User, sheet: AssessmentSheet, rectify_by: dt.date) -> OfficialDocument:
    """Draft the feedback on a confirmed sheet: score, deductions, problems, the day.

    Raises ValidationError for a sheet that is not confirmed, feedback that is drafted or given
    already, and a day that has passed.
    """
    require(actor, DRAFT_PAPER, sheet.unit)
    found = _held(sheet)
    if found.status != SheetStatus.CONFIRMED:
        raise ValidationError(_("The office has not confirmed this score yet."))
    if documents_about(found).exclude(status__in=_GONE).exists():
        raise ValidationError(_("The feedback is drafted or given already."))
    if rectify_by <= clock.today():
        raise ValidationError({"rectify_by": _("Choose a day ahead.")})
    found.rectify_by = rectify_by
    found.save(update_fields=["rectify_by"])
    document = drafting.draft(
        actor=actor,
        kind=KIND,
        units=[found.unit],
        content=words(found),
        reply_by=rectify_by,
        about=found,
        subject_unit=found.unit,
    )
    record(verb=FEEDBACK_DRAFTED, actor=actor, target=found, unit=found.unit)
    return document


def words(sheet: AssessmentSheet) -> Content:
    """Return the words of the feedback."""
    with override(settings.LANGUAGE_CODE):
        return Content(
            title=_("Feedback on “%(name)s”") % {"name": sheet.group.assessment.name},
            blocks=(
                Paragraph(
                    _("%(group)s assessed your unit. The score is %(score)s of 100 points.")
                    % {"group": sheet.group.name, "score": _plain(score_of(sheet))}
                ),
                Heading(_("Overall opinion")),
                *(Paragraph(line) for line in sheet.summary.splitlines() if line.strip()),
                Heading(_("Score by indicator")),
                _scores(sheet),
                Heading(_("Problems")),
                *_problems(sheet),
                Heading(_("What the unit must do")),
                Paragraph(
                    _(
                        "Write the measures at once, rectify by %(day)s and report the result "
                        "with its evidence; it is verified by another person."
                    )
                    % {"day": full_date(sheet.rectify_by)}
                ),
            ),
        )


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"


def _scores(sheet: AssessmentSheet) -> Table:
    return Table(
        (_("Indicator"), _("Points"), _("Score given"), _("Reason of the deduction")),
        tuple(
            (
                row.indicator.title,
                _plain(row.indicator.points),
                _plain(row.points),
                "；".join(f"{one.reason}（-{_plain(one.points)}）" for one in row.deductions)
                or "—",
            )
            for row in scores_of(sheet)
        ),
    )


def _problems(sheet: AssessmentSheet) -> list[Paragraph]:
    rows = [
        Paragraph(f"{number}. {finding.title}。{finding.description}")
        for number, finding in enumerate(findings_of(sheet), start=1)
    ]
    return rows or [Paragraph(_("No problem was found."))]


def findings_of(sheet: AssessmentSheet) -> list[Finding]:
    """Return the confirmed problems of the sheet that still stand, in their order."""
    rows = Finding.objects.filter(problem__sheet=sheet).exclude(status=FindingStatus.WITHDRAWN)
    return list(rows.select_related("unit").order_by("problem__id"))


def basis_gone(document: OfficialDocument) -> str:
    """Say why the feedback must not go out any more, with the sheet held; "" while it may."""
    sheet = AssessmentSheet.objects.select_for_update().filter(pk=document.about_id).first()
    if sheet is None or sheet.feedback_at is None:
        return ""
    return _("The feedback on this assessment was given already.")


def feedback_signed(document: OfficialDocument, actor: User) -> None:
    """Show the unit its result and make each problem a rectification, with the signature."""
    sheet = _held(AssessmentSheet.objects.get(pk=document.about_id))
    if sheet.feedback_at is not None:
        return
    sheet.feedback_at = clock.now()
    sheet.save(update_fields=["feedback_at"])
    findings = findings_of(sheet)
    Finding.objects.filter(pk__in=[one.pk for one in findings], shown_at=None).update(
        shown_at=sheet.feedback_at
    )
    order = _order(sheet)
    for finding in findings:
        if finding.status == FindingStatus.OPEN:
            set_item(actor=actor, origin=finding, order=order)
    record(
        verb=FEEDBACK_GIVEN,
        actor=actor,
        target=sheet,
        unit=sheet.unit,
        details={"findings": len(findings)},
    )
    told = recipients(permission=RECTIFY, unit_ids=[sheet.unit_id])
    notify(
        kind=NOTICE,
        recipients=told.get(sheet.unit_id, []),
        title=sheet.group.assessment.name,
        url=reverse("accountability:sheet", args=[sheet.pk]),
        target=sheet,
        unit=sheet.unit,
        dedupe_key=f"feedback-{sheet.pk}",
    )


def _order(sheet: AssessmentSheet) -> Order:
    """Return what is asked; a day that passed before the signature gives a month from it."""
    today = clock.today()
    due_on = sheet.rectify_by
    if due_on is None or due_on <= today:
        due_on = today + dt.timedelta(days=30)
    with override(settings.LANGUAGE_CODE):
        requirement = _("Rectify as the feedback on “%(name)s” asks, and hand in the evidence.")
        return Order(
            owner_name=_head_of(sheet.unit),
            due_on=due_on,
            requirement=requirement % {"name": sheet.group.assessment.name},
        )


def _head_of(unit: Unit) -> str:
    """Return who answers for the unit; its name where it has no head with an account."""
    heads = recipients(permission=BE_ESCALATED, unit_ids=[unit.pk]).get(unit.pk, [])
    head = User.objects.filter(pk__in=heads).order_by("pk").first()
    return head.name[:40] if head else unit.short_name[:40]


def _held(sheet: AssessmentSheet) -> AssessmentSheet:
    return (
        AssessmentSheet.objects.select_for_update(of=("self",))
        .select_related("group__assessment", "unit")
        .get(pk=sheet.pk)
    )
