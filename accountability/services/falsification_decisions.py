"""Decide on a falsified filing, with everything that follows from it in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FalsificationStatus, FindingSource, Track
from accountability.models import Falsification
from accountability.notices import FALSE_DECIDED
from accountability.permissions import DECIDE_FALSE, DRAFT_PAPER, RECTIFY
from accountability.selectors.falsifications import must_leave
from accountability.selectors.summonses import Member, leading_group
from accountability.services import summonses
from accountability.services.falsifications import LEAST_WORDS, close, opened
from accountability.services.findings import Facts, write_finding
from accountability.services.paper_texts import falsified_notice
from accountability.verbs import (
    FALSE_CONFIRMED,
    FALSE_REJECTED,
    FALSE_WAIVED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units
from supervision.web.formats import due_day, full_date

KIND = "accountability.falsified_notice"


@dataclass(frozen=True)
class Talk:
    """When and where the leading group is talked to; `typed` where the register names nobody."""

    planned_at: dt.datetime
    place: str
    typed: Sequence[Member] = ()


@transaction.atomic
def reject(*, actor: User, falsification: Falsification, opinion: str) -> Falsification:
    """Decide that the filing stands as it is; the opinion is shown to the unit."""
    found = _to_decide(actor, falsification)
    _check_opinion(opinion)
    found.status, found.opinion = FalsificationStatus.REJECTED, opinion.strip()
    close(actor, found)
    record(
        verb=FALSE_REJECTED,
        actor=actor,
        target=found.filing.duty,
        unit=found.unit,
        details={"falsification": found.pk, "note": found.opinion},
    )
    _tell_decided(found)
    return found


def _to_decide(actor: User, falsification: Falsification) -> Falsification:
    require(actor, DECIDE_FALSE, falsification.unit)
    if falsification.proposed_by_id == actor.pk:
        raise PermissionDenied(
            _("Nobody decides on their own proposal: a second person is needed.")
        )
    found = opened(falsification)
    if must_leave(actor, found):
        raise PermissionDenied(
            _("You come from this unit or spoke for it: somebody else decides (avoidance).")
        )
    return found


def _check_opinion(opinion: str) -> None:
    if len(opinion.strip()) < LEAST_WORDS:
        raise ValidationError({"opinion": _("Give the opinion in at least 10 characters.")})


@transaction.atomic
def confirm(
    *,
    actor: User,
    falsification: Falsification,
    opinion: str,
    talk: Talk,
    waiver: str = "",
) -> Falsification:
    """Hold the filing to be falsified, with everything that follows, in one transaction.

    The filing is marked, a finding raised, the district-wide notice drafted and every member of
    the leading group called to a talk. Raises ValidationError without evidence, before the unit
    was heard (unless `waiver` says why it is not waited for), or where nobody is named.
    """
    found = _to_decide(actor, falsification)
    _check_opinion(opinion)
    if not found.evidence_count:
        raise ValidationError(_("There is no evidence yet: nothing is confirmed without it."))
    _hear(actor, found, waiver)
    found.status, found.opinion = FalsificationStatus.CONFIRMED, opinion.strip()
    close(actor, found)
    record(
        verb=FALSE_CONFIRMED,
        actor=actor,
        target=found.filing.duty,
        unit=found.unit,
        details={"falsification": found.pk, "note": found.opinion},
    )
    _raise_finding(actor, found)
    _draft_notice(actor, found)
    summonses.plan(
        actor=actor,
        unit=found.unit,
        members=leading_group(found.unit) or list(talk.typed),
        reason=_reason(found),
        planned_at=talk.planned_at,
        place=talk.place,
        falsification=found,
    )
    _tell_decided(found)
    return found


def _hear(actor: User, falsification: Falsification, waiver: str) -> None:
    """See that the unit was heard, could have been, or that somebody answers for not waiting."""
    if falsification.stated_at is not None or clock.now() >= falsification.hearing_ends_at:
        return
    if len(waiver.strip()) < LEAST_WORDS:
        raise ValidationError(
            {
                "waiver": _(
                    "The unit may state its case until %(day)s. Wait for it, or say in at least "
                    "10 characters why not."
                )
                % {"day": full_date(due_day(falsification.hearing_ends_at))}
            }
        )
    falsification.waiver_reason = waiver.strip()
    falsification.waived_by, falsification.waived_at = actor, clock.now()
    record(
        verb=FALSE_WAIVED,
        actor=actor,
        target=falsification,
        unit=falsification.unit,
        details={"note": falsification.waiver_reason},
    )


def _reason(falsification: Falsification) -> str:
    with override(settings.LANGUAGE_CODE):
        return _("Materials filed for “%(title)s” (receipt %(receipt)s) were falsified.") % {
            "title": falsification.filing.duty.title,
            "receipt": falsification.filing.receipt,
        }


def _raise_finding(actor: User, falsification: Falsification) -> None:
    filing = falsification.filing
    with override(settings.LANGUAGE_CODE):
        title = _("Falsified filing: %(title)s") % {"title": filing.duty.title}
        asked = _("The unit files true materials for this task as a supplement.")
    write_finding(
        actor=actor,
        unit=falsification.unit,
        source=FindingSource.FALSIFIED,
        facts=Facts(
            Track.MATTER, title[:120], f"{falsification.facts}\n{asked}", clock.today(), None, ""
        ),
        duty=filing.duty,
        filing=filing,
        basis=falsification,
    )


def _draft_notice(actor: User, falsification: Falsification) -> OfficialDocument:
    """Draft the notice in the name of whoever proposed: then the one who decided may sign it."""
    proposer = falsification.proposed_by
    drafter = proposer if proposer.can(DRAFT_PAPER) else actor
    document = drafting.draft(
        actor=drafter,
        kind=KIND,
        units=_everybody(falsification.unit),
        content=falsified_notice(falsification),
        reply_by=None,
        about=falsification,
        subject_unit=falsification.unit,
    )
    document = drafting.submit(actor=drafter, document=document)
    falsification.notice = document
    falsification.save(update_fields=["notice"])
    return document


def _everybody(unit: Unit) -> list[Unit]:
    """Return the units to which a notice is circulated: all that carry the responsibilities."""
    return list(responsible_units()) or [unit]


def _tell_decided(falsification: Falsification) -> None:
    unit = falsification.unit
    told = recipients(permission=RECTIFY, unit_ids=[unit.pk]).get(unit.pk, [])
    with override(settings.LANGUAGE_CODE):
        words = _("%(status)s: %(title)s") % {
            "status": falsification.get_status_display(),
            "title": falsification.filing.duty.title,
        }
    notify(
        kind=FALSE_DECIDED,
        recipients=[*told, falsification.proposed_by_id],
        title=words,
        body=falsification.opinion,
        url=reverse("accountability:falsification", args=[falsification.pk]),
        target=falsification,
        unit=unit,
        dedupe_key=f"false-{falsification.pk}-decided",
    )
