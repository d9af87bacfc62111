"""Papers of rectification: the notice to a unit, its report, its plan."""

import datetime as dt
import io
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import EntryKind
from accountability.models import Rectification, RectificationPlan
from accountability.permissions import RAISE_FINDING, READ
from accountability.selectors.plans import rows_of
from accountability.selectors.rectifications import UNDER_WAY, entries_of
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.documents.content import Content, Heading, Paragraph, Table
from supervision.documents.drawing import Paper, docx_of
from supervision.documents.kinds import Layout
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting
from supervision.web.formats import due_day, full_date

NOTICE = "rectification-notice"
REPORT = "rectification-report"


@transaction.atomic
def draft_notice(*, actor: User, rectification: Rectification) -> OfficialDocument:
    """Draft the notice that asks the unit to rectify; its reply is due when the item is.

    Raises ValidationError for a rectification that is concluded.
    """
    require(actor, RAISE_FINDING, rectification.unit)
    if rectification.status not in UNDER_WAY:
        raise ValidationError(_("This rectification is concluded; no notice goes out any more."))
    return drafting.draft(
        actor=actor,
        kind=NOTICE,
        units=[rectification.unit],
        content=notice_words(rectification),
        reply_by=due_day(rectification.ends_at),
        about=rectification,
        subject_unit=rectification.unit,
    )


@transaction.atomic
def draft_report(*, actor: User, rectification: Rectification) -> OfficialDocument:
    """Draft the report on the rectification for the unit, from what was written and verified."""
    require(actor, RAISE_FINDING, rectification.unit)
    return drafting.draft(
        actor=actor,
        kind=REPORT,
        units=[rectification.unit],
        content=report_words(rectification),
        reply_by=None,
        about=rectification,
        subject_unit=rectification.unit,
    )


def basis_gone(document: OfficialDocument) -> str:
    """Say why a notice must not go out any more, with the item held; "" while it may."""
    found = Rectification.objects.select_for_update().filter(pk=document.about_id).first()
    if found is None or found.status in UNDER_WAY:
        return ""
    return _("%(number)s is %(status)s; a notice to rectify it no longer goes out.") % {
        "number": found.number,
        "status": found.get_status_display(),
    }


def notice_words(item: Rectification) -> Content:
    """Return the words of the notice: the problem, what is required, the day."""
    with override(settings.LANGUAGE_CODE):
        facts = item.finding.description if item.finding else item.title
        return Content(
            title=_("Notice to rectify within a set time"),
            blocks=(
                Paragraph(
                    _("The following problem was found in your unit (%(number)s).")
                    % {"number": item.finding.number if item.finding else item.number}
                ),
                Heading(_("Problem")),
                Paragraph(f"{item.title}。{facts}" if facts != item.title else f"{facts}。"),
                Heading(_("What the unit must do")),
                Paragraph(item.requirement),
                Paragraph(
                    _(
                        "Person in charge: %(name)s. Rectify by %(day)s and report the result "
                        "with its evidence; it is verified by another person."
                    )
                    % {"name": item.owner_name, "day": full_date(due_day(item.ends_at))}
                ),
            ),
        )


def report_words(item: Rectification) -> Content:
    """Return the words of the report: measures, what was done, the verdict."""
    with override(settings.LANGUAGE_CODE):
        entries = entries_of(item)
        said = {kind: [row for row in entries if row.kind == kind] for kind in EntryKind.values}
        blocks: list[Heading | Paragraph | Table] = [
            Heading(_("Problem")),
            Paragraph(f"{item.number} {item.title}"),
            Heading(_("Measures")),
            *(Paragraph(row.text) for row in said[EntryKind.MEASURES]),
            Heading(_("Result of the rectification")),
            *(Paragraph(row.text) for row in said[EntryKind.DONE]),
        ]
        verdicts = [row.verdict for row in said[EntryKind.DONE] if hasattr(row, "verdict")]
        if verdicts:
            blocks += [
                Heading(_("Verification")),
                Table(
                    (_("Day"), _("Verdict of the verifier"), _("Opinion"), _("Verified by")),
                    tuple(
                        (
                            full_date(verdict.verified_at),
                            _("Accepted") if verdict.is_accepted else _("Sent back"),
                            verdict.opinion or "—",
                            verdict.verified_by.name,
                        )
                        for verdict in verdicts
                    ),
                ),
            ]
        return Content(title=_("Report on the rectification"), blocks=tuple(blocks))


def plan_file(*, actor: User, plan: RectificationPlan) -> BinaryIO:
    """Draw the plan as a Word file in the general format, for whoever may read it."""
    require(actor, READ)
    paper = Paper(
        content=plan_words(plan),
        layout=Layout.GENERAL,
        organ=plan.unit.name,
        organ_mark=plan.unit.name,
        number=plan.number,
        signed_on=_day_of(plan),
        addressee="",
        sealed=False,
    )
    return io.BytesIO(docx_of(paper))


def _day_of(plan: RectificationPlan) -> dt.date | None:
    return clock.local(plan.submitted_at).date() if plan.submitted_at else None


def plan_words(plan: RectificationPlan) -> Content:
    """Return the words of the plan: causes, then a table of rows and measures."""
    with override(settings.LANGUAGE_CODE):
        rows = tuple(
            (
                str(number),
                (row.duty or row.finding).title if (row.duty or row.finding) else "",  # type: ignore[union-attr]
                row.measure or "—",
                row.owner_name or "—",
                full_date(row.due_on) if row.due_on else "—",
            )
            for number, row in enumerate(rows_of(plan), start=1)
        )
        return Content(
            title=plan.title,
            blocks=(
                Heading(_("Causes")),
                *(Paragraph(line) for line in plan.causes.splitlines() if line.strip()),
                Heading(_("Measures")),
                Table(
                    (
                        _("No."),
                        _("Problem"),
                        _("Measure to take"),
                        _("Person in charge"),
                        _("To be rectified by"),
                    ),
                    rows,
                ),
            ),
        )
