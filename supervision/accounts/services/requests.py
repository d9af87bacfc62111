"""Ask for what needs two persons, and decide as the second one."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from supervision import clock
from supervision.accounts.announcing import announce
from supervision.accounts.enums import RequestKind, RequestStatus
from supervision.accounts.models import GrantRequest, Posting, User
from supervision.accounts.permissions import ASKS, DECIDE_REQUESTS, GRANT_POSTS, require
from supervision.accounts.selectors import holders
from supervision.accounts.services import accounts, factors, postings
from supervision.accounts.verbs import (
    REQUEST_APPROVED,
    REQUEST_ASKED,
    REQUEST_REFUSED,
    REQUEST_WITHDRAWN,
)
from supervision.audit.services import record
from supervision.organizations.models import Unit

MINIMUM_REASON = 5


@transaction.atomic
def ask_for_post(
    *,
    actor: User,
    user: User,
    unit: Unit,
    role: str,
    title: str,
    starts_on: dt.date,
    reason: str,
    ends_on: dt.date | None = None,
) -> GrantRequest:
    """Ask that the person be given a post from a day on, until a day if one is given.

    Raises ValidationError where the roles clash, PermissionDenied for oneself.
    """
    require(actor, GRANT_POSTS)
    _check_other(actor, user)
    postings.check_may_hold(user=user, role=role, started_on=starts_on, ended_on=ends_on)
    return _ask(
        actor,
        RequestKind.GIVE_POST,
        user,
        reason,
        unit=unit,
        role=role,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def ask_to_end_post(
    *, actor: User, posting: Posting, ends_on: dt.date, reason: str
) -> GrantRequest:
    """Ask that a post end on a day; raises ValidationError where it ends by then anyway."""
    require(actor, GRANT_POSTS)
    _check_other(actor, posting.user)
    if posting.ended_on is not None and posting.ended_on <= ends_on:
        raise ValidationError(_("The post ends by that day already."))
    if ends_on < posting.started_on:
        raise ValidationError(_("A post cannot end before it began."))
    return _ask(
        actor,
        RequestKind.END_POST,
        posting.user,
        reason,
        unit=posting.unit,
        role=posting.role,
        title=posting.title,
        starts_on=posting.started_on,
        ends_on=ends_on,
        posting=posting,
    )


@transaction.atomic
def ask_to_reopen(*, actor: User, user: User, reason: str) -> GrantRequest:
    """Ask that a closed or ended account be put back in use."""
    require(actor, ASKS)
    _check_other(actor, user)
    if accounts.is_usable(user):
        raise ValidationError(_("This account is in use already."))
    return _ask(actor, RequestKind.REOPEN, user, reason)


@transaction.atomic
def ask_to_reset_factor(*, actor: User, user: User, reason: str) -> GrantRequest:
    """Ask that the second factor be forgotten, so that the person sets it up anew."""
    require(actor, ASKS)
    _check_other(actor, user)
    if not factors.may_be_reset(user):
        raise ValidationError(_("This account has no second factor."))
    return _ask(actor, RequestKind.RESET_FACTOR, user, reason)


def _check_other(actor: User, user: User) -> None:
    if actor.pk == user.pk:
        raise PermissionDenied(_("Nobody asks for anything of the kind for themselves."))


def _ask(actor: User, kind: RequestKind, user: User, reason: str, **what: Any) -> GrantRequest:
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 5 characters.")})
    User.objects.select_for_update().get(pk=user.pk)
    same = GrantRequest.objects.filter(
        kind=kind,
        user=user,
        unit=what.get("unit"),
        role=what.get("role", ""),
        status=RequestStatus.WAITING,
    )
    if same.exists():
        raise ValidationError(_("The same request still waits for its decision."))
    request = GrantRequest.objects.create(
        kind=kind,
        user=user,
        reason=reason.strip(),
        asked_by=actor,
        asked_at=clock.now(),
        **what,
    )
    _record(REQUEST_ASKED, actor, request, reason=request.reason)
    _tell(
        "accounts.request_asked",
        request,
        [pk for pk in holders(DECIDE_REQUESTS) if pk not in (actor.pk, user.pk)],
    )
    return request


def decide(*, actor: User, request: GrantRequest, approve: bool, opinion: str = "") -> None:
    """Approve and carry out, or refuse with words, what somebody else asked for.

    Raises PermissionDenied for the one who asked and for the person concerned, ValidationError
    where it is decided already, or where the one who asked may not ask any more.
    """
    require(actor, DECIDE_REQUESTS)
    with transaction.atomic():
        request = _lock(request)
        if actor.pk in (request.asked_by_id, request.user_id):
            raise PermissionDenied(
                _("Nobody decides on their own request: a second person is needed.")
            )
        if not approve and not opinion.strip():
            raise ValidationError({"opinion": _("A refusal needs a reason.")})
        asker = request.asked_by
        if approve and not (asker.can(GRANT_POSTS) or asker.can(ASKS)):
            raise ValidationError(_("Whoever asked holds no administrator's post any more."))
        request.status = RequestStatus.APPROVED if approve else RequestStatus.REFUSED
        request.decided_by, request.decided_at = actor, clock.now()
        request.opinion = opinion.strip()
        if approve:
            _carry_out(actor, request)
        request.save()
        _record(REQUEST_APPROVED if approve else REQUEST_REFUSED, actor, request, opinion=opinion)
        _tell("accounts.request_decided", request, [request.asked_by_id])


def _carry_out(actor: User, request: GrantRequest) -> None:
    if request.kind == RequestKind.GIVE_POST:
        request.posting = postings.give(actor=actor, request=request)
    elif request.kind == RequestKind.END_POST:
        postings.end(actor=actor, request=request)
    elif request.kind == RequestKind.REOPEN:
        accounts.reopen(actor=actor, request=request)
    else:
        factors.reset(actor=actor, request=request)


@transaction.atomic
def withdraw(*, actor: User, request: GrantRequest) -> None:
    """Take back one's own request while it waits."""
    request = _lock(request)
    if request.asked_by_id != actor.pk:
        raise PermissionDenied(_("Only whoever asked takes a request back."))
    request.status = RequestStatus.WITHDRAWN
    request.save(update_fields=["status"])
    _record(REQUEST_WITHDRAWN, actor, request)


def _lock(request: GrantRequest) -> GrantRequest:
    found = (
        GrantRequest.objects.select_for_update(of=("self",))
        .select_related("user", "unit", "asked_by")
        .get(pk=request.pk)
    )
    if found.status != RequestStatus.WAITING:
        raise ValidationError(_("This request is decided already."))
    return found


def _record(verb: Any, actor: User, request: GrantRequest, **details: str) -> None:
    about = {"kind": request.kind, "role": request.role, "note": str(request.user)}
    record(verb=verb, actor=actor, target=request, unit=request.unit, details={**about, **details})


def _tell(code: str, request: GrantRequest, recipients: list[int]) -> None:
    """Announce in the portal's own language, in which notices are kept."""
    with override(settings.LANGUAGE_CODE):
        announce(
            code=code,
            recipients=recipients,
            title=str(request),
            body=request.opinion or request.reason,
            url=request.get_absolute_url(),
            target=request,
        )
