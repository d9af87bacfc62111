"""Extend a clock: as often, as long and on whose approval the term rule says."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Clock, ClockExtension
from cases.permissions import EXTEND_CLOCK
from cases.rules.counting import Granted, days_to
from cases.rules.extensions import Grant, Refusal
from cases.selectors.clock_rows import grant_after
from cases.selectors.clocks import of_measures
from cases.selectors.visibility import may_work
from cases.services.clocks.counted import counted, recount
from cases.verbs import CLOCK_EXTENDED
from supervision import clock as portal_clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import Actor, record
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.rules import Term, TermError, parse_term
from supervision.web.formats import due_day, full_date

MINIMUM_REASON = 5


def record_extension(
    *,
    actor: User,
    clock: Clock,
    granted_by: str,
    granted_on: dt.date,
    paper: str,
    reason: str,
    until: dt.date | None = None,
    ordinal: int,
) -> Clock:
    """Record an extension from the page of the clue; `ordinal` is the one the form offered.

    Raises PermissionDenied for whoever has no part in the clue, and ValidationError as
    `extend_clock` does and for the clock of a measure.
    """
    require(actor, EXTEND_CLOCK)
    if not may_work(actor, clock.clue):
        raise PermissionDenied(_("You have no part in this clue."))
    if clock.pk in of_measures(clock.clue):
        raise ValidationError(
            _("This term belongs to a measure: prolong the measure itself, on its own ground."),
            code="measure",
        )
    return extend_clock(
        actor=actor,
        clock=clock,
        granted_by=granted_by,
        granted_on=granted_on,
        paper=paper,
        reason=reason,
        until=until,
        ordinal=ordinal,
    )


@transaction.atomic
def extend_clock(
    *,
    actor: User,
    clock: Clock,
    granted_by: str,
    granted_on: dt.date,
    paper: str,
    reason: str,
    until: dt.date | None = None,
    term: str = "",
    ordinal: int | None = None,
) -> Clock:
    """Extend the clock by what was granted: to a last day, by a term, or by all the rule allows.

    Raises ValidationError, with the article, where the rule knows no further extension, for more
    than its cap, for a day before the start or after the end, for one's own approval, and where
    the clock was extended or concluded meanwhile.
    """
    deadlines.current_calendar()
    held = Clock.objects.select_for_update(of=("self",), no_key=True).select_related("clue", "rule")
    found = held.get(pk=clock.pk)
    _check_open(found, ordinal)
    grant = _grant(found)
    _check_words(actor, found, granted_by, granted_on, reason)
    wanted = _wanted(found, grant, until, term)
    before = found.ends_at
    after = counted(found, more=wanted).ends_at
    _check_cap(found, grant, after)
    if after <= before:
        raise ValidationError({"until": _("The new day must lie after the present one.")})
    ClockExtension.objects.create(
        clock=found,
        ordinal=grant.ordinal,
        term=str(wanted.term),
        from_start=wanted.from_start,
        to_set_day=wanted.to_set_day,
        before=before,
        after=after,
        basis=grant.basis,
        granted_by=granted_by.strip(),
        granted_on=granted_on,
        paper=paper.strip(),
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=portal_clock.now(),
    )
    found.extension_count = grant.ordinal
    recount(found)
    _note(actor, found, granted_by)
    return found


def refusal_words(clock: Clock, refusal: Refusal) -> str:
    """Say why the term cannot be extended (again), with the article."""
    words = {"label": clock.rule.label, "basis": clock.rule.legal_basis}
    if refusal is Refusal.NEVER:
        note = clock.rule.note
        text = _("“%(label)s” cannot be extended (%(basis)s).") % words
        return f"{text}{note}" if note else text
    n = clock.extension_count
    return ngettext(
        "“%(label)s” was extended %(n)d time already; %(basis)s allows no more.",
        "“%(label)s” was extended %(n)d times already; %(basis)s allows no more.",
        n,
    ) % (words | {"n": n})


def _check_open(clock: Clock, ordinal: int | None) -> None:
    if clock.closed_at is not None:
        raise ValidationError(_("This clock is concluded; it cannot be extended."), code="closed")
    if ordinal is not None and ordinal != clock.extension_count + 1:
        raise ValidationError(
            _("This clock was extended meanwhile; nothing was changed."), code="moved"
        )


def _grant(clock: Clock) -> Grant:
    found = grant_after(clock)
    if isinstance(found, Refusal):
        raise ValidationError(refusal_words(clock, found), code=found.value)
    return found


def _check_words(
    actor: User, clock: Clock, granted_by: str, granted_on: dt.date, reason: str
) -> None:
    errors: dict[str, str] = {}
    if len(reason.strip()) < MINIMUM_REASON:
        errors["reason"] = _("Give the reason in at least %(n)d characters.") % {
            "n": MINIMUM_REASON
        }
    if not granted_by.strip():
        errors["granted_by"] = _("Name who granted the extension.")
    elif granted_by.strip() == actor.name:
        errors["granted_by"] = _("Nobody grants an extension to themselves.")
    started = portal_clock.local(clock.started_at).date()
    last = due_day(clock.ends_at)
    if granted_on < started:
        errors["granted_on"] = _("The clock began on %(day)s; nothing was granted before.") % {
            "day": full_date(started)
        }
    elif granted_on > portal_clock.today():
        errors["granted_on"] = _("This day lies in the future.")
    elif granted_on > last:
        errors["granted_on"] = _(
            "The term ended on %(day)s; it can be extended only before its end."
        ) % {"day": full_date(last)}
    if errors:
        raise ValidationError(errors)


def _wanted(clock: Clock, grant: Grant, until: dt.date | None, term: str) -> Granted:
    """Return what is granted: a set day, a term, or the whole of what the rule allows."""
    if until is not None:
        try:
            return Granted(days_to(until, clock.ends_at), to_set_day=True)
        except ValueError:
            raise ValidationError(
                {"until": _("The new day must lie after the present one.")}
            ) from None
    if term:
        return Granted(_read(term), from_start=grant.from_start)
    if grant.term is None:
        raise ValidationError(
            {
                "until": _("The rule names no length (%(basis)s); give the last day.")
                % {"basis": grant.basis}
            }
        )
    return Granted(grant.term, from_start=grant.from_start)


def _read(text: str) -> Term:
    try:
        return parse_term(text)
    except TermError as error:
        raise ValidationError({"until": str(error)}) from error


def _check_cap(clock: Clock, grant: Grant, after: dt.datetime) -> None:
    if grant.term is None:
        return
    most = counted(clock, more=Granted(grant.term, from_start=grant.from_start)).ends_at
    if after > most:
        raise ValidationError(
            {
                "until": _("%(basis)s allows this extension up to %(day)s, not longer.")
                % {"basis": grant.basis, "day": full_date(due_day(most))}
            },
            code="over_cap",
        )


def _note(actor: Actor, clock: Clock, granted_by: str) -> None:
    record(
        verb=CLOCK_EXTENDED,
        actor=actor,
        target=clock.clue,
        details={
            "clock": clock.term_code,
            "label": clock.rule.label,
            "record": clock.pk,
            "note": f"{granted_by.strip()} · {full_date(due_day(clock.ends_at))}",
        },
    )
