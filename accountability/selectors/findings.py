"""Which findings an account may see, and how much of a person it is shown."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accountability.enums import FindingStatus, Track
from accountability.models import Finding
from accountability.permissions import OVERSEE, RAISE_FINDING, READ
from supervision.accounts.selectors import unit_scope
from supervision.organizations.models import Unit
from supervision.people.models import Person, PersonPost
from supervision.people.permissions import READ_NAMES
from supervision.people.rules import masks
from supervision.people.selectors.people import held_now


@dataclass(frozen=True)
class Tracks:
    """How many findings lie on each track; the three add up to the total (P03)."""

    person: int
    matter: int
    both: int

    @property
    def total(self) -> int:
        """Return all findings counted."""
        return self.person + self.matter + self.both

    @property
    def people_track(self) -> int:
        """Return what the supervision of persons counts."""
        return self.person + self.both

    @property
    def matters_track(self) -> int:
        """Return what the supervision of matters counts."""
        return self.matter + self.both


def findings_visible_to(user: Any) -> QuerySet[Finding]:
    """Return the findings of the units the account may see.

    What an assessment found is the office's own until its feedback was signed.
    """
    if not user.can(READ):
        return Finding.objects.none()
    rows = Finding.objects.filter(unit_scope(user))
    if not (user.can(OVERSEE) or user.can(RAISE_FINDING)):
        rows = rows.filter(shown_at__isnull=False)
    return rows.select_related("unit").order_by("-found_on", "-id")


def standing(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Leave out what was withdrawn."""
    return findings.exclude(status=FindingStatus.WITHDRAWN)


def by_track(findings: QuerySet[Finding]) -> Tracks:
    """Count the findings by track, without those withdrawn."""
    rows = standing(findings).order_by().values_list("track").annotate(n=Count("pk"))
    counted = dict(rows)
    return Tracks(
        person=counted.get(Track.PERSON, 0),
        matter=counted.get(Track.MATTER, 0),
        both=counted.get(Track.BOTH, 0),
    )


def may_see_names(user: Any) -> bool:
    """Tell whether the account is shown in full whom a finding concerns."""
    return bool(user.can(READ_NAMES))


def shown_text(user: Any, finding: Any, text: str) -> str:
    """Return words of a finding, with the person's name masked where the role is not shown it."""
    name = finding.holder_name
    if not name or may_see_names(user):
        return text
    return text.replace(name, masks.name(name))


def shown_title(user: Any, finding: Any) -> str:
    """Return the title as the account is shown it."""
    return shown_text(user, finding, finding.title)


def people_of(unit: Unit) -> QuerySet[Person]:
    """Return the registered persons who work in the unit or hold a post there today."""
    held = PersonPost.objects.filter(held_now(), unit=unit)
    return Person.objects.filter(Q(unit=unit) | Q(pk__in=held.values("person_id")))


def named_in(unit: Unit, name: str) -> Person | None:
    """Return the one person of the unit with exactly this name; None for nobody or for two."""
    found = list(people_of(unit).filter(name=name)[:2])
    return found[0] if len(found) == 1 else None
