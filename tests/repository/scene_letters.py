"""Letters, falsified filings and summons talks of the scene, of each unit that has people in it."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.models import Duty, Filing
from accountability.selectors.summonses import Member
from accountability.services import falsifications, letters, summonses, tasklists, urgings
from accountability.services.paper_texts import LetterWords
from supervision import clock
from supervision.documents.services import signing

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def build(scene: Any, units: Any) -> None:
    """Press the water bureau and the township, and doubt a filing of each."""
    for variant, unit in (("", units.water), ("township", units.township)):
        _press(scene, unit, variant)
        _doubt(scene, unit, variant)
        pages = ("unit_pressing", "unit_papers", "action_new")
        scene.add(variant, {"pk": unit.pk}, *(f"accountability:{name}" for name in pages))


def _press(scene: Any, unit: Any, variant: str) -> None:
    office, officer = scene.people["office"], scene.people["officer"]
    task = tasklists.issue(
        actor=office,
        title=f"防汛物资检查{variant}",
        content="逐库核对。",
        standard="形成检查记录。",
        units=[unit],
        due_on=clock.today(),
    )
    duty = Duty.objects.get(task_list=task)
    urgings.urge(actor=officer, duties=[duty], words="请抓紧报送。")
    words = LetterWords(
        "work_reminder",
        "请按时报送。",
        "年度责任清单",
        clock.today() + dt.timedelta(days=7),
        "监督室",
    )
    (letter,) = letters.draft_letters(actor=officer, duties=[duty], words=words)
    signing.sign(actor=office, document=letter.document)
    names = ("letter", "letter_redraft")
    scene.add(variant, {"pk": letter.pk}, *(f"accountability:{name}" for name in names))


def _doubt(scene: Any, unit: Any, variant: str) -> None:
    officer = scene.people["officer"]
    found = falsifications.propose(
        actor=officer,
        filing=Filing.objects.filter(unit=unit).order_by("pk")[0],
        facts="上传的照片与上一年度同一活动的照片完全相同，签到表为事后补签。",
        files=[SimpleUploadedFile("比对记录.pdf", PDF)],
    )
    acts = ("evidence", "state", "decide", "notice", "withdraw")
    names = ("falsification", *(f"false_{act}" for act in acts))
    scene.add(variant, {"pk": found.pk}, *(f"accountability:{name}" for name in names))
    (talk,) = summonses.call(
        actor=officer,
        unit=unit,
        members=[Member("单雄信", "副局长")],
        reason="履责任务长期逾期未报。",
        planned_at=clock.now() + dt.timedelta(days=1),
        place="第二谈话室",
    )
    names = ("summons", "summons_hold", "summons_move", "summons_cancel")
    scene.add(variant, {"pk": talk.pk}, *(f"accountability:{name}" for name in names))
