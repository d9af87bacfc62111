"""Roles as code: who may do what. Apps grant their permissions at start-up.

No role holds everything; the three administrators hold no business permission (domain 7.2).
"""

from collections import defaultdict
from dataclasses import dataclass

from supervision.accounts.enums import Reach, RoleCode


@dataclass(frozen=True)
class Role:
    """A role, how far it sees, and whether its holder must give a second factor at sign-in."""

    code: RoleCode
    reach: Reach
    second_factor: bool = False


ROLES: dict[str, Role] = {
    role.code.value: role
    for role in (
        Role(RoleCode.SYSTEM_ADMIN, Reach.NONE, second_factor=True),
        Role(RoleCode.SECURITY_ADMIN, Reach.NONE, second_factor=True),
        Role(RoleCode.AUDITOR, Reach.NONE, second_factor=True),
        Role(RoleCode.OFFICE_HEAD, Reach.DISTRICT),
        Role(RoleCode.OFFICER, Reach.DISTRICT),
        Role(RoleCode.LEADER, Reach.DISTRICT),
        Role(RoleCode.UNIT_HEAD, Reach.SUBTREE),
        Role(RoleCode.CLERK, Reach.OWN),
        Role(RoleCode.TOWNSHIP_LEADER, Reach.SUBTREE),
        Role(RoleCode.INTERNAL, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.STATIONED, Reach.SUPERVISED),
        Role(RoleCode.ASSESSOR, Reach.NONE),
        # What they see of a clue depends on their part in it; the reach says no more than where.
        Role(RoleCode.PETITION, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.CASE_SUPERVISION, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.SUPERVISION_HEAD, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.HANDLER, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.HANDLING_HEAD, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.REVIEWER, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.REVIEW_HEAD, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.DEPUTY, Reach.DISTRICT, second_factor=True),
        Role(RoleCode.PRINCIPAL, Reach.DISTRICT, second_factor=True),
    )
}

_granted: dict[str, set[str]] = defaultdict(set)


def grant(role: str, *permissions: str) -> None:
    """Give the role the permissions; raises LookupError for an unknown role."""
    if role not in ROLES:
        raise LookupError(f"there is no role {role!r}")
    _granted[role].update(permissions)


def permissions_of(role: str) -> frozenset[str]:
    """Return what the role may do."""
    return frozenset(_granted[role])


def roles_with(permission: str) -> list[str]:
    """Return the codes of the roles that hold the permission."""
    return sorted(code for code in ROLES if permission in _granted[code])


def everything() -> frozenset[str]:
    """Return every permission that some role holds."""
    return frozenset().union(*_granted.values())
