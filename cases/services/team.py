"""Who carries a clue, who works on it, who reviews it: named by the head, for days, by name."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import STATED, AccessKind, AvoidanceGround
from cases.models import Access, Avoidance, Clue
from cases.permissions import HANDLE, HEAD_HANDLING, HEAD_REVIEW, READ, REVIEW
from cases.selectors.avoidance import fact_against
from cases.selectors.offices import holders
from cases.selectors.team import may_bar, may_name
from cases.services.access import end, end_all, give
from cases.services.facts import LEAST_WORDS
from cases.services.faults import RuleBroken
from cases.services.hands import APART, check_avoids, check_has_not_handled, require_seen
from cases.services.steps.holding import hold, touch
from cases.verbs import AVOIDANCE_NOTED, AVOIDED, CARRIER_NAMED
from cases.workflow import GUIZE, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of

HANDING_OVER = Article(GUIZE, "第二十三条")

#: What somebody must hold to take part, and who names them.
_WANTED = {
    AccessKind.HANDLER: (HANDLE, HEAD_HANDLING),
    AccessKind.TEAM: (HANDLE, HEAD_HANDLING),
    AccessKind.REVIEWER: (REVIEW, HEAD_REVIEW),
}


def name(
    *, actor: User, clue: Clue, user: User, kind: str, last_on: dt.date, version: int
) -> Access:
    """Name somebody to carry the clue, to join its team or its review panel, through a day.

    The officer in charge comes from the office itself, a member of the team or of the panel from
    any: a joint team, a panel of several townships. Raises PermissionDenied for whoever does not
    head the office, Avoids for somebody who must leave the clue to others, RuleBroken for somebody
    without the post, who handled what they would review, or for oneself.
    """
    _require_naming(actor, clue, kind)
    check_avoids(actor, clue, [actor, user])
    with transaction.atomic():
        held = hold(clue, version)
        _require_naming(actor, held, kind)
        _check_post(held, user, kind)
        if kind == AccessKind.HANDLER:
            _hand_over(actor, held, user)
        access = give(actor=actor, clue=held, user=user, kind=kind, last_on=last_on)
        touch(held)
        return access


def _require_naming(actor: User, clue: Clue, kind: str) -> None:
    if kind not in _WANTED:
        raise RuleBroken(_("Choose one from the list."), field="kind")
    require(actor, _WANTED[AccessKind(kind)][1])
    require_seen(actor, clue)
    if not may_name(actor, clue, kind):
        raise PermissionDenied(_("The head of the office that has the clue names its officers."))


def _check_post(clue: Clue, user: User, kind: str) -> None:
    of_office = kind == AccessKind.HANDLER and clue.handling_office_id is not None
    places = [clue.handling_office_id] if of_office else None
    if user.pk not in holders(_WANTED[AccessKind(kind)][0], places):  # type: ignore[arg-type]
        words = _("%(name)s holds no post that allows this part.") % {"name": user.name}
        raise RuleBroken(words, HANDING_OVER, field="user")
    if kind == AccessKind.REVIEWER:
        check_has_not_handled(user, clue)
        return
    reviewed = Access.objects.filter(clue=clue, kind=AccessKind.REVIEWER)
    if reviewed.filter(user__in=accounts_of(user)).exists():
        words = _("%(name)s reviewed this case and takes no part in its handling.")
        raise RuleBroken(words % {"name": user.name}, APART, field="user")


def _hand_over(actor: User, clue: Clue, user: User) -> None:
    """Let one officer alone carry the clue; who carried it before stays no longer."""
    end_all(actor=actor, clue=clue, kinds=[AccessKind.HANDLER], keep=[user.pk])
    clue.handler = user
    clue.save(update_fields=["handler"])
    record(verb=CARRIER_NAMED, actor=actor, target=clue, details={"note": user.name})


def release(*, actor: User, access: Access) -> None:
    """End somebody's part before its day; raises PermissionDenied for whoever did not name it."""
    _require_naming(actor, access.clue, access.kind)
    with transaction.atomic():
        clue = hold(access.clue)
        found = Access.objects.select_for_update().select_related("user", "clue").get(pk=access.pk)
        if found.ended_at is not None:
            raise RuleBroken(_("This part has ended already. Nothing was changed."))
        end(actor=actor, access=found)
        _put_down(clue, found.user)
        touch(clue)


def leave_to_others(*, actor: User, clue: Clue) -> None:
    """End the part of whoever must leave the clue to others by now, in the caller's transaction.

    For a clue that got another respondent: who was named for it before is compared anew. Nobody
    is told of a clue that is about themselves.
    """
    rows = Access.objects.filter(clue=clue, ended_at__isnull=True).select_related("user", "clue")
    for access in rows.order_by("pk"):
        fact = fact_against(access.user, clue)
        if fact is None:
            continue
        end(actor=actor, access=access, tells=fact.ground != AvoidanceGround.RESPONDENT)
        _put_down(clue, access.user)
        details = {"ground": fact.ground.value, "account": access.user.username}
        record(verb=AVOIDED, actor=actor, target=clue, details=details)


def _put_down(clue: Clue, user: User) -> None:
    if clue.handler_id == user.pk:
        clue.handler = None
        clue.save(update_fields=["handler"])


def note_avoidance(*, actor: User, clue: Clue, user: User, ground: str, reason: str) -> Avoidance:
    """Record that somebody must leave the clue to others; their part in it ends with that.

    Whoever works on the clue says so of themselves; the head of the office and the case
    supervision office say so of anybody. Raises PermissionDenied for others, RuleBroken without a
    reason or where it is recorded already.
    """
    require(actor, READ)
    require_seen(actor, clue)
    if user.pk != actor.pk and not may_bar(actor, clue):
        raise PermissionDenied(_("Your post does not allow this."))
    if ground not in STATED:
        raise RuleBroken(_("Choose one from the list."), field="ground")
    if len(reason.strip()) < LEAST_WORDS:
        words = _("Write at least %(n)d characters.") % {"n": LEAST_WORDS}
        raise RuleBroken(words, field="reason")
    with transaction.atomic():
        held = hold(clue)
        if Avoidance.objects.filter(clue=held, user=user, ground=ground).exists():
            raise RuleBroken(_("This is recorded already. Nothing was changed."))
        row = Avoidance.objects.create(
            clue=held,
            user=user,
            ground=ground,
            reason=reason.strip(),
            noted_by=actor,
            noted_at=clock.now(),
        )
        for access in _parts_of(held, user):
            end(actor=actor, access=access)
        _put_down(held, user)
        touch(held)
        note = f"{user.name} · {row.get_ground_display()}"
        record(verb=AVOIDANCE_NOTED, actor=actor, target=held, details={"note": note})
        return row


def _parts_of(clue: Clue, user: User) -> list[Access]:
    rows = Access.objects.filter(clue=clue, user=user, ended_at__isnull=True)
    return list(rows.select_related("user", "clue").order_by("pk"))
