"""Avoidance: nobody assesses the unit they come from, or one where their relatives work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.models import Kinship, Person, PersonPost
from supervision.people.selectors.people import held_now


@dataclass(frozen=True)
class Conflict:
    """Why a member must not assess; one that rests on a name alone may be another person."""

    text: str
    by_name: bool


def check(
    *, members: Iterable[tuple[str, str]], units: Sequence[Unit], is_checked: bool
) -> list[str]:
    """Refuse members who must avoid one of the units; return what was checked and let through.

    Raises ValidationError: always where the named unit and post lie in an assessed unit, and for
    a name found there unless the office confirmed that it is another person.
    """
    found = conflicts(members, units)
    firm = [one.text for one in found if not one.by_name]
    named = [one.text for one in found if one.by_name]
    if firm:
        raise ValidationError({"members": firm})
    if named and not is_checked:
        raise ValidationError(
            {
                "members": [
                    *named,
                    _("If it is another person of that name, confirm it below and send again."),
                ]
            }
        )
    return named


def conflicts(members: Iterable[tuple[str, str]], units: Sequence[Unit]) -> list[Conflict]:
    """Return everything that speaks against one of the members, the certain ones first."""
    named = list(members)
    found = [
        Conflict(
            _("%(name)s comes from %(unit)s, which this group assesses: avoidance applies.")
            % {"name": name, "unit": unit.short_name},
            by_name=False,
        )
        for name, post in named
        for unit in units
        if unit.name in post or unit.short_name in post
    ]
    names = [name for name, _post in named]
    return [*found, *_own_people(names, units), *_relatives(names, units)]


def _own_people(names: Sequence[str], units: Sequence[Unit]) -> list[Conflict]:
    """Find members who bear the name of an account or a registered person of an assessed unit."""
    accounts = User.objects.filter(
        name__in=names, is_temporary=False, postings__unit__in=units, postings__ended_on=None
    ).values_list("name", "postings__unit__short_name")
    people = Person.objects.filter(name__in=names, unit__in=units).values_list(
        "name", "unit__short_name"
    )
    posts = PersonPost.objects.filter(held_now(), person__name__in=names, unit__in=units)
    held = posts.values_list("person__name", "unit__short_name")
    return [
        Conflict(
            _("%(name)s bears the name of somebody in %(unit)s, which this group assesses.")
            % {"name": name, "unit": unit},
            by_name=True,
        )
        for name, unit in dict.fromkeys([*accounts, *people, *held])
    ]


def _relatives(names: Sequence[str], units: Sequence[Unit]) -> list[Conflict]:
    """Find members who bear the name of a relative of somebody in an assessed unit."""
    of_people = (
        Kinship.objects.filter(person__unit__in=units)
        .filter(Q(relative__name__in=names) | Q(relative_name__in=names))
        .values_list("relative__name", "relative_name", "person__unit__short_name")
    )
    of_relatives = Kinship.objects.filter(
        relative__unit__in=units, person__name__in=names
    ).values_list("person__name", "relative__unit__short_name")
    pairs = [(known or named, unit) for known, named, unit in of_people]
    return [
        Conflict(
            _("%(name)s bears the name of a relative of somebody in %(unit)s: avoidance.")
            % {"name": name, "unit": unit},
            by_name=True,
        )
        for name, unit in dict.fromkeys([*pairs, *of_relatives])
    ]
