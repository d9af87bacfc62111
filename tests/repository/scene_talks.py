"""A task in parts and a talk of the first form, for the crawl of every page."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from accountability.enums import Talker, TalkMeasure
from accountability.models import Assignment, Duty
from accountability.services import tasklists
from accountability.services.parts import split
from accountability.services.talks import record_talk
from accountability.values import PartData, TalkData

if TYPE_CHECKING:
    from tests.repository.scene import Scene


def build(scene: "Scene", units: Any) -> None:
    """Split a task of the water bureau and record a talk of its principal."""
    office: Any = scene.people["office"]
    clerk: Any = scene.people["clerk"]
    task = tasklists.issue(
        actor=office,
        title="廉政风险点排查",
        content="排查廉政风险点。",
        standard="形成台账。",
        units=[units.water],
        due_on=dt.date(2026, 11, 25),
    )
    whole = Duty.objects.select_related("unit").get(task_list=task)
    (part,) = split(
        actor=clerk,
        duty=whole,
        parts=[PartData("排查一科风险点", units.water.pk, dt.date(2026, 11, 18), "石磊")],
    )
    scene.add("", {"pk": whole.pk}, "accountability:duty_split")
    scene.add("", {"pk": part.duty_id}, "accountability:part_withdraw")
    row = Assignment.objects.filter(unit=units.water, item__number="1.1").first()
    assert row is not None
    scene.add("", {"pk": row.pk}, "accountability:assignment_split")
    talk = record_talk(
        actor=clerk,
        unit=units.water,
        token=uuid.uuid4(),
        data=TalkData(
            measure=TalkMeasure.REMINDER.value,
            talker_name=scene.people["head"].name,  # type: ignore[union-attr]
            talked_name="白若溪",
            talked_on=dt.date(2026, 11, 2),
            reason="sign",
            summary="就现场踏勘不足两人提出提醒,要求立即改正。",
        ),
    )
    assert talk.role == Talker.PRINCIPAL
    scene.add(
        "", {"pk": talk.pk}, *(f"accountability:talk{act}" for act in ("", "_correct", "_strike"))
    )
    scene.add("", {"pk": units.water.pk}, "accountability:unit_talks")
