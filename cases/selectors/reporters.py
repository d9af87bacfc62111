"""Who reported: for the petition office that registered the clue, and for nobody else."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cases.models import Clock, Reporter, ReporterNotice
from cases.permissions import READ_REPORTER
from cases.selectors.offices import own_units
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.selectors import with_light
from supervision.people.selectors.natural_persons import accounts_of, people_of

#: Within what time a named reporter is told of the acceptance, and of the result.
TERMS = ("named_ack", "named_feedback")


def reporters_visible_to(user: Any) -> QuerySet[Reporter]:
    """Return the named reporters of the clues that the account's own petition office registered.

    Those of a clue about the account's own person are not among them.
    """
    if not user.can(READ_REPORTER):
        return Reporter.objects.none()
    rows = Reporter.objects.filter(clue__registering_office__in=own_units(user, READ_REPORTER))
    own = people_of(accounts_of(user))
    return rows.exclude(clue__respondents__person__in=own).select_related("clue__unit")


def clocks_of(reporter: Reporter) -> QuerySet[Clock]:
    """Return the terms for telling the reporter, with their light at this instant."""
    rows = Clock.objects.filter(clue=reporter.clue_id, term_code__in=TERMS)
    return with_light(rows, clock.now()).order_by("pk")


def as_listed(rows: QuerySet[Reporter], now: dt.datetime | None = None) -> QuerySet[Any]:
    """Load what the list draws: no sealed field, what was told, and the term that presses."""
    now = now or clock.now()
    running = with_light(
        Clock.objects.filter(
            clue=OuterRef("clue"), term_code__in=TERMS, closed_at__isnull=True
        ).order_by("ends_at", "pk"),
        now,
    )
    told = ReporterNotice.objects.filter(reporter=OuterRef("pk"))
    return rows.defer("name", "id_number", "phone", "address").annotate(
        ends_at=Subquery(running.values("ends_at")[:1]),
        light=Coalesce(Subquery(running.values("light")[:1]), Value(Light.GREEN.value)),
        was_accepted=Exists(told.filter(of_result=False)),
        was_told=Exists(told.filter(of_result=True)),
    )


def to_tell(user: Any) -> QuerySet[Any]:
    """Return the named reporters whom a running term says to tell, the most urgent first.

    Beginning with the running terms: every page counts these rows.
    """
    running = Clock.objects.filter(term_code__in=TERMS, closed_at__isnull=True)
    rows = reporters_visible_to(user).filter(clue__in=running.order_by().values("clue_id"))
    return as_listed(rows).order_by("ends_at", "pk")
