"""More time for a rectification: the unit asks, another person decides (as for deadlines, A12)."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import ChangeStatus, RectificationStatus
from accountability.models import Rectification, RectificationExtension
from accountability.notices import ANSWERED, ASKED
from accountability.permissions import RAISE_FINDING, RECTIFY
from accountability.selectors.avoidance import about_unit
from accountability.services.changes import MINIMUM_REASON
from accountability.services.own_cause import check_may_decide
from accountability.services.rectifications import forget_warnings, locked, url_of
from accountability.verbs import MORE_TIME_ASKED, MORE_TIME_GRANTED, MORE_TIME_REFUSED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.deadlines.services import extend_deadline
from supervision.notifications.services.notices import notify, withdraw
from supervision.web.formats import due_day, full_date


@transaction.atomic
def ask_for_time(
    *, actor: User, rectification: Rectification, last_day: dt.date, reason: str
) -> RectificationExtension:
    """Ask that the rectification may last until a later day.

    Raises ValidationError for a rectification that is not open, a second open request, a thin
    reason, or a day that is not later than the present one.
    """
    require(actor, RECTIFY, rectification.unit)
    item = locked(rectification)
    _check_request(item, last_day, reason)
    asked = RectificationExtension.objects.create(
        rectification=item,
        reason=reason.strip(),
        ends_before=item.ends_at,
        ends_after=clock.end_of(last_day),
        requested_by=actor,
        requested_at=clock.now(),
    )
    with override(settings.LANGUAGE_CODE):
        note = f"{full_date(last_day)} · {asked.reason}"
    record(
        verb=MORE_TIME_ASKED,
        actor=actor,
        target=item,
        unit=item.unit,
        details={"note": note, "extension": asked.pk},
    )
    notify(
        kind=ASKED,
        recipients=[pk for pk in holders(RAISE_FINDING) if pk != actor.pk],
        title=f"{item.unit.short_name} · {item.number}",
        body=asked.reason,
        url=url_of(item),
        target=asked,
        unit=item.unit,
        dedupe_key=f"rectification-extension-{asked.pk}",
    )
    return asked


def _check_request(item: Rectification, last_day: dt.date, reason: str) -> None:
    if item.status != RectificationStatus.OPEN:
        raise ValidationError(_("This rectification is not open; its deadline no longer runs."))
    if item.extensions.filter(status=ChangeStatus.PENDING).exists():
        raise ValidationError(_("Another request for more time still waits for its decision."))
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    if clock.end_of(last_day) <= item.ends_at:
        raise ValidationError({"last_day": _("The new day must lie after the present one.")})
    if last_day < clock.today():
        raise ValidationError({"last_day": _("This day has passed.")})


def decide_time(
    *, actor: User, extension: RectificationExtension, approve: bool, opinion: str = ""
) -> None:
    """Grant or refuse more time that somebody else asked for; a refusal needs words.

    Raises OwnCause for one's own request and whoever must avoid the unit, ValidationError where
    it is decided already or the rectification was reported or concluded meanwhile.
    """
    item = extension.rectification
    require(actor, RAISE_FINDING, item.unit)
    matter = about_unit(item.unit_id, extension.requested_by_id)
    check_may_decide(actor, matter, about=item, unit=item.unit)
    with transaction.atomic():
        _decide(actor, extension, approve, opinion)


def _decide(actor: User, extension: RectificationExtension, approve: bool, opinion: str) -> None:
    # The item first, then its request, in this order everywhere.
    item = locked(extension.rectification)
    asked = RectificationExtension.objects.select_for_update().get(pk=extension.pk)
    _check_decision(asked, approve, opinion)
    if approve and item.status != RectificationStatus.OPEN:
        raise ValidationError(_("This rectification is not open; its deadline no longer runs."))
    asked.status = ChangeStatus.APPROVED if approve else ChangeStatus.REFUSED
    asked.decided_by, asked.decided_at = actor, clock.now()
    asked.opinion = opinion.strip()[:200]
    # First the decision, then the deadline: the database grants time only under an approval.
    asked.save()
    if approve:
        extend_deadline(item, last_day=due_day(asked.ends_after))
        item.save(update_fields=["extended_to", "warn_at"])
        forget_warnings(item)
    record(
        verb=MORE_TIME_GRANTED if approve else MORE_TIME_REFUSED,
        actor=actor,
        target=item,
        unit=item.unit,
        details={"note": asked.opinion or asked.reason, "extension": asked.pk},
    )
    withdraw(asked)
    _answer(item, asked)


def _check_decision(asked: RectificationExtension, approve: bool, opinion: str) -> None:
    if asked.status != ChangeStatus.PENDING:
        raise ValidationError(_("This request is decided already."))
    if not approve and len(opinion.strip()) < 2:
        raise ValidationError({"opinion": _("Say why the request is refused.")})


def _answer(item: Rectification, asked: RectificationExtension) -> None:
    # A notice is stored in the portal's own language, whoever acts.
    with override(settings.LANGUAGE_CODE):
        said = str(asked.get_status_display())
    notify(
        kind=ANSWERED,
        recipients=[asked.requested_by_id],
        title=f"{said} · {item.number}",
        body=asked.opinion or asked.reason,
        url=url_of(item),
        target=item,
        unit=item.unit,
        dedupe_key=f"rectification-extension-{asked.pk}-answered",
    )
