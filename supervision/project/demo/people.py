"""The demo's people register: 15,000 supervisees and 86,000 Party members, most of them invented.

Most supervisees are Party members, so the register holds fewer persons than the sum. They come in
through the service that serves the imports.
"""

from collections.abc import Callable

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.people.selectors.people import OWN_KINDS
from supervision.people.services.copying import copy_in
from supervision.people.services.entries import link_account
from supervision.people.services.rows import Entry, save_entries
from supervision.project.demo.accounts import named_accounts
from supervision.project.demo.people_kin import enter_kin
from supervision.project.demo.people_plan import Plan

SUPERVISEES = 15_000
MEMBERS = 86_000
#: Supervisees who are Party members too.
BOTH = 12_300
PORTION = 4000


def load_people(
    users: dict[str, User],
    units: dict[str, Unit],
    say: Callable[[str], None],
    *,
    supervisees: int = SUPERVISEES,
    members: int = MEMBERS,
    both: int = BOTH,
) -> None:
    """Fill the register; the persons behind the accounts and the planted ones are counted in."""
    plan = Plan(units=units, today=clock.today())
    office = users["office"]
    # The secretaries stand in the register as drawn: their accounts have no file of their own.
    seeds = [
        seed
        for seed in named_accounts()
        if seed.username in users and seed.role != RoleCode.TOWNSHIP_LEADER
    ]
    first = [*plan.named(seeds), *plan.planted()]
    save_entries(actor=office, entries=first)
    linked = [
        link_account(actor=office, person=entry.person, account=users[seed.username])
        for seed, entry in zip(seeds, first, strict=False)
    ]
    judges = {person.pk for person in linked if person.unit.kind in OWN_KINDS}
    drawn = plan.entries(supervisees - len(first), members - len(seeds), both - len(seeds))
    cadres = [entry.person for entry in first]
    portion: list[Entry] = []
    for entry in drawn:
        portion.append(entry)
        if len(portion) == PORTION:
            cadres += _save(office, portion)
            portion = []
    cadres += _save(office, portion)
    copy_in(list(plan.former_posts(cadres, judges)))
    # Nobody who judges units is a relative of somebody in one: avoidance would keep them from it.
    others = [person for person in cadres if person.pk not in judges]
    count = enter_kin(office, others, plan.rng)
    say(f"{supervisees:,} supervisees, {members:,} Party members, {count} relations")


def _save(office: User, portion: list[Entry]) -> list[Person]:
    save_entries(actor=office, entries=portion)
    return [entry.person for entry in portion if entry.data.is_supervisee]
