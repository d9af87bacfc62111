"""Decide on a falsified filing, with everything that follows from it in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FalsificationStatus, FindingSource, Track
from accountability.models import Falsification
from accountability.notices import FALSE_DECIDED
from accountability.permissions import DECIDE_FALSE, RECTIFY
from accountability.selectors.falsifications import matter_of
from accountability.selectors.summonses import Member, leading_group
from accountability.services import falsification_notices, summonses
from accountability.services.falsifications import LEAST_WORDS, close, opened
from accountability.services.findings import Facts, write_finding
from accountability.services.own_cause import check_may_decide
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
from supervision.notifications.services.notices import notify
from supervision.web.formats import due_day, full_date


@dataclass(frozen=True)
class Talk:
    """When and where the leading group is talked to; `typed` where the register names nobody."""

    planned_at: dt.datetime
    place: str
    typed: Sequence[Member] = ()


def reject(*, actor: User, falsification: Falsification, opinion: str) -> Falsification:
    """Decide that the filing stands as it is; the opinion is shown to the unit.

    Raises OwnCause for whoever had a part in the matter or must avoid the unit.
    """
    _require_decider(actor, falsification)
    with transaction.atomic():
        return _reject(actor, opened(falsification), opinion)


def _reject(actor: User, found: Falsification, opinion: str) -> Falsification:
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


def _require_decider(actor: User, falsification: Falsification) -> None:
    require(actor, DECIDE_FALSE, falsification.unit)
    matter = matter_of(falsification)
    check_may_decide(actor, matter, about=falsification, unit=falsification.unit)


def _check_opinion(opinion: str) -> None:
    if len(opinion.strip()) < LEAST_WORDS:
        raise ValidationError({"opinion": _("Give the opinion in at least 10 characters.")})


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
    the leading group called to a talk. The notice waits for an officer where whoever decides
    drafts no papers, or nobody else would be left to sign it. Raises OwnCause as `reject` does,
    ValidationError without evidence, before the unit was heard (unless `waiver` says why it is
    not waited for), or where nobody is named.
    """
    _require_decider(actor, falsification)
    with transaction.atomic():
        return _confirm(actor, opened(falsification), opinion, talk, waiver)


def _confirm(
    actor: User, found: Falsification, opinion: str, talk: Talk, waiver: str
) -> Falsification:
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
    if falsification_notices.drafts_at_once(actor):
        falsification_notices.write_notice(actor, found)
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
