"""Draft the report on a trace for the leaders: what the record answers, and what it lacks (A32)."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accountability.models import Trace
from accountability.permissions import DRAFT_PAPER, TRACE_BACK
from accountability.selectors.traces import Answer, Known, Line, Traced, follow
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.deadlines.enums import Light
from supervision.documents.content import Block, Content, Heading, Paragraph, Table
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors.papers import documents_about
from supervision.documents.services import drafting
from supervision.documents.workflow import DOCUMENT_MOVES, may_move
from supervision.organizations.models import Unit
from supervision.web.formats import due_day, full_date

KIND = "trace-report"
#: So many acts answer one question on paper; the page of the trace has the others.
_ON_PAPER = 20


@transaction.atomic
def draft_report(*, actor: User, trace: Trace, day: dt.date) -> OfficialDocument:
    """Draft the report on what the trace finds, with what was known at the end of the day.

    It goes to no unit. Raises ValidationError for a day to come, and while an earlier report on
    the trace is not issued yet.
    """
    require(actor, TRACE_BACK, trace.unit)
    require(actor, DRAFT_PAPER, trace.unit)
    if day > clock.today():
        raise ValidationError(_("This day has not come yet."))
    # Of two who press the button at once one is told of the other's draft; a trace itself is
    # written once, and nobody may hold it.
    Unit.objects.select_for_update(no_key=True).get(pk=trace.unit_id)
    if any(may_move(DOCUMENT_MOVES, paper.status, "discarded") for paper in documents_about(trace)):
        raise ValidationError(_("A report on this trace is being drafted already."))
    # What is found is worded too: doubts, gaps and acts by their names.
    with override(settings.LANGUAGE_CODE):
        content = words(trace, follow(actor, trace, day))
    return drafting.draft(
        actor=actor,
        kind=KIND,
        units=[],
        content=content,
        reply_by=None,
        about=trace,
        subject_unit=trace.unit,
    )


def words(trace: Trace, traced: Traced) -> Content:
    """Return the words of the report, filled from what the page of the trace shows."""
    return Content(
        title=_("Report on tracing back a problem of %(unit)s") % {"unit": trace.unit.name},
        addressee=_("Leaders of the commission"),
        blocks=(
            Heading(_("Problem and extent of the trace")),
            *_extent(trace, traced),
            Heading(_("Who did what, after the record")),
            *(block for answer in traced.answers for block in _answer(answer)),
            Heading(_("What was known at the end of %(day)s") % {"day": full_date(traced.day)}),
            *_known(traced.known),
            Heading(_("Papers sent")),
            *_papers(traced.papers),
            Heading(_("Gaps in the record")),
            *_gaps(traced),
        ),
    )


def _extent(trace: Trace, traced: Traced) -> list[Block]:
    said = {
        "number": trace.number,
        "day": full_date(trace.traced_at),
        "name": trace.traced_by.name,
        "unit": trace.unit.name,
        "since": full_date(trace.since),
        "until": full_date(trace.until),
        "n": len(traced.duties),
    }
    found: list[Block] = [
        Paragraph(_("Problem: %(problem)s") % {"problem": trace.problem}),
        Paragraph(
            _(
                "On %(day)s %(name)s began trace %(number)s about %(unit)s. It follows %(n)d tasks "
                "from %(since)s to %(until)s through the audit record of the platform."
            )
            % said
        ),
        Paragraph(_("Purpose: %(purpose)s") % {"purpose": trace.purpose}),
    ]
    if traced.is_cut:
        found.append(
            Paragraph(_("More is on record than one trace holds; the first acts are listed here."))
        )
    return found


def _answer(answer: Answer) -> list[Block]:
    heading = Heading(str(answer.label), 2)
    if not answer.lines:
        return [heading, Paragraph(_("Nobody, as far as the record knows."))]
    rows = tuple(
        (
            full_date(line.event.at),
            _who(line),
            str(line.event.label),
            _("%(record)s (audit event %(number)s)")
            % {"record": line.about, "number": line.event.pk},
        )
        for line in answer.lines[:_ON_PAPER]
    )
    columns = (_("Day"), _("Name and post on that day"), _("Act"), _("Record concerned"))
    found: list[Block] = [heading, Table(columns, rows)]
    if len(answer.lines) > _ON_PAPER:
        rest = {"n": len(answer.lines) - _ON_PAPER}
        found.append(Paragraph(_("%(n)d further acts stand on the page of the trace.") % rest))
    return found


def _who(line: Line) -> str:
    name = line.event.actor_name or _("the system")
    return f"{name}（{line.posts}）" if line.posts else name


def _known(known: list[Known]) -> list[Block]:
    if not known:
        return [Paragraph(_("On this day the portal knew of none of these tasks."))]
    columns = (_("Task"), _("Due"), _("Light"), _("Filings"), _("Grades, doubts and problems"))
    rows = tuple(
        (
            f"{row.duty.number} {row.duty.title}",
            full_date(due_day(row.duty.ends_at)),
            str(Light(row.duty.light).label),
            str(len(row.filings)),
            _findings(row),
        )
        for row in known
    )
    return [Table(columns, rows)]


def _findings(row: Known) -> str:
    doubts = ngettext("%(n)s doubt", "%(n)s doubts", row.doubts) % {"n": row.doubts}
    said = [*row.grades, *([doubts] if row.doubts else []), *row.findings]
    return "、".join(said) or "—"


def _papers(papers: list[OfficialDocument]) -> list[Block]:
    if not papers:
        return [Paragraph(_("No paper was sent about these tasks."))]
    rows = tuple(
        (full_date(paper.issued_on), paper.number, paper.title, str(paper.get_status_display()))
        for paper in papers
    )
    return [Table((_("Day"), _("Number"), _("Title"), _("Status")), rows)]


def _gaps(traced: Traced) -> list[Block]:
    if not traced.gaps:
        return [Paragraph(_("The record has no gap about these tasks."))]
    rows = tuple(
        (f"{gap.duty.number} {gap.duty.title}", "；".join(gap.words)) for gap in traced.gaps
    )
    return [Table((_("Task"), _("What is missing")), rows)]
