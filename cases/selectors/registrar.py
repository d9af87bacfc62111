"""What the form of a new clue offers: units, persons of the register, files on their way."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cases.enums import ClueStatus
from cases.models import Clue
from cases.permissions import HANDLE, HEAD_HANDLING, REGISTER, SUPERVISE
from cases.selectors.offices import own_units
from cases.workflow import CONCLUDED
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.people.models import Person, PersonPost
from supervision.people.rules import queries
from supervision.people.rules.queries import QueryKind
from supervision.people.selectors.people import held_now, matching, ranked

OWNER = "cases.clue"
#: Persons offered for a name, at most; a longer text finds fewer.
MOST = 8
_NAMES = (QueryKind.NAME, QueryKind.PINYIN)


def draft_key() -> str:
    """Return the key under which files wait until the clue is entered: each account has its own."""
    return f"{OWNER}:new"


def staged(user: Any) -> QuerySet[Attachment]:
    """Return the files the account has handed in for a clue that is not entered yet."""
    return attachments.staged(user, draft_key())


def units_concerned() -> QuerySet[Unit]:
    """Return the units a clue may be about: all of the district, in tree order."""
    return Unit.objects.filter(is_active=True).exclude(kind=UnitKind.DISTRICT).order_by("path")


def may_name_respondents(user: Any, clue: Clue) -> bool:
    """Tell whether the account may name further respondents of a clue that it has opened.

    Whoever entered it until it is assigned, case supervision, then those who carry it; nobody once
    it was decided or its handling is over.
    """
    if clue.status in CONCLUDED | {ClueStatus.DECIDED.value, ClueStatus.ANNOUNCED.value}:
        return False
    if clue.status == ClueStatus.REGISTERED:
        return user.can(SUPERVISE) or clue.registered_by_id == user.pk
    if user.can(SUPERVISE) or user.can(HANDLE):
        return True
    return clue.handling_office_id in {unit.pk for unit in own_units(user, HEAD_HANDLING)}


def people_called(user: Any, text: str) -> list[Person]:
    """Return the persons of the register whom a name or its pinyin means, with their posts.

    Only for whoever registers clues; numbers find nobody here, and a single letter neither.
    """
    asked = queries.read(text)
    if not user.can(REGISTER) or asked.kind not in _NAMES or len(asked.value) < 2:
        return []
    return list(_with_posts(ranked(matching(Person.objects.all(), asked), asked))[:MOST])


def people_named(name: str, unit: Unit | None) -> list[Person]:
    """Return the persons of exactly this name, of the unit where one is given."""
    rows = Person.objects.filter(name=name.strip())
    if unit is not None:
        held = PersonPost.objects.filter(held_now(), unit=unit).values("person_id")
        rows = rows.filter(Q(unit=unit) | Q(pk__in=held))
    return list(_with_posts(rows.order_by("pk"))[:MOST])


def person_of(key: str) -> Person | None:
    """Return the person of the register with the key as a form sends it, or None."""
    if not key.isdecimal() or len(key) > 18:
        return None
    return _with_posts(Person.objects.filter(pk=int(key))).first()


def _with_posts(rows: QuerySet[Person]) -> QuerySet[Person]:
    posts = PersonPost.objects.filter(held_now()).select_related("unit")
    return rows.select_related("unit").prefetch_related(
        Prefetch("posts", posts.order_by("-is_leading", "pk"), to_attr="held")
    )


def described(person: Person) -> str:
    """Return how a person is told from namesakes: unit, post, year of birth."""
    held: Any = getattr(person, "held", ())
    post = held[0].title if held else ""
    parts = [person.unit.short_name, post, f"{person.birth_on.year}"]
    return " · ".join(part for part in parts if part)
