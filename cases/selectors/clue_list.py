"""The ledger of clues: what of a clue stands in a list, and how its rows are found.

Nothing sealed is read here: a list shows number, respondents, unit, kind, status and light.
"""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Clue, ClueMatch, ClueMonth, Respondent
from cases.selectors.clocks import light_q, with_light
from cases.selectors.figures import behind as figures
from cases.selectors.visibility import clues_visible_to, sees_every_clue
from supervision import clock
from supervision.dashboards.sounding import is_spelling, sounds_like
from supervision.people.models import Person
from supervision.people.rules import queries
from supervision.people.selectors.people import matching
from supervision.web.paging import Ladder

#: Fields that lie sealed; no list opens them.
SEALED = ("summary", "content")
#: So many names stand in a row.
_NAMED = 3
#: Names that stand in no register are compared by their sound up to this many.
_COMPARED = 20_000


def listed(rows: QuerySet[Clue]) -> QuerySet[Clue]:
    """Load what a list draws of each clue, with its light at this instant."""
    names = Respondent.objects.only("clue_id", "name", "role").order_by("pk")
    return (
        with_light(rows, clock.now())
        .select_related("unit", "handling_office")
        .defer(*SEALED)
        .prefetch_related(Prefetch("respondents", names, to_attr="named"))
    )


def ledger(user: Any) -> QuerySet[Clue]:
    """Return the clues of the account's ledger, the newest first."""
    return listed(clues_visible_to(user)).order_by("-received_at", "-id")


def ledger_ladder(user: Any) -> Ladder | None:
    """Return how many clues of the ledger lie in each month; None where some are kept back."""
    if not sees_every_clue(user):
        return None
    months = ClueMonth.objects.order_by("starts_at").values_list("starts_at", "count")
    return Ladder("received_at", list(months))


def at_light(rows: QuerySet[Clue], light: str) -> QuerySet[Clue]:
    """Keep the clues at the light at this instant."""
    return rows.filter(light_q(light, clock.now()))


def warned(rows: QuerySet[Clue]) -> QuerySet[Clue]:
    """Keep the clues that are overdue or due soon at this instant."""
    return rows.filter(nearest__running__gt=0, nearest__warn_at__lte=clock.now())


def matched(rows: QuerySet[Clue]) -> QuerySet[Clue]:
    """Keep the clues that met an earlier one."""
    return rows.filter(Exists(ClueMatch.objects.filter(clue=OuterRef("pk"))))


def names_of(clue: Clue) -> str:
    """Return the first respondents' names, and how many there are; `listed` loads them."""
    names = [one.name for one in getattr(clue, "named", ())]
    shown = _(", ").join(names[:_NAMED])
    if len(names) <= _NAMED:
        return shown
    return _("%(names)s and others, %(n)d in all") % {"names": shown, "n": len(names)}


def named(rows: QuerySet[Clue], text: str) -> Q:
    """Return the condition that keeps the clue of a number, or those about somebody so called.

    A name may be typed in characters, in pinyin, or by its first letters.
    """
    wanted = text.strip()
    if any(sign.isdigit() or sign == "-" for sign in wanted):
        # Numbers are written in capitals, and so an index answers.
        number = wanted.upper()
        return Q(number__startswith=number) | Q(case_number=number)
    about = Respondent.objects.order_by().values("clue")
    found: list[QuerySet[Any, Any]] = [about.filter(name__startswith=wanted)]
    if is_spelling(wanted):
        people = matching(Person.objects.all(), queries.read(wanted)).values("pk")
        found.append(about.filter(person__in=people))
        found.append(Clue.objects.filter(pk__in=_by_sound(rows, wanted)).order_by().values("pk"))
    # One set of clues: ways joined by OR would have every row of the ledger looked at.
    return Q(pk__in=found[0].union(*found[1:]) if found[1:] else found[0])


def _by_sound(rows: QuerySet[Clue], wanted: str) -> list[int]:
    """Return the clues of the list about somebody outside of the register who sounds like it."""
    strangers = Respondent.objects.filter(person__isnull=True, clue__in=rows.order_by())
    pairs = strangers.order_by("-pk").values_list("clue", "name")[:_COMPARED]
    return [clue_id for clue_id, name in pairs if sounds_like(name, wanted)]


def behind(rows: QuerySet[Clue], token: str) -> QuerySet[Clue]:
    """Keep the rows that a figure counted; a figure that is not known keeps none."""
    return figures.behind(rows, token)


def beginning(day: dt.date) -> dt.datetime:
    """Return the instant at which the day begins."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=clock.CHINA)


def end(day: dt.date) -> dt.datetime:
    """Return the instant at which the day is over, exclusive."""
    return beginning(day) + dt.timedelta(days=1)
