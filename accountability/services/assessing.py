"""What assessors do with a unit: read, check on the spot, report problems."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from accountability.enums import FindingSource, ProblemStatus, SheetStatus, Track
from accountability.models import (
    AssessmentProblem,
    AssessmentSheet,
    FieldCheck,
    Filing,
    GroupMember,
    ReadingMark,
)
from accountability.permissions import ASSESS
from accountability.selectors.assessing import (
    draft_key,
    filings_to_read,
    is_leader,
    membership,
    sheets_visible_to,
)
from accountability.selectors.avoidance import about_unit
from accountability.services.findings import SHORTEST_REASON, Facts, write_finding
from accountability.services.own_cause import check_may_decide
from accountability.verbs import (
    FIELD_CHECKED,
    FILING_READ,
    PROBLEM_CONFIRMED,
    PROBLEM_REFUSED,
    PROBLEM_REPORTED,
)
from accountability.workflow import PROBLEM_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach, store_each
from supervision.audit.services import record

Uploads = Iterable[Attachment | uuid.UUID | str]


def require_member(actor: User, sheet: AssessmentSheet) -> GroupMember:
    """Return the actor's membership; raises PermissionDenied for whoever is not in the group."""
    require(actor, ASSESS)
    member = membership(actor, sheet)
    if member is None:
        raise PermissionDenied(_("Only the members of the group assess this unit."))
    return member


def require_leader(actor: User, sheet: AssessmentSheet) -> None:
    """Raise PermissionDenied for everybody but the group leader."""
    if not is_leader(require_member(actor, sheet), sheet):
        raise PermissionDenied(_("Only the group leader does this."))


def held(sheet: AssessmentSheet) -> AssessmentSheet:
    """Lock the sheet; raises ValidationError once it was handed in."""
    found = (
        AssessmentSheet.objects.select_for_update(of=("self",))
        .select_related("group__assessment", "unit")
        .get(pk=sheet.pk)
    )
    if found.status != SheetStatus.SCORING:
        raise ValidationError(_("The sheet is handed in; nothing is added or taken away."))
    return found


@transaction.atomic
def mark_read(
    *, actor: User, sheet: AssessmentSheet, filing: Filing, remark: str = ""
) -> ReadingMark:
    """Note that the filing was read, with a remark; reading it again adds a further remark.

    Raises ValidationError for a filing that is not part of this assessment.
    """
    require_member(actor, sheet)
    found = held(sheet)
    if not filings_to_read(found).filter(pk=filing.pk).exists():
        raise ValidationError(_("This filing is not part of the assessment."))
    mark = ReadingMark.objects.create(
        sheet=found,
        filing=filing,
        remark=remark.strip()[:300],
        read_by=actor,
        read_at=clock.now(),
    )
    record(
        verb=FILING_READ,
        actor=actor,
        target=filing,
        unit=found.unit,
        details={"note": mark.remark or found.group.name},
    )
    return mark


@transaction.atomic
def record_check(
    *,
    actor: User,
    sheet: AssessmentSheet,
    checked_on: dt.date,
    place: str,
    attended_by: str,
    seen: str,
    attachments: Uploads = (),
) -> FieldCheck:
    """Record a check on the spot with its photos.

    Raises ValidationError for a day to come and for missing facts.
    """
    require_member(actor, sheet)
    found = held(sheet)
    _check_facts(checked_on, place, attended_by, seen)
    uploads = list(attachments)
    check = FieldCheck.objects.create(
        sheet=found,
        checked_on=checked_on,
        place=place.strip(),
        attended_by=attended_by.strip(),
        seen=seen.strip(),
        file_count=len(uploads),
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    if uploads:
        attach(attachments=uploads, owner=check, actor=actor)
    record(
        verb=FIELD_CHECKED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": check.place, "files": len(uploads)},
    )
    return check


def _check_facts(checked_on: dt.date, place: str, attended_by: str, seen: str) -> None:
    if checked_on > clock.today():
        raise ValidationError({"checked_on": _("This day lies in the future.")})
    if not place.strip():
        raise ValidationError({"place": _("Name the place.")})
    if not attended_by.strip():
        raise ValidationError({"attended_by": _("Say who was there.")})
    if len(seen.strip()) < SHORTEST_REASON:
        raise ValidationError({"seen": _("Say what was seen.")})


@transaction.atomic
def report_problem(
    *,
    actor: User,
    sheet: AssessmentSheet,
    track: str,
    title: str,
    description: str,
    holder_name: str = "",
    filing: Filing | None = None,
) -> AssessmentProblem:
    """Report a problem to the group leader; only confirmed it becomes a finding.

    Raises ValidationError for missing facts and for a filing of another unit.
    """
    require_member(actor, sheet)
    found = held(sheet)
    _check_problem(found, track, title, description, holder_name, filing)
    problem = AssessmentProblem.objects.create(
        sheet=found,
        track=track,
        title=title.strip(),
        description=description.strip(),
        holder_name=holder_name.strip(),
        filing=filing,
        reported_by=actor,
        reported_at=clock.now(),
    )
    record(
        verb=PROBLEM_REPORTED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"problem": problem.pk},
    )
    return problem


def _check_problem(
    sheet: AssessmentSheet,
    track: str,
    title: str,
    description: str,
    holder_name: str,
    filing: Filing | None,
) -> None:
    if track not in Track.values:
        raise ValidationError({"track": _("Choose a track.")})
    if not title.strip():
        raise ValidationError({"title": _("Name the problem.")})
    if len(description.strip()) < SHORTEST_REASON:
        raise ValidationError({"description": _("State the facts.")})
    if (track == Track.MATTER) == bool(holder_name.strip()):
        raise ValidationError(
            {"holder_name": _("Name the person on the track of persons, and nobody otherwise.")}
        )
    if filing is not None and filing.unit_id != sheet.unit_id:
        raise ValidationError({"filing": _("This filing belongs to another unit.")})


def decide_problem(
    *, actor: User, problem: AssessmentProblem, confirm: bool, opinion: str = ""
) -> None:
    """Confirm the problem, which makes it a finding the unit does not see yet, or refuse it.

    Raises PermissionDenied for everybody but the group leader, ValidationError where it is
    decided already or a refusal gives no reason.
    """
    require_leader(actor, problem.sheet)
    sheet = problem.sheet
    check_may_decide(actor, about_unit(sheet.unit_id), about=sheet, unit=sheet.unit)
    with transaction.atomic():
        _decide(actor, problem, confirm, opinion)


def _decide(actor: User, problem: AssessmentProblem, confirm: bool, opinion: str) -> None:
    sheet = held(problem.sheet)
    found = AssessmentProblem.objects.select_for_update().get(pk=problem.pk)
    after = ProblemStatus.CONFIRMED if confirm else ProblemStatus.REFUSED
    if not may_move(PROBLEM_MOVES, found.status, after):
        raise ValidationError(_("This problem is decided already."))
    if not confirm and len(opinion.strip()) < SHORTEST_REASON:
        raise ValidationError({"opinion": _("Say why the problem is not confirmed.")})
    found.status, found.opinion = after, opinion.strip()[:200]
    found.decided_by, found.decided_at = actor, clock.now()
    if confirm:
        found.finding = write_finding(
            actor=actor,
            unit=sheet.unit,
            source=FindingSource.ASSESSMENT,
            facts=Facts(
                found.track,
                found.title,
                found.description,
                clock.local(found.reported_at).date(),
                holder_name=found.holder_name,
            ),
            filing=found.filing,
            assessment=sheet.group.assessment,
            basis=found,
            is_shown=False,
        )
    found.save()
    record(
        verb=PROBLEM_CONFIRMED if confirm else PROBLEM_REFUSED,
        actor=actor,
        target=sheet,
        unit=sheet.unit,
        details={"problem": found.pk, "note": found.opinion},
    )


def stage_photos(
    *, actor: User, sheet: AssessmentSheet, files: Iterable[UploadedFile], dropped: Iterable[str]
) -> tuple[list[Attachment], list[str]]:
    """Keep the photos of a form sent without script; return them, and why others were refused.

    `dropped` says why files were turned away on the way in.
    """
    require_member(actor, sheet)
    return store_each(actor=actor, uploads=files, draft=draft_key(sheet), dropped=dropped)


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate: 404 beyond the reach, 403 for whoever is not in the group."""
    rows = sheets_visible_to(user)
    sheet = rows.filter(pk=int(rest)).first() if rest.isdecimal() and len(rest) < 19 else None
    if sheet is None:
        raise Http404
    require_member(user, sheet)
    if sheet.status != SheetStatus.SCORING:
        raise PermissionDenied(_("The sheet is handed in; nothing is added or taken away."))
