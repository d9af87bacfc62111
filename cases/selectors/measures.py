"""Measures of a clue: who approves next, who was told, what runs and until when."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.enums import HELD, MeasureKind, MeasureStatus, NoticeTo, Signatory
from cases.models import Clue, Measure, MeasureRequest, Respondent
from cases.permissions import RECORD_OUTSIDE
from cases.rules.measures import BASIS, GROWTH, SIGNATORIES
from cases.selectors.principals import acts_as_principal
from cases.selectors.visibility import clues_visible_to
from supervision import clock
from supervision.accounts.models import User
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import due_day, full_date, full_datetime

_OPEN = (MeasureStatus.PROPOSED, MeasureStatus.APPROVED, MeasureStatus.RUNNING)


def organ_level() -> str:
    """Return the level of this organ: county, city, province or state."""
    return str(settings.CASE_ORGAN_LEVEL)


def measures_of(clue: Clue) -> QuerySet[Measure]:
    """Return the measures of the clue, the newest first."""
    return (
        Measure.objects.filter(clue=clue)
        .select_related("respondent", "first_officer", "second_officer", "proposed_by", "clock")
        .prefetch_related("signatures__signed_by", "extensions", "notices", "requests")
        .order_by("-pk")
    )


def running_of(respondent: Respondent) -> QuerySet[Measure]:
    """Return the measures of the person that are asked for, approved or in force."""
    return Measure.objects.filter(respondent=respondent, status__in=_OPEN)


def next_signatory(measure: Measure) -> str:
    """Return who is asked next; "" once everybody was."""
    chain = SIGNATORIES[measure.kind]
    given = measure.signatures.count()
    return chain[given] if given < len(chain) else ""


def last_appearance_end(respondent: Respondent) -> dt.datetime | None:
    """Return when the last compelled appearance of the person ended, or has to end."""
    rows = Measure.objects.filter(
        respondent=respondent, kind=MeasureKind.COMPEL_APPEARANCE, started_at__isnull=False
    ).annotate(over=Coalesce("ended_at", "ends_at"))
    found: dt.datetime | None = rows.order_by("-over").values_list("over", flat=True).first()
    return found


def untold(measure: Measure) -> set[str]:
    """Return who was not told yet that the person is held."""
    told = measure.notices.filter(told_at__isnull=False).values_list("to", flat=True)
    return set(NoticeTo.values) - set(told)


def request_waiting(measure: Measure) -> MeasureRequest | None:
    """Return the request to change the measure that waits for its decision."""
    return next((one for one in measure.requests.all() if one.decided_at is None), None)


@dataclass(frozen=True)
class MeasureCard:
    """One measure as the page of a case shows it."""

    measure: Measure
    basis: str
    asked: str
    light: str
    overrun: str
    untold: list[str]
    waiting: MeasureRequest | None
    growth: bool
    acts: list[str] = field(default_factory=list)


def cards_of(clue: Clue) -> list[MeasureCard]:
    """Return the measures of the clue with what each still needs."""
    return [_card(measure) for measure in measures_of(clue)]


def _card(measure: Measure) -> MeasureCard:
    is_held = measure.kind in HELD and measure.started_at is not None
    asked = next_signatory(measure) if measure.status == MeasureStatus.PROPOSED else ""
    running = measure.status == MeasureStatus.RUNNING
    return MeasureCard(
        measure,
        BASIS[measure.kind],
        str(Signatory(asked).label) if asked else "",
        str(measure.clock.light_now()) if measure.clock and running else "",
        _overrun(measure),
        [str(NoticeTo(one).label) for one in sorted(untold(measure))] if is_held else [],
        request_waiting(measure),
        running and GROWTH[measure.kind].step(measure.extension_count + 1) is not None,
        _acts(measure, asked, is_held),
    )


def _overrun(measure: Measure) -> str:
    """Say that a measure lasted longer than its term, or does so now; "" where it did not."""
    if measure.ends_at is None:
        return ""
    over = measure.ended_at or clock.now()
    if over <= measure.ends_at:
        return ""
    if measure.kind == MeasureKind.COMPEL_APPEARANCE:
        return _("The term ended at %(at)s.") % {"at": full_datetime(measure.ends_at)}
    return _("The term ended with %(day)s.") % {"day": full_date(due_day(measure.ends_at))}


def _acts(measure: Measure, asked: str, is_held: bool) -> list[str]:
    """Return the codes of what can be done with the measure as it stands."""
    found = []
    if asked == Signatory.PRINCIPAL:
        found.append("measure-sign")
    elif asked:
        found.append("measure-outside")
    if measure.status == MeasureStatus.APPROVED:
        found.append("measure-start")
    if measure.status in (MeasureStatus.PROPOSED, MeasureStatus.APPROVED):
        found.append("measure-drop")
    if is_held and untold(measure):
        found += ["measure-tell", "measure-delay"]
    if measure.status != MeasureStatus.RUNNING:
        return found
    if measure.kind == MeasureKind.PROTECTIVE_CUSTODY and measure.arrived_at_site is None:
        found.append("measure-arrive")
    if GROWTH[measure.kind].step(measure.extension_count + 1) is not None:
        found.append("measure-extend")
    if is_held and request_waiting(measure) is None:
        found.append("measure-ask")
    return [*found, "measure-end"]


def measures_waiting(user: User) -> QuerySet[Measure]:
    """Return the measures whose approval the account gives or records now, the oldest first."""
    rows = Measure.objects.filter(status=MeasureStatus.PROPOSED).annotate(given=Count("signatures"))
    wanted = Q(pk__in=())
    if acts_as_principal(user):
        own = list(accounts_of(user))
        hands = Q(proposed_by__in=own) | Q(first_officer__in=own) | Q(second_officer__in=own)
        wanted |= Q(given=0) & ~hands
    if user.can(RECORD_OUTSIDE):
        wanted |= Q(given__gt=0)
    visible = clues_visible_to(user).order_by().values("pk")
    return rows.filter(wanted, clue__in=visible).select_related("clue").order_by("pk")


def requests_waiting(user: User) -> QuerySet[MeasureRequest]:
    """Return the requests to change a measure on which the account decides."""
    if not acts_as_principal(user):
        return MeasureRequest.objects.none()
    visible = clues_visible_to(user).order_by().values("pk")
    rows = MeasureRequest.objects.filter(decided_at__isnull=True, measure__clue__in=visible)
    return rows.select_related("measure__clue", "clock").order_by("received_at", "pk")
