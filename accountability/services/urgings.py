"""Urge units to do what is late or due soon; every time is counted on the task."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import Duty, Urging
from accountability.notices import URGED as NOTICE
from accountability.permissions import BE_ESCALATED, BE_WARNED, URGE
from accountability.services.duties import hold
from accountability.verbs import URGED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.deadlines.enums import Light
from supervision.notifications.services.notices import Draft, write
from supervision.web.formats import due_day, full_date

#: From this urging of a task on, the unit's head is told as well.
HEAD_FROM = 2
MOST_WORDS = 300


@transaction.atomic
def urge(*, actor: User, duties: Iterable[Duty], words: str = "") -> list[Urging]:
    """Urge the tasks, all of them or none, and tell the clerks of their units.

    Raises ValidationError with a sentence for each task that cannot be urged now, PermissionDenied
    for a unit outside the actor's reach.
    """
    require(actor, URGE)
    if len(words.strip()) > MOST_WORDS:
        raise ValidationError({"words": _("At most %(limit)s characters.") % {"limit": MOST_WORDS}})
    held = hold(duties)
    for unit in {duty.unit_id: duty.unit for duty in held}.values():
        require(actor, URGE, unit)
    refused = [reason for duty in held if (reason := why_not(duty))]
    if refused or not held:
        raise ValidationError(refused or [_("Choose at least one task.")])
    urged = [_write(actor, duty, words.strip()) for duty in held]
    _tell(urged)
    return urged


def why_not(duty: Duty) -> str:
    """Say why the task cannot be urged now, "" where it can."""
    said = {"title": duty.title, "number": duty.number, "unit": duty.unit.short_name}
    if duty.withdrawn_at is not None:
        return _("%(unit)s · %(title)s was withdrawn; there is nothing to urge.") % said
    if duty.closed_at is not None:
        day = full_date(duty.closed_at)
        return _("%(unit)s · %(title)s was concluded on %(day)s.") % {**said, "day": day}
    if duty.paused_at is not None:
        return _("%(unit)s · %(title)s is paused; its clock stands still.") % said
    if duty.light_now() not in (Light.RED, Light.YELLOW):
        return _("%(unit)s · %(title)s is neither overdue nor due soon.") % said
    if Urging.objects.filter(duty=duty, urged_on=clock.today()).exists():
        return _("%(unit)s · %(title)s was urged today already.") % said
    return ""


def _write(actor: User, duty: Duty, words: str) -> Urging:
    level = duty.urged_count + 1
    urging = Urging.objects.create(
        duty=duty,
        unit_id=duty.unit_id,
        level=level,
        light=duty.light_now(),
        ends_at=duty.ends_at,
        words=words,
        urged_by=actor,
        urged_at=clock.now(),
        urged_on=clock.today(),
    )
    Duty.objects.filter(pk=duty.pk).update(urged_count=level)
    duty.urged_count = level
    record(
        verb=URGED,
        actor=actor,
        target=duty,
        unit=duty.unit,
        details={"level": level, "urging": urging.pk, "note": words},
    )
    return urging


def _tell(urged: Sequence[Urging]) -> None:
    """Tell the clerks, and from the second time on the heads; the notice goes with the task."""
    units = {urging.unit_id for urging in urged}
    clerks = recipients(permission=BE_WARNED, unit_ids=units)
    heads = recipients(permission=BE_ESCALATED, unit_ids=units)
    # People are told in the portal's own language, not in that of whoever urges.
    with override(settings.LANGUAGE_CODE):
        write(
            [
                _draft(urging, user_id)
                for urging in urged
                for user_id in dict.fromkeys(
                    [
                        *clerks.get(urging.unit_id, ()),
                        *(heads.get(urging.unit_id, ()) if urging.level >= HEAD_FROM else ()),
                    ]
                )
            ]
        )


def _draft(urging: Urging, user_id: int) -> Draft:
    duty = urging.duty
    body = _("Time %(level)d. Due %(day)s.") % {
        "level": urging.level,
        "day": full_date(due_day(duty.ends_at)),
    }
    return Draft(
        recipient_id=user_id,
        kind=NOTICE,
        title=_("Urged: %(title)s") % {"title": duty.title},
        body=f"{body} {urging.words}".strip(),
        url=reverse("accountability:duty", args=[duty.pk]),
        object_type=Duty._meta.label_lower,
        object_id=str(duty.pk),
        unit_id=duty.unit_id,
        light=urging.light,
        ends_at=duty.ends_at,
        dedupe_key=f"urging-{urging.pk}",
    )
