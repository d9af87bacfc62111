"""Whether an item can be kept in a draft, and whether it can be published."""

from decimal import Decimal

from django.utils.translation import gettext as _

from accountability import rules
from accountability.enums import CountedMeasure, HolderRole, Period, Talker
from accountability.values import EvidenceData, ItemData
from supervision.organizations.selectors import responsible_units

_LENGTHS = {"number": 16, "category": 30, "title": 120, "basis": 200, "due_rule": 12}
MAX_STAGES = 8
MAX_SCORE = 1000
MOST_COUNTED = 99


def item_faults(data: ItemData, year: int) -> dict[str, str]:
    """Return what is wrong with the item by field; a draft may lack standard and materials."""
    faults = _text_faults(data) | _score_faults(data.score)
    if data.holder_role not in HolderRole.values:
        faults["holder_role"] = _("Choose who carries the item.")
    if data.period not in Period.values:
        faults["period"] = _("Choose how often the item falls due.")
    elif rule := rules.due_rule_fault(data.period, data.due_rule, year):
        faults.setdefault("due_rule", due_rule_message(rule))
    faults |= _stage_faults(data) | _evidence_faults(data.evidence, data.stages)
    faults |= counted_faults(data)
    if data.unit_ids and data.unit_ids - set(responsible_units().values_list("pk", flat=True)):
        faults["unit_ids"] = _("Only departments and townships carry the two responsibilities.")
    return faults


def counted_faults(data: ItemData) -> dict[str, str]:
    """Return why the item cannot be done by counting talks: once a period, and step by step."""
    rule = data.counted
    if rule is None:
        return {}
    if rule.measure not in CountedMeasure.values or rule.talker not in Talker.values:
        return {"counted": _("Choose what is counted, and whose talks count.")}
    if not 1 <= rule.minimum <= MOST_COUNTED:
        return {"counted": _("Count at least 1 and at most %(limit)s.") % {"limit": MOST_COUNTED}}
    if data.period not in rules.PERIODS:
        return {
            "counted": _("Only what falls due by month, quarter, half-year or year is counted.")
        }
    if data.stages:
        return {"counted": _("A counted item has no stages: each talk is a step of it.")}
    return {}


def _text_faults(data: ItemData) -> dict[str, str]:
    faults: dict[str, str] = {}
    for name in ("number", "category", "title", "content"):
        if not str(getattr(data, name)).strip():
            faults[name] = _("Fill this in.")
    for name, limit in _LENGTHS.items():
        if len(getattr(data, name)) > limit:
            faults[name] = _("At most %(limit)s characters.") % {"limit": limit}
    return faults


def _score_faults(score: Decimal) -> dict[str, str]:
    if not 0 < score < MAX_SCORE:
        text = _("The score must lie above 0 and below %(limit)s.") % {"limit": MAX_SCORE}
        return {"score": text}
    return {} if score == round(score, 1) else {"score": _("At most one decimal.")}


def due_rule_message(fault: str) -> str:
    """Return the sentence for a fault of `rules.due_rule_fault`."""
    return {
        "hours": _("Items are counted in days or months, not in hours."),
        "once_needs_day": _("A one-off item needs a day of the year, such as 12-20."),
        "event_needs_term": _("An item on each event needs a term after it, such as 5WD."),
        "day_needs_year": _(
            "A day of the year fits yearly and one-off items only. "
            "Write end, or a term such as 5WD."
        ),
        "no_such_day": _("There is no such day in the calendar."),
        "unreadable": _(
            "Write end (last day of the period), a term such as 5WD, 10CD or 1CM, "
            "or a day of the year such as 12-20."
        ),
    }[fault]


def _stage_faults(data: ItemData) -> dict[str, str]:
    if len(data.stages) > MAX_STAGES:
        return {"stages": _("At most %(limit)s stages.") % {"limit": MAX_STAGES}}
    if any(len(stage) > 30 for stage in data.stages):
        return {"stages": _("At most %(limit)s characters a stage.") % {"limit": 30}}
    if len(set(data.stages)) != len(data.stages):
        return {"stages": _("Two stages have the same name.")}
    return {}


def evidence_fault(materials: tuple[EvidenceData, ...], stage_count: int = 0) -> str:
    """Return what is wrong with the materials, or ""."""
    names = [material.name for material in materials]
    if any(not name or len(name) > 60 for name in names):
        return _("Name each material in at most %(limit)s characters.") % {"limit": 60}
    if len(set(names)) != len(names):
        return _("Two materials have the same name.")
    if any(material.stage > stage_count for material in materials):
        return _("A material names a stage that the item does not have.")
    return ""


def _evidence_faults(
    materials: tuple[EvidenceData, ...], stages: tuple[str, ...]
) -> dict[str, str]:
    fault = evidence_fault(materials, len(stages))
    return {"evidence": fault} if fault else {}


def publish_faults(data: ItemData, year: int) -> list[str]:
    """Return what keeps the item from being published (A02)."""
    faults = list(item_faults(data, year).values())
    if not data.standard.strip():
        faults.append(_("the work standard is missing"))
    if data.counted is None and not any(material.is_required for material in data.evidence):
        faults.append(_("no required material is named"))
    return faults
