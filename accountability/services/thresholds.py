"""Set the thresholds of the comparisons: each setting stays, with its reason."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.doubt_enums import DetectorCode
from accountability.models import DetectorSetting
from accountability.permissions import SET_DETECTORS
from accountability.selectors.thresholds import held
from accountability.thresholds import DEFAULTS
from accountability.verbs import THRESHOLD_SET
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record

MINIMUM_REASON = 6
#: Yellow is given before red: the lower share, the higher rush.
_ORDER = (
    (DetectorCode.PROMPT_RED, DetectorCode.PROMPT_YELLOW),
    (DetectorCode.SPIKE_YELLOW, DetectorCode.SPIKE_RED),
)


@transaction.atomic
def set_threshold(*, actor: User, code: str, value: Decimal, reason: str) -> DetectorSetting:
    """Set one threshold from now on; doubts that stand already stay as they are.

    Raises ValidationError for an unknown threshold, a value out of its range, yellow beyond red,
    or no reason.
    """
    require(actor, SET_DETECTORS)
    if code not in DEFAULTS:
        raise ValidationError({"code": _("There is no such threshold.")})
    limits = DEFAULTS[code]
    if not limits.low <= value <= limits.high:
        raise ValidationError(
            {
                "value": _("Give a value from %(low)s to %(high)s.")
                % {"low": limits.low, "high": limits.high}
            }
        )
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError(
            {"reason": _("Write at least %(n)d characters.") % {"n": MINIMUM_REASON}}
        )
    before = held()
    _check_order(before | {code: value})
    row = DetectorSetting.objects.create(
        code=code, value=value, reason=reason.strip()[:200], set_by=actor, set_at=clock.now()
    )
    with override(settings.LANGUAGE_CODE):
        note = f"{row.get_code_display()}: {before[code]} → {value}"
    record(
        verb=THRESHOLD_SET,
        actor=actor,
        target=row,
        details={"note": note, "reason": row.reason},
    )
    return row


def _check_order(values: dict[str, Decimal]) -> None:
    for lower, upper in _ORDER:
        if values[lower] > values[upper]:
            raise ValidationError({"value": _("Yellow must be reached before red.")}, code="order")
