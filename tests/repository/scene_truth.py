"""Doubts of the scene: one the unit was asked about, one it was not, one of another unit."""

import uuid
from typing import Any

from accountability.doubt_enums import DoubtKind
from accountability.models import Doubt, Duty, Filing
from accountability.services import detection, doubts
from accountability.services.filings import submit
from supervision import clock

TEXT = "副局长带队到泵站检查管网资金，查阅付款凭证十八份，台账缺少经手人签名，责成工程科当场补齐。"


def build(scene: Any, units: Any) -> None:
    """Let two units file the same words, compare, and ask one of them."""
    for role, unit in (("clerk", units.water), ("township_clerk", units.township)):
        _file(scene.people[role], unit)
    detection.look_at_everything(lambda _words: None)
    officer: Any = scene.people["officer"]
    found = {row.unit_id: row for row in Doubt.objects.filter(kind=DoubtKind.ALIKE_TEXT)}
    if units.water.pk not in found:
        # The later record is the township's; the water bureau's own stands beside it.
        found[units.water.pk] = _beside(found[units.township.pk], units.water)
    asked = doubts.ask(
        actor=officer, doubt=found[units.water.pk], question="请说明两条记录文字相同的原因。"
    )
    acts = ("doubt", "doubt_ask", "doubt_explain", "doubt_decide", "doubt_reopen", "doubt_finding")
    for variant, row in (("", asked), ("township", found[units.township.pk])):
        scene.add(variant, {"pk": row.pk}, *(f"accountability:{act}" for act in acts))
    for variant, unit in (("", units.water), ("township", units.township)):
        scene.add(variant, {"pk": unit.pk}, "accountability:unit_truth")


def _file(clerk: Any, unit: Any) -> Filing:
    duty = Duty.objects.filter(unit=unit, closed_at__isnull=True, task_list__isnull=False).first()
    assert duty is not None
    return submit(
        actor=clerk,
        duty=duty,
        token=uuid.uuid4(),
        event_on=clock.today(),
        text=TEXT,
        is_final=False,
    )


def _beside(doubt: Doubt, unit: Any) -> Doubt:
    """Return the same doubt as it would read the other way round."""
    filing = Filing.objects.get(unit=unit, text=TEXT)
    return Doubt.objects.create(
        key=f"{doubt.kind}:{filing.pk}:{doubt.filing_id}:-",
        kind=doubt.kind,
        grade=doubt.grade,
        unit=unit,
        filing=filing,
        other_filing=doubt.filing,
        measure=doubt.measure,
        second_measure=doubt.second_measure,
        threshold=doubt.threshold,
        found_on=doubt.found_on,
        found=doubt.found,
    )
