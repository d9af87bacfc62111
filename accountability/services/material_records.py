"""Record what the four kinds of work showed of a unit; decide what it counts for (A35)."""

import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import MaterialDecision, MaterialRecord
from accountability.notices import MATERIAL_ADDED
from accountability.permissions import RECORD_MATERIAL, SCORE, SELF_SCORE
from accountability.score_enums import Evaluation, MaterialEffect
from accountability.score_values import MaterialData
from accountability.selectors.avoidance import about_unit
from accountability.services.own_cause import check_may_decide
from accountability.services.ratings import MINIMUM_REASON
from accountability.verbs import MATERIAL_CORRECTED, MATERIAL_DECIDED, MATERIAL_RECORDED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit

#: No single record moves a score by more.
MOST_POINTS = Decimal(10)


@transaction.atomic
def record_material(
    *,
    actor: User,
    data: MaterialData,
    attachments: Sequence[Attachment | uuid.UUID | str] = (),
) -> MaterialRecord:
    """Record one material with its files and tell the unit.

    Raises ValidationError for a day to come, thin words, or problems that are not named.
    """
    require(actor, RECORD_MATERIAL, data.unit)
    _check(data)
    found = _write(actor, data, None, "")
    attach(attachments=attachments, owner=found, actor=actor)
    with override(settings.LANGUAGE_CODE):
        note = f"{found.get_kind_display()} · {found.title}"
    record(
        verb=MATERIAL_RECORDED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": note},
    )
    return found


@transaction.atomic
def correct_material(
    *,
    actor: User,
    material: MaterialRecord,
    data: MaterialData,
    correction: str,
    attachments: Sequence[Attachment | uuid.UUID | str] = (),
) -> MaterialRecord:
    """Put a corrected version beside the material; what the old one counted for ends with it.

    Raises ValidationError where it is corrected already, without a reason, or for another unit.
    """
    require(actor, RECORD_MATERIAL, material.unit)
    _hold(material)
    if MaterialRecord.objects.filter(supersedes=material).exists():
        raise ValidationError(_("This record is corrected already; correct its newest version."))
    if data.unit.pk != material.unit_id or data.kind != material.kind:
        raise ValidationError(
            {"unit": _("Unit and kind stay; record a new material for another unit.")}
        )
    if len(correction.strip()) < MINIMUM_REASON:
        raise ValidationError({"correction": _("Give the reason in at least 10 characters.")})
    _check(data)
    found = _write(actor, data, material, correction.strip())
    attach(attachments=attachments, owner=found, actor=actor)
    record(
        verb=MATERIAL_CORRECTED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": found.correction, "before": material.pk},
    )
    return found


def _write(
    actor: User, data: MaterialData, before: MaterialRecord | None, correction: str
) -> MaterialRecord:
    found = MaterialRecord.objects.create(
        kind=data.kind,
        unit=data.unit,
        held_on=data.held_on,
        body=data.body.strip(),
        title=data.title.strip(),
        summary=data.summary.strip(),
        problems=data.problems.strip(),
        evaluation=data.evaluation,
        recorded_by=actor,
        recorded_at=clock.now(),
        supersedes=before,
        correction=correction,
    )
    told = recipients(permission=SELF_SCORE, unit_ids=[found.unit_id])
    notify(
        kind=MATERIAL_ADDED,
        recipients=told.get(found.unit_id, []),
        title=found.title,
        body=found.problems or found.summary,
        url=reverse("accountability:material", args=[found.pk]),
        target=found,
        unit=found.unit,
        dedupe_key=f"material-{found.pk}",
    )
    return found


def _check(data: MaterialData) -> None:
    faults = {}
    if data.held_on > clock.today():
        faults["held_on"] = _("This day is still to come.")
    if len(data.summary.strip()) < MINIMUM_REASON:
        faults["summary"] = _("Say in at least 10 characters what was seen.")
    if data.evaluation == Evaluation.PROBLEM and not data.problems.strip():
        faults["problems"] = _("Name the problems that were found.")
    if faults:
        raise ValidationError(faults)


def decide_material(
    *, actor: User, material: MaterialRecord, effect: str, points: Decimal, reason: str
) -> MaterialDecision:
    """Decide, once, what the newest version of a material counts for in the unit's score.

    Raises OwnCause for whoever wrote a version of it and whoever must avoid the unit,
    ValidationError for a thin reason, points that do not fit, a decision already made, or an old
    version.
    """
    unit = material.unit
    require(actor, SCORE, unit)
    matter = about_unit(unit.pk, *_hands_in(material))
    check_may_decide(actor, matter, about=material, unit=unit)
    with transaction.atomic():
        return _decide(actor, material, effect, points, reason)


def _decide(
    actor: User, material: MaterialRecord, effect: str, points: Decimal, reason: str
) -> MaterialDecision:
    _hold(material)
    if MaterialRecord.objects.filter(supersedes=material).exists():
        raise ValidationError(_("This version was corrected; decide on the newest one."))
    if MaterialDecision.objects.filter(record=material).exists():
        raise ValidationError(_("What this record counts for is decided already."))
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    counts = effect != MaterialEffect.NONE
    if counts and not 0 < points <= MOST_POINTS:
        raise ValidationError(
            {"points": _("Give more than 0 and at most %(n)s points.") % {"n": MOST_POINTS}}
        )
    found = MaterialDecision.objects.create(
        record=material,
        effect=effect,
        points=points if counts else Decimal(0),
        reason=reason.strip(),
        decided_by=actor,
        decided_at=clock.now(),
    )
    with override(settings.LANGUAGE_CODE):
        note = f"{found.get_effect_display()} {found.points} · {found.reason}"
    record(
        verb=MATERIAL_DECIDED,
        actor=actor,
        target=material,
        unit=material.unit,
        details={"note": note},
    )
    return found


def _hold(material: MaterialRecord) -> None:
    """Let of two people at once the second one find what the first one did.

    The record itself cannot be held: the running role may not update what is written once.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=material.unit_id)


def _hands_in(material: MaterialRecord) -> set[int]:
    """Return everybody who wrote a version of the record: a correction hides none of them."""
    found: set[int] = set()
    version: MaterialRecord | None = material
    while version is not None:
        found.add(version.recorded_by_id)
        version = version.supersedes
    return found


def may_stage(user: User, rest: str) -> None:
    """Answer the file gate for uploads to the form of a material; the key ends in "new"."""
    if rest != "new":
        raise Http404
    if not user.can(RECORD_MATERIAL):
        raise PermissionDenied(_("Your post does not allow this."))
