"""Open a patrol, hand its filings out one by one, take each verdict, close it."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accountability.models import Filing, PatrolEntry, PatrolRound
from accountability.notices import PATROL_OPENED
from accountability.permissions import PATROL
from accountability.selectors.avoidance import about_filings
from accountability.selectors.patrols import MOST, population, waiting
from accountability.services.numbers import take
from accountability.services.own_cause import check_may_decide
from accountability.verbs import PATROL_CLOSED
from accountability.verbs import PATROL_OPENED as OPENED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.notifications.services import notify
from supervision.organizations.models import Unit


@transaction.atomic
def open_patrol(
    *,
    actor: User,
    name: str,
    since: dt.date,
    until: dt.date,
    units: Sequence[Unit] = (),
    category: str = "",
    skips_read: bool = True,
) -> PatrolRound:
    """Open a patrol over the filings of the scope and queue them in order.

    Raises ValidationError for days in the wrong order, no filing, or more than one patrol holds.
    """
    require(actor, PATROL)
    if until < since:
        raise ValidationError({"until": _("The last day lies before the first.")})
    chosen = list(units)
    rows = population(
        actor,
        units=chosen,
        category=category,
        since=since,
        until=until,
        skips_read=skips_read,
    )
    filings = list(rows.values_list("pk", "unit_id")[: MOST + 1])
    _check_size(len(filings))
    now = clock.now()
    patrol = PatrolRound.objects.create(
        number=f"XC-{since.year}-{take(f'XC-{since.year}')[0]:03}",
        name=name.strip(),
        category=category,
        since=since,
        until=until,
        skips_read=skips_read,
        created_by=actor,
        created_at=now,
    )
    patrol.units.set(chosen)
    PatrolEntry.objects.bulk_create(
        [
            PatrolEntry(round=patrol, filing_id=pk, unit_id=unit_id, position=place)
            for place, (pk, unit_id) in enumerate(filings, start=1)
        ],
        batch_size=1000,
    )
    details = {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "category": category,
        "units": [unit.code for unit in chosen],
        "filings": len(filings),
    }
    record(verb=OPENED, actor=actor, target=patrol, unit=actor.home_unit, details=details)
    with override(settings.LANGUAGE_CODE):
        title = _("Patrol %(name)s: %(count)s filings to read") % {
            "name": patrol.name,
            "count": len(filings),
        }
    notify(
        kind=PATROL_OPENED,
        recipients=[pk for pk in holders(PATROL) if pk != actor.pk],
        title=title,
        url=reverse("accountability:patrol", args=[patrol.pk]),
        target=patrol,
    )
    return patrol


def _check_size(count: int) -> None:
    if not count:
        raise ValidationError(
            _("No filing lies in this scope. Widen the days, or take in what was read before.")
        )
    if count > MOST:
        raise ValidationError(
            _("More than %(most)s filings lie in this scope. Choose fewer units or fewer days.")
            % {"most": MOST}
        )


@transaction.atomic
def take_next(*, actor: User, patrol: PatrolRound) -> PatrolEntry | None:
    """Put the next filing on the officer's desk; None when nothing waits for this officer.

    What lies on the own desk already comes first. Two officers at the same instant get two
    different filings: a row that somebody is just taking is passed over.
    """
    require(actor, PATROL)
    check_is_open(patrol)
    rows = waiting(patrol, actor)
    own = rows.filter(claimed_by=actor).order_by("position").first()
    if own is not None:
        return own
    entry = rows.select_for_update(skip_locked=True, of=("self",)).order_by("position").first()
    if entry is None:
        return None
    entry.claimed_by, entry.claimed_at = actor, clock.now()
    entry.save(update_fields=["claimed_by", "claimed_at"])
    return entry


@transaction.atomic
def put_back(*, actor: User, entry: PatrolEntry) -> None:
    """Put a filing from the own desk back into the queue, unread."""
    require(actor, PATROL)
    PatrolEntry.objects.filter(pk=entry.pk, claimed_by=actor, is_read=False).update(
        claimed_by=None, claimed_at=None
    )


@transaction.atomic
def close_patrol(*, actor: User, patrol: PatrolRound, note: str = "") -> PatrolRound:
    """Close the patrol; with filings left unread it needs a note that says why.

    Raises ValidationError without that note, or when it is closed already.
    """
    require(actor, PATROL)
    locked = PatrolRound.objects.select_for_update().get(pk=patrol.pk)
    check_is_open(locked)
    left = PatrolEntry.objects.filter(round=locked, is_read=False).count()
    if left and not note.strip():
        raise ValidationError(
            {
                "note": ngettext(
                    "%(n)s filing is unread. Say why the patrol is closed all the same.",
                    "%(n)s filings are unread. Say why the patrol is closed all the same.",
                    left,
                )
                % {"n": left}
            }
        )
    locked.finished_by, locked.finished_at = actor, clock.now()
    locked.closing_note = note.strip()[:300]
    locked.save(update_fields=["finished_by", "finished_at", "closing_note"])
    details = {"unread": left, "note": locked.closing_note}
    record(verb=PATROL_CLOSED, actor=actor, target=locked, unit=actor.home_unit, details=details)
    return locked


def check_is_open(patrol: PatrolRound) -> None:
    """Raise ValidationError when the patrol is closed."""
    if patrol.finished_at is not None:
        raise ValidationError(_("This patrol is closed."))


def check_no_own_unit(actor: User, filing: Filing) -> None:
    """Raise OwnCause where the officer must leave the filing to somebody else."""
    check_may_decide(actor, about_filings([filing]), about=filing, unit=filing.unit)
