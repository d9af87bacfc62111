"""Avoidance (回避) in one clue: may this person carry, join, sign or review it?

Compares natural persons, not accounts; knows from the people register whose relative somebody is
and which posts somebody held. That the reporter is the reason is never said: such a refusal has the
words of any other connection with somebody concerned.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.enums import AvoidanceGround as Ground
from cases.models import Avoidance, Clue, Reporter
from cases.rules.sanctions import add_months
from supervision import clock
from supervision.accounts.models import Posting, User
from supervision.crypto import blind
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.people.models import Kinship, Person, PersonPost
from supervision.people.models.persons import ID_PURPOSE, PHONE_PURPOSE
from supervision.people.selectors.natural_persons import accounts_of, are_related, people_of


@dataclass(frozen=True)
class Fact:
    """Why somebody must leave the clue to others, with the fact that excludes."""

    ground: Ground
    words: str


def fact_against(user: Any, clue: Clue) -> Fact | None:
    """Return what keeps the person from the clue, or None (Supervision Law, article 67)."""
    accounts = list(accounts_of(user))
    # Looked up once: several questions follow, and they are idle about whom no register knows.
    known = list(people_of(accounts).values_list("pk", flat=True))
    persons = Person.objects.filter(pk__in=known).order_by()
    return (
        _stated(accounts, clue, user)
        or (_of_the_register(persons, clue, user) if known else None)
        or _own_unit(accounts, known, clue, user)
        or _concerned(accounts, persons, clue, user)
    )


def _of_the_register(persons: QuerySet[Person], clue: Clue, user: Any) -> Fact | None:
    return _respondent(persons, clue, user) or _kin_of_respondent(persons, clue, user)


def _stated(accounts: list[int], clue: Clue, user: Any) -> Fact | None:
    row = Avoidance.objects.filter(clue=clue, user__in=accounts).order_by("pk").first()
    if row is None:
        return None
    ground = Ground(row.ground)
    words = _("It is recorded that %(name)s must leave this to others: %(ground)s.")
    return Fact(ground, words % {"name": user.name, "ground": ground.label})


def _respondent(persons: QuerySet[Person], clue: Clue, user: Any) -> Fact | None:
    if not clue.respondents.filter(person__in=persons).exists():
        return None
    return Fact(Ground.RESPONDENT, _("%(name)s is a respondent here.") % {"name": user.name})


def _kin_of_respondent(persons: QuerySet[Person], clue: Clue, user: Any) -> Fact | None:
    """Look for the relation among the registered, then among relatives who are only named."""
    for respondent in clue.respondents.select_related("person", "unit").order_by("pk"):
        others = Person.objects.filter(pk=respondent.person_id or 0).order_by()
        relation = _relation(persons, others) or _named_relation(persons, respondent)
        if relation or _are_kin(_places_of(user), persons, others, respondent.unit_id):
            said = relation or _("relative")
            words = _(
                "By the people register %(name)s is a near relative (%(relation)s) of the "
                "respondent %(respondent)s."
            )
            given = {"name": user.name, "relation": said, "respondent": respondent.name}
            return Fact(Ground.KIN, words % given)
    return None


def _places_of(user: Any) -> QuerySet[Unit]:
    """Return the units in which the account holds or held a post."""
    return Unit.objects.filter(postings__user=user.pk).order_by()


def _relation(persons: QuerySet[Person], others: QuerySet[Person]) -> str:
    row = Kinship.objects.filter(
        Q(person__in=persons, relative__in=others) | Q(person__in=others, relative__in=persons)
    ).first()
    return str(row.get_relation_display()) if row is not None else ""


def _named_relation(persons: QuerySet[Person], respondent: Any) -> str:
    """Return the relation where the person's file names a relative like the respondent."""
    places = [respondent.workplace] if respondent.workplace else []
    if respondent.unit is not None:
        places += [respondent.unit.name, respondent.unit.short_name]
    row = Kinship.objects.filter(
        person__in=persons,
        relative__isnull=True,
        relative_name=respondent.name,
        workplace__in=places,
    ).first()
    return str(row.get_relation_display()) if row is not None else ""


def _are_kin(
    places: QuerySet[Unit], persons: QuerySet[Person], others: QuerySet[Person], unit_id: int | None
) -> bool:
    there = Unit.objects.filter(pk=unit_id).order_by()
    return are_related(persons, others, places=places, other_places=there)


def _own_unit(accounts: list[int], known: list[int], clue: Clue, user: Any) -> Fact | None:
    """Look for a post in the unit of the matter or of a respondent, as far back as is set.

    The commission itself does not count: somebody has to handle a clue about one of its own.
    """
    concerned = {clue.unit_id, *clue.respondents.values_list("unit_id", flat=True)} - {None}
    units = Unit.objects.filter(pk__in=concerned).exclude(kind=UnitKind.COMMISSION).order_by()
    late = _late_enough()
    posts = Posting.objects.filter(late, user__in=accounts).order_by().values("unit_id")
    held = PersonPost.objects.filter(late, person__in=known).order_by().values("unit_id")
    found = units.filter(Q(pk__in=posts) | Q(pk__in=held)).order_by("path").first()
    if found is None:
        return None
    words = _("%(name)s holds or held a post in %(unit)s, the unit concerned.")
    return Fact(Ground.UNIT, words % {"name": user.name, "unit": found.name})


def _late_enough() -> Q:
    """Return the condition that a post is held, or ended within the years that are looked back."""
    years = settings.CASE_POST_YEARS
    if not years:
        return Q()
    since = add_months(clock.today(), -12 * years)
    return Q(ended_on__isnull=True) | Q(ended_on__gte=since)


def _concerned(
    accounts: list[int], persons: QuerySet[Person], clue: Clue, user: Any
) -> Fact | None:
    """Look whether the person reported the matter, or is related to whoever did."""
    reporter = Reporter.objects.filter(clue=clue).first()
    if reporter is None:
        return None
    known = _behind(reporter)
    by_phone = User.objects.filter(
        pk__in=accounts,
        phone_index__in=blind.candidates(reporter.phone, purpose=PHONE_PURPOSE),
    )
    is_own = known.filter(pk__in=persons.values("pk")).exists() or by_phone.exists()
    if not is_own and not _are_kin(_places_of(user), persons, known, clue.unit_id):
        return None
    words = _("%(name)s is connected with somebody concerned by the matter.")
    return Fact(Ground.CONCERNED, words % {"name": user.name})


def _behind(reporter: Reporter) -> QuerySet[Person]:
    """Return the registered persons who bear the number or the telephone of the report."""
    numbers = blind.candidates(reporter.id_number, purpose=ID_PURPOSE)
    phones = blind.candidates(reporter.phone, purpose=PHONE_PURPOSE)
    return Person.objects.filter(Q(id_index__in=numbers) | Q(phone_index__in=phones)).order_by()
