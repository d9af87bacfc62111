"""Safety incidents in the handling of a case: recorded, told to those above, reported up."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import Hand
from cases.models import Clue, SafetyIncident
from cases.notices import SAFETY_INCIDENT
from cases.permissions import SIGN_AS_PRINCIPAL, SUPERVISE
from cases.selectors.offices import holders
from cases.selectors.visibility import may_open
from cases.services.case_parts import check_moment, require_part, said
from cases.services.clocks import close_clock, open_clock
from cases.services.faults import RuleBroken
from cases.verbs import INCIDENT_RECORDED, INCIDENT_REPORTED
from cases.workflow import GUIZE, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.web.formats import full_datetime

TERM = "safety_incident"
ARTICLE = Article(GUIZE, "第七十条")


@transaction.atomic
def record_incident(
    *, actor: User, clue: Clue, happened_at: dt.datetime, place: str, people: str, words: str
) -> SafetyIncident:
    """Record an incident, start the 24 hours for its report, tell case supervision and principal.

    Raises PermissionDenied for whoever was not named for the clue, RuleBroken for missing words,
    a time before the clue came in or ahead, and while an earlier incident waits for its report.
    """
    require_part(actor, clue, Hand.HANDLING, Hand.REVIEW)
    held = Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
    check_moment(
        "happened_at", happened_at, since=held.received_at, cause=_("the clue was received")
    )
    if held.incidents.filter(reported_at__isnull=True).exists():
        raise RuleBroken(_("An incident waits for its report: record that report first."), ARTICLE)
    made = SafetyIncident.objects.create(
        clue=held,
        happened_at=happened_at,
        place=said("place", place, least=2),
        people=said("people", people, least=2),
        words=said("words", words),
        clock=open_clock(actor=actor, clue=held, code=TERM, starts_at=happened_at),
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    record(verb=INCIDENT_RECORDED, actor=actor, target=held, details={"record": made.pk})
    _tell(made, actor)
    return made


@transaction.atomic
def report_incident(
    *,
    actor: User,
    incident: SafetyIncident,
    reported_at: dt.datetime,
    reported_to: str,
    report_number: str,
) -> SafetyIncident:
    """Record that the incident was reported up, once; its clock is concluded at that instant.

    Raises PermissionDenied for whoever was not named for the clue, RuleBroken for a time before
    the incident or ahead, and where the report is recorded already.
    """
    require_part(actor, incident.clue, Hand.HANDLING, Hand.REVIEW)
    found = SafetyIncident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if found.reported_at is not None:
        raise RuleBroken(_("The report of this incident is recorded already."))
    check_moment(
        "reported_at", reported_at, since=found.happened_at, cause=_("the incident happened")
    )
    found.reported_at, found.reported_by = reported_at, actor
    found.reported_to = said("reported_to", reported_to, least=2)
    found.report_number = said("report_number", report_number, least=2)
    found.save(update_fields=["reported_at", "reported_by", "reported_to", "report_number"])
    close_clock(actor=actor, clue=found.clue, code=TERM, at=reported_at)
    record(verb=INCIDENT_REPORTED, actor=actor, target=found.clue, details={"record": found.pk})
    return found


def _tell(incident: SafetyIncident, actor: User) -> None:
    """Tell those above that there was an incident, and until when it is reported; not what."""
    clue = incident.clue
    above = User.objects.filter(pk__in=[*holders(SUPERVISE), *holders(SIGN_AS_PRINCIPAL)])
    told = [user.pk for user in above.order_by("pk") if user != actor and may_open(user, clue)]
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=SAFETY_INCIDENT,
            recipients=told,
            title=_("Clue %(number)s: a safety incident is recorded") % {"number": clue.number},
            body=_("It is reported to the upper organ by %(time)s.")
            % {"time": full_datetime(incident.clock.ends_at)},
            url=f"{reverse('cases:clue', args=[clue.number])}#incidents",
            target=clue,
            dedupe_key=f"incident-{incident.pk}",
        )
