"""Earlier clues that may concern the same: what met, and how alike the words are.

Searched over every clue there is, whoever registers: a second report must not go its own way
because the first one lies where the registrar cannot look. What is shown of an earlier clue is its
number, its day and what met; whoever may open it gets the link.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.enums import ClueStatus, MatchField
from cases.models import Clue, ClueMatch, ContentPrint, Reporter, Respondent
from cases.permissions import READ_REPORTER
from cases.rules.likeness import LEAST, likeness
from cases.selectors.offices import own_units
from cases.selectors.visibility import barred_clues, clues_visible_to
from supervision.crypto import blind
from supervision.people.models import Person
from supervision.people.models.persons import ID_PURPOSE
from supervision.people.selectors.natural_persons import accounts_of, people_of

#: What each thing in common is worth when the best are chosen.
WEIGHTS = {
    MatchField.PERSON: 8,
    MatchField.ID_NUMBER: 8,
    MatchField.NAME_UNIT: 5,
    MatchField.REPORTER: 4,
    MatchField.CONTENT: 4,
    MatchField.UNIT_VIOLATION: 1,
}
#: Proposed at most, and at most so many that have nothing but unit and kind in common.
MOST, MOST_WEAK = 12, 4
#: How far apart two clues of one unit and kind may lie.
PERIOD = dt.timedelta(days=365)
REPORTER_ID, REPORTER_PHONE = "reporter_id", "reporter_phone"


@dataclass
class Met:
    """What an earlier clue has in common with a new one."""

    clue_id: int
    fields: set[MatchField] = field(default_factory=set)
    likeness: int | None = None

    @property
    def weight(self) -> int:
        """Return how much speaks for it."""
        return sum(WEIGHTS[one] for one in self.fields) * 100 + (self.likeness or 0)


def earlier_than(clue: Clue) -> list[Met]:
    """Return the earlier clues that may concern the same, the strongest first."""
    found: dict[int, set[MatchField]] = defaultdict(set)
    for name, rows in (
        (MatchField.PERSON, _same_person(clue)),
        (MatchField.ID_NUMBER, _same_number(clue)),
        (MatchField.NAME_UNIT, _same_name(clue)),
        (MatchField.REPORTER, _same_reporter(clue)),
        (MatchField.UNIT_VIOLATION, _same_kind(clue)),
    ):
        for pk in rows:
            found[pk].add(name)
    alike = _alike(clue)
    for pk, share in alike.items():
        if share >= LEAST:
            found[pk].add(MatchField.CONTENT)
    mets = [Met(pk, fields, alike.get(pk)) for pk, fields in found.items() if pk < clue.pk]
    mets.sort(key=lambda met: (-met.weight, -met.clue_id))
    weak = [met for met in mets if met.fields == {MatchField.UNIT_VIOLATION}]
    left_out = {met.clue_id for met in weak[MOST_WEAK:]}
    return [met for met in mets if met.clue_id not in left_out][:MOST]


def _others(clue: Clue) -> QuerySet[Respondent]:
    return Respondent.objects.exclude(clue=clue).order_by()


def _same_person(clue: Clue) -> list[int]:
    people = clue.respondents.filter(person__isnull=False).values("person")
    return list(_others(clue).filter(person__in=people).values_list("clue_id", flat=True))


def _same_number(clue: Clue) -> list[int]:
    """Look for the numbers as reports gave them, and as the register has them."""
    numbers: set[str] = set()
    for one in clue.respondents.select_related("person"):
        numbers.update(blind.candidates(one.id_number, purpose=ID_PURPOSE))
        if one.person is not None:
            numbers.add(one.person.id_index)
    if not numbers:
        return []
    registered = Person.objects.filter(id_index__in=numbers).values("pk")
    given = clue.respondents.exclude(id_index="").exists()
    condition = Q(id_index__in=numbers)
    if given:
        condition |= Q(person__in=registered)
    return list(_others(clue).filter(condition).values_list("clue_id", flat=True))


def _same_name(clue: Clue) -> list[int]:
    condition = Q(pk__in=())
    for name, unit_id in clue.respondents.values_list("name", "unit_id"):
        place = unit_id or clue.unit_id
        at = Q(unit=place) | Q(unit__isnull=True, clue__unit=place)
        condition |= Q(name=name) & at
    return list(_others(clue).filter(condition).values_list("clue_id", flat=True))


def _same_reporter(clue: Clue) -> list[int]:
    reporter = Reporter.objects.filter(clue=clue).first()
    if reporter is None:
        return []
    numbers = blind.candidates(reporter.id_number, purpose=REPORTER_ID)
    phones = blind.candidates(reporter.phone, purpose=REPORTER_PHONE)
    rows = Reporter.objects.filter(Q(id_index__in=numbers) | Q(phone_index__in=phones))
    return list(rows.exclude(clue=clue).values_list("clue_id", flat=True))


def _same_kind(clue: Clue) -> list[int]:
    rows = Clue.objects.filter(
        pk__lt=clue.pk,
        unit=clue.unit_id,
        violations__overlap=list(clue.violations),
        received_at__gte=clue.received_at - PERIOD,
        received_at__lte=clue.received_at + PERIOD,
    )
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST])


def _alike(clue: Clue) -> dict[int, int]:
    """Return in percent how alike the words of the clues are that share a band with this one."""
    shares: dict[int, int] = {}
    for own in ContentPrint.objects.filter(clue=clue):
        rows = ContentPrint.objects.filter(key=own.key, bands__overlap=own.bands)
        for pk, values in rows.exclude(clue=clue).values_list("clue_id", "values"):
            shares[pk] = max(shares.get(pk, 0), likeness(own.values, values))
    return shares


@dataclass(frozen=True)
class Proposal:
    """One proposed match as the account is shown it."""

    match: ClueMatch
    fields: list[str]
    may_open: bool


def proposals(user: Any, clue: Clue) -> list[Proposal]:
    """Return what was proposed for the clue, without earlier clues about the reader."""
    rows = list(clue.matches.select_related("earlier", "decided_by").order_by("pk"))
    own = Respondent.objects.filter(person__in=people_of(accounts_of(user)))
    barred = set(
        own.filter(clue__in=[row.earlier_id for row in rows]).values_list("clue_id", flat=True)
    )
    open_to = set(
        clues_visible_to(user)
        .filter(pk__in=[row.earlier_id for row in rows])
        .values_list("pk", flat=True)
    )
    return [
        Proposal(row, [str(MatchField(one).label) for one in row.fields], row.earlier_id in open_to)
        for row in rows
        if row.earlier_id not in barred
    ]


def to_compare(user: Any) -> QuerySet[Clue]:
    """Return the clues the account registered, or its petition office, that wait to be compared.

    A repeat is found before the clue is assigned: from then on nothing waits here. Beginning with
    the registered clues, since every page counts these rows.
    """
    undecided = ClueMatch.objects.filter(clue=OuterRef("pk"), decided_at__isnull=True)
    waits = Exists(undecided.exclude(earlier__in=barred_clues(user)))
    own = Q(registered_by=user) | Q(registering_office__in=own_units(user, READ_REPORTER))
    rows = clues_visible_to(user).filter(waits, own, status=ClueStatus.REGISTERED)
    return rows.order_by("registered_at", "pk")


def same_matter(clue: Clue) -> ClueMatch | None:
    """Return the match by which the clue was found to be a repeat, or None."""
    rows = clue.matches.filter(is_duplicate=True).select_related("earlier")
    return rows.order_by("earlier_id").first()


def is_told_elsewhere(clue: Clue) -> bool:
    """Tell whether the same reporter repeats a matter, and is told of the first clue alone."""
    rows = clue.matches.filter(is_duplicate=True, fields__contains=[MatchField.REPORTER.value])
    return rows.exists()
