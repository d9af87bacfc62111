"""Name who signs during an absence, and end it when the absent one is back."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import StandIn
from cases.notices import STAND_IN
from cases.permissions import NAME_STAND_IN, SIGN_AS_PRINCIPAL
from cases.selectors.standins import may_stand_in
from cases.services.faults import RuleBroken
from cases.verbs import STAND_IN_ENDED, STAND_IN_NAMED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import full_date


def name_stand_in(
    *, actor: User, stand_in: User, first_on: dt.date, last_on: dt.date, reason: str
) -> StandIn:
    """Name who signs in one's own place from a day to a day, both included.

    Raises RuleBroken for somebody without a suitable post, days in the past or out of order, and
    days for which somebody is named already.
    """
    require(actor, NAME_STAND_IN)
    _check(actor, stand_in, first_on, last_on, reason)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        taken = StandIn.objects.filter(
            absent=actor, ended_at__isnull=True, first_on__lte=last_on, last_on__gte=first_on
        ).first()
        if taken is not None:
            words = _("%(name)s is named from %(first)s to %(last)s already.")
            given = {
                "name": taken.stand_in.name,
                "first": full_date(taken.first_on),
                "last": full_date(taken.last_on),
            }
            raise RuleBroken(words % given, field="first_on")
        row = StandIn.objects.create(
            absent=actor,
            stand_in=stand_in,
            first_on=first_on,
            last_on=last_on,
            reason=reason.strip(),
            named_by=actor,
            named_at=clock.now(),
        )
        _tell(row)
        return row


def _check(actor: User, stand_in: User, first_on: dt.date, last_on: dt.date, reason: str) -> None:
    if stand_in.pk in set(accounts_of(actor)) or not may_stand_in(actor).contains(stand_in):
        words = _("%(name)s holds no post that lets them sign in your place.")
        raise RuleBroken(words % {"name": stand_in.name}, field="stand_in")
    if first_on < clock.today():
        raise RuleBroken(_("The first day must not lie in the past."), field="first_on")
    if last_on < first_on:
        raise RuleBroken(_("The last day lies before the first."), field="last_on")
    if not reason.strip():
        raise RuleBroken(_("Say why you are absent."), field="reason")


def _tell(row: StandIn) -> None:
    with override(settings.LANGUAGE_CODE):
        days = f"{full_date(row.first_on)}–{full_date(row.last_on)}"
        record(
            verb=STAND_IN_NAMED,
            actor=row.named_by,
            target=row,
            details={"note": f"{row.stand_in.name} · {days}"},
        )
        notify(
            kind=STAND_IN,
            recipients=[row.stand_in_id],
            title=_("You sign for %(name)s: %(days)s") % {"name": row.absent.name, "days": days},
            url=reverse("cases:stand_ins"),
            target=row,
            dedupe_key=f"standin-{row.pk}",
        )


def end_stand_in(*, actor: User, row: StandIn) -> StandIn:
    """End an absence before its last day; only whoever is absent, or the principal, does.

    Raises PermissionDenied for others, RuleBroken where it has ended already.
    """
    if row.absent_id != actor.pk and not actor.can(SIGN_AS_PRINCIPAL):
        raise PermissionDenied(_("Your post does not allow this."))
    with transaction.atomic():
        found = StandIn.objects.select_for_update().get(pk=row.pk)
        if found.ended_at is not None or found.last_on < clock.today():
            raise RuleBroken(_("This has ended already. Nothing was changed."))
        found.ended_at, found.ended_by = clock.now(), actor
        found.save(update_fields=["ended_at", "ended_by"])
        record(verb=STAND_IN_ENDED, actor=actor, target=found)
        return found
