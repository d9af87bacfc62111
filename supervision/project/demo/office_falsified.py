"""One falsified filing of the demo's year: proposed, heard, confirmed, circulated, talked over."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.pictures import picture
from accountability.enums import SummonsStatus
from accountability.models import Falsification, Filing, Summons
from accountability.services import (
    falsification_decisions,
    falsifications,
    summons_notices,
    summonses,
)
from supervision import clock
from supervision.documents.models import Delivery
from supervision.documents.services import receipts
from supervision.organizations.models import Unit
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening
from supervision.project.demo.office_letters import acknowledge_all, at, sign_all

FALSE_UNIT, FALSE_TITLE = "QJ31", "召开警示教育会"
FACTS = (
    "该项填报所附“警示教育会现场”照片，与该单位2025年第三季度警示教育活动照片画面一致；"
    "经现场核对会议记录原件，所列参会人员中3人当日外出执行任务，签到表系事后补签。"
)
STATEMENT = (
    "经核实，会议因应急处置工作推迟，办公室经办人员为赶在时限前填报，"
    "使用了上年度照片并补签签到表，我单位审核把关不严，愿意接受处理并如实补报。"
)
OPINION = "证据之间相互印证，单位亦予承认，认定该项填报弄虚作假。"
PLACE = "区纪委监委谈话室（办公楼三楼）"
TALK = (
    "向被约谈人通报了该单位填报资料弄虚作假的事实和认定意见，指出其在履行“一岗双责”、"
    "审核把关和日常教育管理方面存在的问题。被约谈人对事实无异议，表示深刻反省。"
)
RESULT = "承诺对本人分管科室填报资料逐项复核，11月底前完成整改并书面报告。"


def happenings(cast: Cast) -> list[Happening]:
    """Return the acts from the proposal to the talks, in the order of time."""
    unit = cast.units[FALSE_UNIT]
    rows = Filing.objects.filter(unit=unit, is_final=True, duty__title=FALSE_TITLE)
    filing = rows.filter(submitted_at__lt=at(dt.date(2026, 10, 1), 0)).order_by("-pk").first()
    if filing is None:
        return []
    case = _Case(cast, unit, filing.pk)
    return [
        Happening(at(dt.date(2026, 10, 12), 15, 20), case.propose),
        Happening(at(dt.date(2026, 10, 14), 11, 5), case.state),
        Happening(at(dt.date(2026, 10, 20), 16, 30), case.confirm),
        Happening(at(dt.date(2026, 10, 21), 9, 10), case.draft_notices),
        Happening(at(dt.date(2026, 10, 21), 10, 0), case.sign),
        Happening(at(dt.date(2026, 10, 22), 9, 0), case.receive),
        Happening(at(dt.date(2026, 10, 26), 17, 40), case.hold),
    ]


class _Case:
    """One falsified filing from the proposal to the talks."""

    def __init__(self, cast: Cast, unit: Unit, filing_id: int) -> None:
        self.cast, self.unit, self.filing_id = cast, unit, filing_id
        self.officer, self.office = cast.users["officer"], cast.users["office"]

    @property
    def row(self) -> Falsification:
        """Return the case as it stands."""
        return Falsification.objects.get(filing_id=self.filing_id)

    def propose(self) -> None:
        """Propose it, with the two photographs side by side."""
        photo = picture("警示教育会现场照片", FALSE_UNIT)
        falsifications.propose(
            actor=self.officer,
            filing=Filing.objects.select_related("unit", "duty").get(pk=self.filing_id),
            facts=FACTS,
            files=[SimpleUploadedFile("照片比对.png", photo)],
        )

    def state(self) -> None:
        """Let the head of the unit state its case."""
        heads = (user for name, user in self.cast.users.items() if name.startswith("head"))
        head = next(user for user in heads if user.home_unit == self.unit)
        falsifications.state(actor=head, falsification=self.row, text=STATEMENT)

    def confirm(self) -> None:
        """Confirm it; the talk is on the Monday after."""
        talk = falsification_decisions.Talk(at(dt.date(2026, 10, 26), 14, 30), PLACE)
        falsification_decisions.confirm(
            actor=self.office, falsification=self.row, opinion=OPINION, talk=talk
        )

    def draft_notices(self) -> None:
        """Draft the papers that call the members of the leading group."""
        summons_notices.draft_notices(actor=self.officer, summonses=self.row.summonses.all())

    def sign(self) -> None:
        """Let the leader sign the circulated notice and the papers that call."""
        talks = self.row.summonses.select_related("notice").order_by("id")
        papers = [self.row.notice, *(talk.notice for talk in talks)]
        sign_all(self.cast.users["leader"], [paper for paper in papers if paper is not None])

    def receive(self) -> None:
        """Let every unit confirm the notice, and the unit concerned its papers."""
        clerks = {
            user.home_unit: user
            for name, user in self.cast.users.items()
            if name.startswith("clerk") and user.home_unit is not None
        }
        about = Delivery.objects.filter(document__subject_unit=self.unit, received_at=None)
        for delivery in about.select_related("unit", "document").order_by("pk"):
            receipts.receive(actor=clerks[delivery.unit], delivery=delivery)
        acknowledge_all([clerks[self.unit]])

    def hold(self) -> None:
        """Record the talks, all of them held on one afternoon."""
        for talk in Summons.objects.filter(
            falsification=self.row, status=SummonsStatus.PLANNED
        ).select_related("unit"):
            summonses.hold(
                actor=self.office,
                summons=talk,
                talked_on=clock.today(),
                talk=TALK,
                result=RESULT,
            )
