"""Who may write about a case beside its steps, and the checks that every such record shares."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.enums import Hand, PersonStanding
from cases.models import Clue, Respondent
from cases.selectors.case_parts import has_part
from cases.selectors.principals import acts_as_principal
from cases.services.faults import RuleBroken
from cases.services.hands import TWO_PERSONS, check_avoids, require_seen
from supervision import clock
from supervision.accounts.models import User
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import full_date, full_datetime

#: Shorter words say nothing.
LEAST_WORDS = 5


def require_part(actor: User, clue: Clue, *hands: Hand) -> None:
    """Raise PermissionDenied unless the account was named for the clue in one of these hands."""
    require_seen(actor, clue)
    if not has_part(actor, clue, *hands):
        raise PermissionDenied(_("Only the officers named for this clue record this."))


def require_principal(actor: User, clue: Clue) -> None:
    """Raise PermissionDenied for anybody but the principal and whoever stands in."""
    require_seen(actor, clue)
    if not acts_as_principal(actor):
        raise PermissionDenied(_("The principal decides on this."))
    check_avoids(actor, clue, [actor])


def own_respondent(clue: Clue, respondent: Respondent) -> Respondent:
    """Return the respondent; raises RuleBroken for somebody of another clue."""
    if respondent.clue_id != clue.pk:
        raise RuleBroken(_("Choose a respondent of this clue."), field="respondent")
    return respondent


def require_natural(respondent: Respondent) -> Respondent:
    """Return the respondent; raises RuleBroken for an organisation, where a person is meant."""
    if respondent.standing == PersonStanding.ORGANISATION:
        words = _("%(name)s is a Party organisation: choose a person.") % {"name": respondent.name}
        raise RuleBroken(words, field="respondent")
    return respondent


def check_pair(first: User, second: User) -> None:
    """Raise RuleBroken unless two different persons are named."""
    if second.pk in set(accounts_of(first)):
        raise RuleBroken(
            _("Two different officers have to be named."), TWO_PERSONS, field="second_officer"
        )


def check_named(clue: Clue, first: User, second: User) -> None:
    """Raise RuleBroken where one of the two has no part in the handling of the clue."""
    for field, person in (("first_officer", first), ("second_officer", second)):
        if not has_part(person, clue, Hand.HANDLING):
            words = _("%(name)s was not named for this clue.") % {"name": person.name}
            raise RuleBroken(words, TWO_PERSONS, field=field)


def said(field: str, text: str, *, least: int = LEAST_WORDS) -> str:
    """Return the words without blanks around them; raises RuleBroken where they say nothing."""
    words = text.strip()
    if len(words) < least:
        raise RuleBroken(_("Write at least %(n)d characters.") % {"n": least}, field=field)
    return words


def check_day(field: str, day: dt.date, *, since: dt.date | None, cause: str) -> None:
    """Raise RuleBroken for a day before its cause, or ahead of today."""
    if since is not None and day < since:
        words = _("%(day)s lies before its cause: %(what)s on %(since)s.")
        given = {"day": full_date(day), "what": cause, "since": full_date(since)}
        raise RuleBroken(words % given, field=field)
    if day > clock.today():
        raise RuleBroken(_("%(day)s lies ahead.") % {"day": full_date(day)}, field=field)


def check_moment(field: str, at: dt.datetime, *, since: dt.datetime | None, cause: str) -> None:
    """Raise RuleBroken for an instant before its cause, or ahead of now."""
    if since is not None and at < since:
        words = _("%(at)s lies before its cause: %(what)s at %(since)s.")
        given = {"at": full_datetime(at), "what": cause, "since": full_datetime(since)}
        raise RuleBroken(words % given, field=field)
    if at > clock.now():
        raise RuleBroken(_("%(at)s lies ahead.") % {"at": full_datetime(at)}, field=field)
