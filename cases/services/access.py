"""Open a clue to somebody, and close it again: with a part in it, until a day, by another."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import AccessKind, ClueStatus
from cases.models import Access, Clue, Step
from cases.notices import ACCESS_CHANGED
from cases.services.faults import RuleBroken
from cases.verbs import ACCESS_ENDED, ACCESS_GIVEN
from cases.workflow import CONCLUDED, GUIZE, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import due_day, full_date

#: 知悉范围: nobody looks at clues on their own account.
NEED_TO_KNOW = Article(GUIZE, "第六十七条")


def give(
    *,
    actor: User,
    clue: Clue,
    user: User,
    kind: str,
    last_on: dt.date | None = None,
    step: Step | None = None,
) -> Access:
    """Open the clue to the account through the last day, inside the caller's transaction.

    Without a day for as long as the portal's settings allow at most. Raises RuleBroken where
    somebody would open or prolong a clue for themselves, ValidationError for a day out of bounds.
    """
    if kind != AccessKind.REGISTERED and user.pk in set(accounts_of(actor)):
        raise RuleBroken(_("Nobody opens a clue for themselves, nor longer."), NEED_TO_KNOW)
    now, until = clock.now(), _until(last_on)
    held = Access.objects.filter(clue=clue, user=user, kind=kind, ended_at__isnull=True)
    held.update(ended_at=now, ended_by=actor)
    access = Access.objects.create(
        clue=clue, user=user, kind=kind, since=now, until=until, given_by=actor, step=step
    )
    with override(settings.LANGUAGE_CODE):
        note = f"{user.name} · {access.get_kind_display()} · {full_date(due_day(until))}"
    record(verb=ACCESS_GIVEN, actor=actor, target=clue, details={"note": note})
    if user.pk != actor.pk:
        _tell(access)
    return access


def _until(last_on: dt.date | None) -> dt.datetime:
    longest = clock.today() + dt.timedelta(days=settings.CASE_ACCESS_DAYS)
    if last_on is None:
        return clock.end_of(longest)
    if not clock.today() <= last_on <= longest:
        raise ValidationError(
            {
                "last_on": _("Choose a day from today to %(day)s; it can be given anew after that.")
                % {"day": full_date(longest)}
            }
        )
    return clock.end_of(last_on)


def end(*, actor: User, access: Access, tells: bool = True) -> None:
    """Close the clue to the account, inside the caller's transaction, and tell it."""
    access.ended_at, access.ended_by = clock.now(), actor
    access.save(update_fields=["ended_at", "ended_by"])
    with override(settings.LANGUAGE_CODE):
        note = f"{access.user.name} · {access.get_kind_display()}"
    record(verb=ACCESS_ENDED, actor=actor, target=access.clue, details={"note": note})
    if tells and access.user_id != actor.pk:
        _tell_ended(access)


def end_all(*, actor: User, clue: Clue, kinds: Iterable[str], keep: Iterable[int] = ()) -> None:
    """Close the clue to everybody who has one of these parts, but for the accounts kept."""
    rows = Access.objects.filter(clue=clue, kind__in=list(kinds), ended_at__isnull=True)
    for access in rows.exclude(user__in=list(keep)).select_related("user", "clue").order_by("pk"):
        end(actor=actor, access=access)


def follow(*, actor: User, clue: Clue) -> None:
    """Let the accesses follow the status: with the matter ends the part in it."""
    if clue.status != ClueStatus.REGISTERED:
        end_all(actor=actor, clue=clue, kinds=[AccessKind.REGISTERED])
    if clue.status in CONCLUDED:
        end_all(actor=actor, clue=clue, kinds=[AccessKind.TEAM, AccessKind.REVIEWER])
    if clue.status == ClueStatus.ARCHIVED:
        end_all(actor=actor, clue=clue, kinds=[AccessKind.HANDLER])


def _tell(access: Access) -> None:
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=ACCESS_CHANGED,
            recipients=[access.user_id],
            title=_("Clue %(number)s is open to you: %(kind)s")
            % {"number": access.clue.number, "kind": access.get_kind_display()},
            body=_("Through %(day)s.") % {"day": full_date(due_day(access.until))},
            url=reverse("cases:clue", args=[access.clue.number]),
            target=access,
            dedupe_key=f"access-{access.pk}",
        )


def _tell_ended(access: Access) -> None:
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=ACCESS_CHANGED,
            recipients=[access.user_id],
            title=_("Clue %(number)s is closed to you: %(kind)s")
            % {"number": access.clue.number, "kind": access.get_kind_display()},
            target=access,
            dedupe_key=f"access-{access.pk}-ended",
        )
