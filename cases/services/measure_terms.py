"""More time for a measure, who was told of it, and requests to change it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import HELD, Hand, MeasureKind, MeasureStatus, NoticeTo
from cases.models import Measure, MeasureExtension, MeasureNotice, MeasureRequest
from cases.rules.measures import (
    GROWTH,
    MeasureRefusal,
    extension_refusal,
    recalculation_refusal,
)
from cases.selectors.measures import organ_level, untold
from cases.services.case_parts import (
    check_day,
    check_moment,
    require_part,
    require_principal,
    said,
)
from cases.services.clocks import (
    close_clock,
    extend_clock,
    open_clock,
    pause_clock,
)
from cases.services.faults import RuleBroken
from cases.services.measure_faults import broken
from cases.services.measures import locked
from cases.verbs import MEASURE_EXTENDED, MEASURE_NOTICE, MEASURE_REQUEST
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import due_day, full_date


@transaction.atomic
def extend(
    *,
    actor: User,
    measure: Measure,
    granted_by: str,
    granted_on: dt.date,
    paper: str,
    reason: str,
    days: int | None = None,
    ten_years: bool = False,
    counts_anew: bool = False,
) -> Measure:
    """Prolong a running measure by what the law allows, as somebody granted it.

    Raises RuleBroken, with the article, for one extension too many, days out of bounds, a second
    extension of a detention without its ground, and for counting a detention anew below the
    provincial level.
    """
    require_part(actor, measure.clue, Hand.HANDLING)
    found = locked(measure)
    if found.status != MeasureStatus.RUNNING or found.clock is None or found.ends_at is None:
        raise RuleBroken(_("Only a running measure is prolonged."))
    if counts_anew and (refusal := recalculation_refusal(organ_level())):
        raise broken(refusal)
    ordinal = found.extension_count + 1
    refused = extension_refusal(found.kind, ordinal, days=days, ten_years=ten_years)
    if refused is not None:
        raise broken(refused, field="days" if refused is MeasureRefusal.CUSTODY_DAYS else "")
    _check_granted(found, granted_on)
    length, unit = GROWTH[found.kind].step(ordinal) or (0, "CD")
    term = f"{days or length}{unit}"
    reached = extend_clock(
        actor=actor,
        clock=found.clock,
        granted_by=granted_by,
        granted_on=granted_on,
        paper=said("paper", paper, least=2),
        reason=reason,
        term=term,
    )
    MeasureExtension.objects.create(
        measure=found,
        ordinal=ordinal,
        before=found.ends_at,
        after=reached.ends_at,
        granted_by=granted_by.strip(),
        granted_on=granted_on,
        paper=paper.strip(),
        reason=reason.strip(),
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    found.extension_count, found.ends_at = ordinal, reached.ends_at
    found.save(update_fields=["extension_count", "ends_at"])
    _note(MEASURE_EXTENDED, actor, found, term=term)
    return found


def _check_granted(measure: Measure, granted_on: dt.date) -> None:
    """Refuse what was granted before the measure began, or after it had to end."""
    if measure.started_at is None or measure.ends_at is None:
        return
    began = clock.local(measure.started_at).date()
    check_day("granted_on", granted_on, since=began, cause=_("the measure began"))
    last = due_day(measure.ends_at)
    if granted_on > last:
        raise RuleBroken(
            _("The measure ended on %(day)s; it can be prolonged only before its end.")
            % {"day": full_date(last)},
            field="granted_on",
        )


@transaction.atomic
def arrive(*, actor: User, measure: Measure, arrived_at: dt.datetime) -> Measure:
    """Record when somebody in protective custody was at the site (within 24 hours)."""
    require_part(actor, measure.clue, Hand.HANDLING)
    found = locked(measure)
    if found.kind != MeasureKind.PROTECTIVE_CUSTODY or found.status != MeasureStatus.RUNNING:
        raise RuleBroken(_("Nobody is on the way to a site by this measure."))
    if found.arrived_at_site is not None:
        raise RuleBroken(_("The arrival is recorded already."))
    since = found.started_at
    check_moment("arrived_at", arrived_at, since=since, cause=_("the measure began"))
    found.arrived_at_site = arrived_at
    found.save(update_fields=["arrived_at_site"])
    close_clock(
        actor=actor,
        clue=found.clue,
        code="protective_custody_transfer",
        at=arrived_at,
        respondent=found.respondent,
    )
    _note(MEASURE_NOTICE, actor, found, note="site")
    return found


@transaction.atomic
def tell(
    *, actor: User, measure: Measure, to: str, person: str, told_at: dt.datetime
) -> MeasureNotice:
    """Record that the family or the unit was told; with the last of them the term is kept."""
    found = _held(actor, measure, to)
    since = found.started_at
    check_moment("told_at", told_at, since=since, cause=_("the measure began"))
    if to not in untold(found):
        raise RuleBroken(_("They were told already; nothing was changed."))
    notice = MeasureNotice.objects.create(
        measure=found,
        to=to,
        person=said("person", person, least=2),
        told_at=told_at,
        noted_by=actor,
        noted_at=clock.now(),
    )
    if not untold(found):
        told = found.notices.filter(told_at__isnull=False).order_by("-told_at")
        close_clock(
            actor=actor,
            clue=found.clue,
            code="detention_notice",
            at=told[0].told_at or told_at,
            respondent=found.respondent,
        )
    _note(MEASURE_NOTICE, actor, found, note=to)
    return notice


@transaction.atomic
def delay_notice(*, actor: User, measure: Measure, to: str, delay_reason: str) -> MeasureNotice:
    """Record why family or unit cannot be told yet; the clock stands still until they are."""
    found = _held(actor, measure, to)
    if to not in untold(found):
        raise RuleBroken(_("They were told already; nothing was changed."))
    notice = MeasureNotice.objects.create(
        measure=found,
        to=to,
        delay_reason=said("delay_reason", delay_reason, least=10),
        noted_by=actor,
        noted_at=clock.now(),
    )
    delayed = set(found.notices.filter(told_at__isnull=True).values_list("to", flat=True))
    if untold(found) <= delayed:
        _rest(actor, found)
    _note(MEASURE_NOTICE, actor, found, note=to, delayed=True)
    return notice


def _rest(actor: User, measure: Measure) -> None:
    """Let the clock stand still; one that does so already stays as it is."""
    running = measure.clue.clocks.filter(
        term_code="detention_notice", respondent=measure.respondent, closed_at__isnull=True
    )
    if running.filter(paused_at__isnull=True).exists():
        pause_clock(
            actor=actor,
            clue=measure.clue,
            code="detention_notice",
            at=clock.now(),
            reason=_("The notice would hamper the investigation."),
            respondent=measure.respondent,
        )


def _held(actor: User, measure: Measure, to: str) -> Measure:
    require_part(actor, measure.clue, Hand.HANDLING)
    found = locked(measure)
    if found.kind not in HELD or found.started_at is None:
        raise RuleBroken(_("Family and unit are told where somebody is held."))
    if to not in NoticeTo.values:
        raise RuleBroken(_("Choose who is told."), field="to")
    return found


@transaction.atomic
def ask_change(
    *, actor: User, measure: Measure, asked_by: str, reason: str, received_at: dt.datetime
) -> MeasureRequest:
    """Record a request to change custody or detention; it is decided within three days."""
    require_part(actor, measure.clue, Hand.HANDLING)
    found = locked(measure)
    if found.kind not in HELD or found.status != MeasureStatus.RUNNING:
        raise RuleBroken(_("A request concerns custody or detention that runs."))
    since = found.started_at
    check_moment("received_at", received_at, since=since, cause=_("the measure began"))
    if found.requests.filter(decided_at__isnull=True).exists():
        raise RuleBroken(_("Another request still waits for its decision."))
    started = open_clock(
        actor=actor,
        clue=found.clue,
        code="detention_change_request",
        starts_at=received_at,
        respondent=found.respondent,
    )
    request = MeasureRequest.objects.create(
        measure=found,
        asked_by=said("asked_by", asked_by, least=2),
        reason=said("reason", reason),
        received_at=received_at,
        noted_by=actor,
        noted_at=clock.now(),
        clock=started,
    )
    _note(MEASURE_REQUEST, actor, found)
    return request


def decide_change(*, actor: User, request: MeasureRequest, grants: bool, answer: str) -> None:
    """Grant or refuse a request as the principal; a refusal gives its reason (article 50)."""
    require_principal(actor, request.measure.clue)
    with transaction.atomic():
        measure = locked(request.measure)
        found = MeasureRequest.objects.select_for_update().get(pk=request.pk)
        if found.decided_at is not None:
            raise RuleBroken(_("This request is decided already."))
        if found.noted_by_id in set(accounts_of(actor)):
            raise RuleBroken(_("Somebody else decides on what you recorded."))
        found.is_granted, found.answer = grants, said("answer", answer)
        found.decided_by, found.decided_at = actor, clock.now()
        found.save(update_fields=["is_granted", "answer", "decided_by", "decided_at"])
        close_clock(
            actor=actor,
            clue=measure.clue,
            code="detention_change_request",
            at=found.decided_at,
            respondent=measure.respondent,
        )
        _note(MEASURE_REQUEST, actor, measure, granted=grants)


def _note(verb: object, actor: User, measure: Measure, **details: object) -> None:
    record(
        verb=verb,  # type: ignore[arg-type]
        actor=actor,
        target=measure.clue,
        details={"measure": measure.kind, "record": measure.pk, **details},
    )
