"""Appoint the administrators nobody could ask for: the first ones, and those that are missing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts import passwords, rules
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.accounts.selectors import administrators_in_use
from supervision.accounts.services import postings
from supervision.accounts.verbs import ACCOUNT_OPENED
from supervision.audit.services import record
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Appointed:
    """A new administrator with the first password, shown once."""

    username: str
    name: str
    role: str
    password: str


def missing() -> dict[str, int]:
    """Return how many persons are missing of each administrator."""
    held = administrators_in_use()
    return {
        role: least - held.get(role, 0)
        for role, least in rules.LEAST_HOLDERS.items()
        if held.get(role, 0) < least
    }


@transaction.atomic
def appoint(*, unit: Unit, persons: dict[str, list[tuple[str, str]]]) -> list[Appointed]:
    """Open accounts (username, name) with administrators' posts, by role, and record each.

    Only for whoever works at the server itself. Raises ValidationError where more are named than
    are missing: everybody else is appointed by two security administrators on the pages.
    """
    wanted = missing()
    for role, named in persons.items():
        if len(named) > wanted.get(role, 0):
            label = RoleCode(role).label
            raise ValidationError(
                _("Of the role %(role)s only %(n)d more may be appointed here.")
                % {"role": label, "n": wanted.get(role, 0)}
            )
    return [
        _open(unit, role, username, name)
        for role, named in persons.items()
        for username, name in named
    ]


def _open(unit: Unit, role: str, username: str, name: str) -> Appointed:
    password = passwords.readable()
    user = User.objects.create_user(username.lower(), password, name=name)
    record(verb=ACCOUNT_OPENED, actor=None, target=user, unit=unit)
    postings.load(
        user=user,
        unit=unit,
        role=role,
        title="",
        started_on=clock.today(),
        reason="appoint_administrators",
    )
    return Appointed(user.username, name, role, password)
