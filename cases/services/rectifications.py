"""What a unit puts right after a case: item by item, verified by another, reported back."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import Hand
from cases.models import CaseRectification, Clue, RectificationReport
from cases.notices import RECTIFICATION_BACK
from cases.permissions import READ_BACK
from cases.selectors.case_rectifications import may_verify
from cases.services.case_parts import check_day, require_part, said
from cases.services.faults import RuleBroken
from cases.services.hands import require_seen
from cases.verbs import (
    RECTIFIED,
    RECTIFIED_REPORTED,
    RECTIFIED_VERIFIED,
    TO_RECTIFY,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.selectors import recipients
from supervision.attachments import selectors as attachments
from supervision.attachments.services import store
from supervision.audit.services import record
from supervision.deadlines.services import extend_deadline, fix_deadline
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit

_HANDS = (Hand.HANDLING, Hand.REVIEW)
LONGEST = dt.timedelta(days=366)
WARN = "7CD"


@transaction.atomic
def add(
    *,
    actor: User,
    clue: Clue,
    unit: Unit,
    problem: str,
    measures: str,
    owner_name: str,
    due_on: dt.date,
) -> CaseRectification:
    """Put one problem on the list of the case: what is to be done, by whom, until when."""
    require_part(actor, clue, *_HANDS)
    today = clock.today()
    if not today <= due_on <= today + LONGEST:
        raise RuleBroken(_("Choose a day from today on, within a year."), field="due_on")
    Clue.objects.select_for_update().get(pk=clue.pk)
    last = CaseRectification.objects.filter(clue=clue).aggregate(last=Max("position"))["last"]
    item = CaseRectification(
        clue=clue,
        position=(last or 0) + 1,
        unit=unit,
        problem=said("problem", problem, least=10),
        measures=said("measures", measures, least=10),
        owner_name=said("owner_name", owner_name, least=2),
        set_by=actor,
        set_at=clock.now(),
    )
    fix_deadline(item, started_at=clock.now(), last_day=due_on, warn=WARN, basis=clue.number)
    item.save()
    _note(TO_RECTIFY, actor, item)
    return item


@transaction.atomic
def report_done(
    *,
    actor: User,
    item: CaseRectification,
    done: str,
    done_on: dt.date,
    files: Sequence[UploadedFile] = (),
) -> CaseRectification:
    """Record what the unit did, with its evidence; without evidence nothing is verified."""
    require_part(actor, item.clue, *_HANDS)
    found = _open(item)
    since = clock.local(found.set_at).date()
    check_day("done_on", done_on, since=since, cause=_("the item was set"))
    if not files and not attachments.of(found).exists():
        raise RuleBroken(_("Add the evidence by which it is verified."), field="files")
    found.done, found.done_on = said("done", done, least=10), done_on
    found.done_noted_by = actor
    found.save(update_fields=["done", "done_on", "done_noted_by"])
    for upload in files:
        store(actor=actor, upload=upload, owner=found)
    _note(RECTIFIED, actor, found)
    return found


@transaction.atomic
def verify(
    *,
    actor: User,
    item: CaseRectification,
    accepts: bool,
    verdict: str,
    due_on: dt.date | None = None,
) -> CaseRectification:
    """Accept what was done and close the item, or send it back with what is missing.

    Raises RuleBroken for whoever set or reported the item, and where nothing is reported.
    """
    require_seen(actor, item.clue)
    found = _open(item)
    if found.done_on is None:
        raise RuleBroken(_("Nothing is reported as rectified yet."))
    if not may_verify(actor, found):
        raise RuleBroken(_("Somebody else verifies: neither who set it nor who reported it."))
    found.verdict = said("verdict", verdict, least=2)[:300]
    found.verified_by, found.verified_at = actor, clock.now()
    if accepts:
        found.closed_at = found.verified_at
    else:
        _reopen(found, due_on)
    found.save()
    _note(RECTIFIED_VERIFIED, actor, found)
    return found


def _reopen(item: CaseRectification, due_on: dt.date | None) -> None:
    item.done, item.done_on, item.done_noted_by = "", None, None
    if due_on is None:
        return
    if due_on < clock.today():
        raise RuleBroken(_("This day has passed."), field="due_on")
    if clock.end_of(due_on) > (item.extended_to or item.due_at):
        extend_deadline(item, last_day=due_on)


@transaction.atomic
def report_back(*, actor: User, clue: Clue, to_unit: Unit, words: str) -> RectificationReport:
    """Report to the office or group that supervised what was put right; it is told at once.

    The words go to people who may not open the case: they name problems and measures, no persons
    of the case. Raises RuleBroken without a list, and while an item is not verified.
    """
    require_part(actor, clue, *_HANDS)
    items = CaseRectification.objects.filter(clue=clue)
    if not items.exists():
        raise RuleBroken(_("There is no list of items to report on."))
    if items.filter(closed_at__isnull=True).exists():
        raise RuleBroken(_("Every item has to be verified before it is reported back."))
    text = said("words", words, least=20)
    for name in clue.respondents.values_list("name", flat=True):
        if name in text:
            raise RuleBroken(
                _("The report names a person of the case; its readers may not know."),
                field="words",
            )
    report = RectificationReport.objects.create(
        clue=clue, to_unit=to_unit, words=text, sent_by=actor, sent_at=clock.now()
    )
    details = {"record": report.pk, "note": to_unit.short_name}
    record(verb=RECTIFIED_REPORTED, actor=actor, target=clue, details=details)
    _tell(report)
    return report


def _tell(report: RectificationReport) -> None:
    told = recipients(permission=READ_BACK, unit_ids=[report.to_unit_id])
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=RECTIFICATION_BACK,
            recipients=told.get(report.to_unit_id, []),
            title=_("Rectification after a case is reported back"),
            url=reverse("cases:rectification_report", args=[report.pk]),
            target=report,
            unit=report.to_unit,
            dedupe_key=f"case-rectification-report-{report.pk}",
        )


def _open(item: CaseRectification) -> CaseRectification:
    rows = CaseRectification.objects.select_for_update(of=("self",))
    found = rows.select_related("clue__handling_office", "unit").get(pk=item.pk)
    if found.closed_at is not None:
        raise RuleBroken(_("This item is verified; nothing was changed."))
    return found


def _note(verb: object, actor: User, item: CaseRectification) -> None:
    record(
        verb=verb,  # type: ignore[arg-type]
        actor=actor,
        target=item.clue,
        details={"record": item.pk, "note": f"{item.position}"},
    )
