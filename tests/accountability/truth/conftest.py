"""Filings of two units with their words and files, and the comparison over them."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.doubt_enums import DoubtKind
from accountability.models import Doubt, Duty, Filing
from accountability.selectors.filings import draft_key
from accountability.services import detection, tasklists
from accountability.services.filings import submit
from supervision import clock
from supervision.attachments.services import store
from tests.accountability.filings.conftest import media

__all__ = ["media"]

#: Four sentences nobody else writes.
STORY = (
    "7月9日，副局长丁瑞芳带队到石耳污水处理站检查管网改造资金，查阅付款凭证18份。"
    "现场发现台账缺少经手人签名，责成工程科当场补齐三处并说明原因。"
    "老住户周婆婆反映施工队半夜卸料，工程科承诺改在白天作业。"
    "会后与监理单位签订廉洁承诺书，由综合科归档。"
)
OTHER = (
    "3月2日，财政所组织十二名村级报账员集中学习新的差旅标准，逐条讲解住宿限额。"
    "松台村报账员询问跨县学习如何报销，所长答复须事先审批。"
    "抽查上年凭证四十份，两份缺少公务卡小票，已退回补办。"
    "下次培训定在第三季度，地点改为镇政府二楼会议室。"
)


@pytest.fixture
def give(officer: Any, at: Callable[[str], None]) -> Callable[..., Duty]:
    """Return a function that issues a task to a unit and returns its duty."""
    at("2026-11-02T09:00:00")

    def issue(unit: Any, title: str = "管网改造监督") -> Duty:
        task = tasklists.issue(
            actor=officer,
            title=f"{title}{Duty.objects.count()}",
            content="开展自查。",
            standard="形成报告。",
            units=[unit],
            due_on=clock.today() + dt.timedelta(days=18),
        )
        return Duty.objects.get(task_list=task)

    return issue


@pytest.fixture
def hand_in(give: Callable[..., Duty]) -> Callable[..., Filing]:
    """Return a function that files words, and files by name, for a new duty of the user's unit."""

    def act(user: Any, text: str = OTHER, **files: bytes) -> Filing:
        changes = {key: files.pop(key) for key in ("event_on", "duty") if key in files}
        duty: Any = changes.pop("duty", None) or give(user.home_unit)
        stored = [
            store(
                actor=user,
                upload=SimpleUploadedFile(name.replace("_", "."), content),
                slot="",
                draft=draft_key(duty),
            )
            for name, content in files.items()
        ]
        wanted: dict[str, Any] = {"event_on": clock.today(), "is_final": False} | changes
        return submit(
            actor=user,
            duty=duty,
            token=uuid.uuid4(),
            text=text,
            attachments=stored,
            **wanted,
        )

    return act


@pytest.fixture
def compare() -> Callable[..., list[Doubt]]:
    """Return a function that compares everything and returns the doubts of one kind."""

    def run(kind: DoubtKind) -> list[Doubt]:
        detection.look_at_everything(lambda _words: None)
        return list(Doubt.objects.filter(kind=kind).order_by("id"))

    return run


@pytest.fixture
def doubt(
    hand_in: Callable[..., Filing],
    compare: Callable[..., list[Doubt]],
    clerk: Any,
    other_clerk: Any,
) -> Doubt:
    """A doubt about the water bureau: its words are those of the finance bureau."""
    hand_in(other_clerk, STORY)
    hand_in(clerk, STORY.replace("7月9日", "8月1日"))
    return compare(DoubtKind.ALIKE_TEXT)[0]
