"""The chain of a step: which signatories are asked, who may sign as one, who did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.enums import OUTSIDE, Signatory
from cases.models import Clue, Signature, Step
from cases.permissions import SIGN_AS_PRINCIPAL
from cases.rules.outcomes import ends_organisation
from cases.selectors.offices import HEADS, deputies_of, heads_of, holders
from cases.selectors.standins import stand_ins_of
from cases.workflow import Transition, transition
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.selectors.natural_persons import accounts_of


@dataclass(frozen=True)
class Seat:
    """One place of a chain with whoever may sign there today and whoever did."""

    position: int
    signatory: str
    label: str
    is_outside: bool
    names: Sequence[str]
    signature: Signature | None
    is_next: bool


def chain_for(row: Transition, clue: Clue, facts: dict[str, Any]) -> tuple[str, ...]:
    """Return the signatories asked: those of the table, without the conditional not called for."""
    asked = conditional_for(clue, facts)
    return tuple(one for one in row.signatories if one not in row.conditional or one in asked)


def conditional_for(clue: Clue, facts: dict[str, Any]) -> frozenset[str]:
    """Return the conditional signatories whom the matter calls for.

    The head of the Party committee where a respondent heads a committee of the next lower level
    (规则 article 33), or where the form states that the sanction needs the committee (article 56).
    A Party organisation is reorganised or dissolved by the Party committee above it, with the
    approval of the next one above that (Party Constitution, article 44).
    """
    if ends_organisation(one["code"] for one in facts.get("outcomes") or ()):
        return frozenset({Signatory.PARTY_HEAD.value, Signatory.UPPER_ORGAN.value})
    chosen = facts.get("respondents")
    people = clue.respondents.filter(heads_committee=True)
    if chosen:
        people = people.filter(pk__in=chosen)
    if facts.get("needs_party_committee") or people.exists():
        return frozenset({Signatory.PARTY_HEAD.value})
    return frozenset()


def with_countersigners(chain: Sequence[str], count: int) -> list[str]:
    """Return the chain with so many countersigners: after the own head, before the next rank."""
    own = list(chain[:1]) if len(chain) > 1 and chain[0] == Signatory.OFFICE_HEAD else []
    return [*own, *[Signatory.COUNTERSIGN.value] * count, *chain[len(own) :]]


def chain_of(step: Step) -> list[str]:
    """Return the signatories of the step in order."""
    return step.chain.split(" ")


def next_position(step: Step) -> int:
    """Return the place of the chain that is asked now, counted from 1."""
    return step.signatures.filter(approves=True).count() + 1


def holders_of(signatory: str, row: Transition, clue: Clue) -> list[int]:
    """Return the accounts whose own posts make them this signatory; none for one from outside."""
    if signatory == Signatory.OFFICE_HEAD:
        return heads_of(row.proposer, clue)
    if signatory == Signatory.DEPUTY:
        return deputies_of(row.proposer, clue)
    if signatory == Signatory.PRINCIPAL:
        return holders(SIGN_AS_PRINCIPAL)
    return []


def signers_of(signatory: str, row: Transition, clue: Clue) -> dict[int, int | None]:
    """Return who may sign as the signatory today, and in whose place; own posts come first."""
    own = holders_of(signatory, row, clue)
    absent = {pk: place for pk, place in stand_ins_of(own).items() if pk not in own}
    return {**dict.fromkeys(own), **absent}


def next_signers(step: Step) -> dict[int, int | None]:
    """Return who may sign the step now, and in whose place.

    Nobody signs a proposal of their own, and each person signs a step once, whatever account acts.
    """
    chain, position = chain_of(step), next_position(step)
    if position > len(chain):
        return {}
    found = _signers_at(step, position, chain[position - 1])
    gone = _hands(step)
    accounts = User.objects.in_bulk(found)
    return {
        pk: place
        for pk, place in found.items()
        if pk in accounts and not gone & set(accounts_of(accounts[pk]))
    }


def _signers_at(step: Step, position: int, signatory: str) -> dict[int, int | None]:
    """Return who may sign in a place of the chain today, and in whose place."""
    if signatory != Signatory.COUNTERSIGN:
        return signers_of(signatory, transition(step.act), step.clue)
    rows = step.countersigners.filter(position=position)
    own = [
        asked.user_id
        for asked in rows
        if any(asked.user_id in holders(one, [asked.office_id]) for one in HEADS.values())
    ]
    absent = {pk: place for pk, place in stand_ins_of(own).items() if pk not in own}
    return {**dict.fromkeys(own), **absent}


def _hands(step: Step) -> set[int]:
    signed = step.signatures.filter(outside_on__isnull=True).values_list("signed_by_id", flat=True)
    return {step.proposed_by_id, *signed}


def own_hand(user: User, step: Step) -> str:
    """Say that the person proposed the step or signed it already; "" where neither."""
    accounts = set(accounts_of(user))
    if step.proposed_by_id in accounts:
        return _("You proposed this step yourself: somebody else approves it.")
    if accounts & _hands(step):
        return _("You have signed this step already; each person signs it once.")
    return ""


def seats_of(step: Step) -> list[Seat]:
    """Return the chain as a page shows it."""
    chain = chain_of(step)
    given = {
        one.position: one
        for one in step.signatures.select_related("signed_by", "in_place_of").order_by("pk")
    }
    offices = {one.position: one.office for one in step.countersigners.select_related("office")}
    waits = step.settled_at is None
    position = next_position(step)
    return [
        Seat(
            number,
            signatory,
            label_of(signatory, offices.get(number)),
            signatory in OUTSIDE,
            [] if number in given else _names(_signers_at(step, number, signatory)),
            given.get(number),
            waits and number == position,
        )
        for number, signatory in enumerate(chain, start=1)
    ]


def label_of(signatory: str, office: Unit | None = None) -> str:
    """Return the signatory in words; a countersigner with the office."""
    label = str(Signatory(signatory).label)
    return label if office is None else f"{label} · {office.short_name}"


def _names(found: dict[int, int | None]) -> list[str]:
    people = User.objects.in_bulk([*found, *(pk for pk in found.values() if pk)])
    names = []
    for pk, place in found.items():
        if place is None:
            names.append(people[pk].name)
        else:
            words = _("%(name)s for %(absent)s")
            names.append(words % {"name": people[pk].name, "absent": people[place].name})
    return names
