"""Read the thresholds that hold, and how they came to be."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from accountability.doubt_enums import DetectorCode
from accountability.models import DetectorSetting
from accountability.thresholds import DEFAULTS, Threshold


@dataclass(frozen=True)
class HeldThreshold:
    """A threshold as it holds now, with its last setting if an office has set it."""

    code: str
    label: str
    value: Decimal
    range: Threshold
    setting: DetectorSetting | None


def held() -> dict[str, Decimal]:
    """Return every threshold that holds now by its code, in one query."""
    values = {code: one.value for code, one in DEFAULTS.items()}
    return values | {row.code: row.value for row in _newest()}


def held_rows() -> list[HeldThreshold]:
    """Return the thresholds in their order, each with who set it last and why."""
    newest = {row.code: row for row in _newest().select_related("set_by")}
    found = []
    for code, default in DEFAULTS.items():
        row = newest.get(code)
        value = row.value if row else default.value
        found.append(HeldThreshold(code, str(DetectorCode(code).label), value, default, row))
    return found


def settings_made() -> QuerySet[DetectorSetting]:
    """Return every setting that was ever made, newest first."""
    return DetectorSetting.objects.select_related("set_by").order_by("-id")


def _newest() -> QuerySet[DetectorSetting]:
    return DetectorSetting.objects.order_by("code", "-id").distinct("code")
