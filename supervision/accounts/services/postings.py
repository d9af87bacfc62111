"""Give and end posts once two persons agreed; the demo loader alone acts without persons."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.enums import ADMINISTRATORS, RoleCode
from supervision.accounts.models import GrantRequest, Posting, User
from supervision.accounts.services.accounts import check_spared
from supervision.accounts.verbs import POST_ENDED, POST_GIVEN
from supervision.audit.services import record
from supervision.organizations.models import Unit


def check_may_hold(*, user: User, role: str, started_on: dt.date, ended_on: dt.date | None) -> None:
    """Raise ValidationError where the person may not hold the role in that time.

    An administrator holds no other role (separation of the three administrators, domain 7.2); a
    temporary account has its access from its group.
    """
    if user.is_temporary or role == RoleCode.ASSESSOR:
        raise ValidationError(_("A temporary account gets its access from its group, not a post."))
    if ended_on is not None and ended_on < started_on:
        raise ValidationError(_("A post cannot end before it began."))
    held = Posting.objects.filter(user=user).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=min(started_on, clock.today()))
    )
    if ended_on is not None:
        held = held.filter(started_on__lte=ended_on)
    for other in held.values_list("role", flat=True):
        if other != role and (role in ADMINISTRATORS or other in ADMINISTRATORS):
            raise ValidationError(_("An administrator holds no other role."))


@transaction.atomic
def give(*, actor: User, request: GrantRequest) -> Posting:
    """Give the post that was asked for; the second person has just agreed."""
    if request.unit is None or request.starts_on is None:
        raise ValidationError(_("The request names no unit or no first day."))
    User.objects.select_for_update().get(pk=request.user_id)
    check_may_hold(
        user=request.user,
        role=request.role,
        started_on=request.starts_on,
        ended_on=request.ends_on,
    )
    posting = Posting.objects.create(
        user=request.user,
        unit=request.unit,
        role=request.role,
        title=request.title,
        started_on=request.starts_on,
        ended_on=request.ends_on,
    )
    record(
        verb=POST_GIVEN,
        actor=actor,
        target=request.user,
        unit=request.unit,
        details={
            "role": request.role,
            "title": request.title,
            "from": request.starts_on.isoformat(),
            "to": request.ends_on.isoformat() if request.ends_on else "",
            "asked_by": request.asked_by.name,
            "request": request.pk,
            "note": str(request.unit),
        },
    )
    return posting


@transaction.atomic
def end(*, actor: User, request: GrantRequest) -> None:
    """End the post on the day asked for; the row stays, and an end that stands is never put off.

    Raises ValidationError where too few administrators of the kind would be left.
    """
    if request.posting_id is None or request.ends_on is None:
        raise ValidationError(_("The request names no post or no last day."))
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=request.posting_id)
    if posting.ended_on is not None and posting.ended_on <= request.ends_on:
        return
    if request.ends_on < posting.started_on:
        raise ValidationError(_("A post cannot end before it began."))
    check_spared([posting.role])
    posting.ended_on = request.ends_on
    posting.save(update_fields=["ended_on"])
    record(
        verb=POST_ENDED,
        actor=actor,
        target=posting.user,
        unit=posting.unit,
        details={
            "role": posting.role,
            "to": request.ends_on.isoformat(),
            "asked_by": request.asked_by.name,
            "request": request.pk,
            "note": str(posting.unit),
        },
    )


@transaction.atomic
def load(
    *, user: User, unit: Unit, role: str, title: str, started_on: dt.date, reason: str
) -> Posting:
    """Give a post without persons: to load a demo, and to appoint the first administrators.

    No page leads here. Raises ValidationError like a post that is asked for.
    """
    check_may_hold(user=user, role=role, started_on=started_on, ended_on=None)
    posting = Posting.objects.create(
        user=user, unit=unit, role=role, title=title, started_on=started_on
    )
    record(
        verb=POST_GIVEN,
        actor=None,
        target=user,
        unit=unit,
        details={"role": role, "title": title, "from": started_on.isoformat(), "note": reason},
    )
    return posting
