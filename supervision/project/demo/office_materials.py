"""What research, inspection, daily checks and meetings showed of the demo's units."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from accountability.models import MaterialRecord
from accountability.score_enums import Evaluation, MaterialEffect, MaterialKind
from accountability.score_values import MaterialData
from accountability.services import material_records
from supervision import clock
from supervision.accounts.models import User
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening


@dataclass(frozen=True)
class Seed:
    """One invented record, and what the office let it count for."""

    kind: MaterialKind
    unit_code: str
    held_on: dt.date
    body: str
    title: str
    summary: str
    problems: str = ""
    points: str = ""
    reason: str = ""

    @property
    def evaluation(self) -> Evaluation:
        """Return what the record comes to."""
        if self.problems:
            return Evaluation.PROBLEM
        return Evaluation.GOOD if self.points.startswith("+") else Evaluation.NORMAL


_RESEARCH, _TOUR = MaterialKind.RESEARCH, MaterialKind.TOUR
_CHECK, _LIFE = MaterialKind.DAILY_CHECK, MaterialKind.DEMOCRATIC_LIFE

SEEDS = (
    Seed(
        _RESEARCH, "QJ35", dt.date(2026, 3, 18), "区纪委监委蹲点调研组", "白砚镇基层监督蹲点式调研",
        "驻镇5天，走访松台等4个村，个别访谈干部群众23人，查阅“三务”公开台账。镇党委每月听取村级监督情况，"
        "村务监督委员会记录规范。",
        points="+1", reason="村级监督月听取、月交办做法实，可在全区推广。",
    ),
    Seed(
        _RESEARCH, "QJ39", dt.date(2026, 5, 20), "区纪委监委蹲点调研组",
        "石耳镇惠农补贴发放蹲点式调研",
        "驻镇4天，抽查补贴发放档案60份，入户核对18户。",
        "2个村公示时间不足7日，1户银行账号变更未及时更新，镇纪委未按季抽查。",
        points="-1", reason="日常监督抽查缺位，属履行监督责任不到位。",
    ),
    Seed(
        _RESEARCH, "QJ26", dt.date(2026, 7, 15), "党风政风监督室调研组",
        "水务局工程建设领域廉政风险调研",
        "访谈项目法人、监理和基层水管站14人，梳理招标、变更、验收等环节风险点11个，单位已制定防控措施。",
    ),
    Seed(
        _TOUR, "QJ24", dt.date(2026, 4, 24), "区委第二巡察组", "对住建局党组的常规巡察反馈",
        "巡察期间查阅资料320份，谈话46人。党组落实主体责任总体有力。",
        "“三重一大”事项集体研究记录不完整4项；对下属单位监督检查偏松；公务加油卡管理台账缺失2个月。",
        points="-2", reason="巡察反馈问题涉及班子集体，按办法核定扣分。",
    ),
    Seed(
        _TOUR, "QJ15", dt.date(2026, 6, 12), "区委第一巡察组", "对教体局党组的常规巡察反馈",
        "重点了解校园食堂、课后服务、教辅征订等领域监督情况，上轮巡察反馈问题整改到位率95%。",
        points="+0.5", reason="上轮巡察整改到位，长效机制健全。",
    ),
    Seed(
        _TOUR, "QJ40", dt.date(2026, 9, 11), "区委第三巡察组", "对临澄街道党工委的专项巡察反馈",
        "围绕城市社区治理开展专项巡察，谈话38人，实地查看社区6个。",
        "社区工程验收资料不齐3项，班子成员听取分管领域廉政情况汇报不够经常。",
    ),
    Seed(
        _CHECK, "QJ30", dt.date(2026, 2, 11), "党风政风监督室", "春节前作风纪律检查",
        "查值班值守、公车封存、食堂账目，未发现违规问题，值班记录完整。",
    ),
    Seed(
        _CHECK, "QJ41", dt.date(2026, 4, 29), "党风政风监督室", "五一节前“四风”问题检查",
        "抽查公务接待票据12张、派车单30份。",
        "2张接待清单未附公函，经查系事后补开，责任人已批评教育。",
        points="-0.5", reason="接待审批不规范，节前已发通知仍未执行。",
    ),
    Seed(
        _CHECK, "QJ20", dt.date(2026, 6, 17), "党风政风监督室", "财政资金拨付日常监督检查",
        "抽查专项资金拨付凭证45笔，内控流程执行到位，拨付时限较上年缩短2.5天。",
        points="+1", reason="内控建设扎实，数据可核，成效明显。",
    ),
    Seed(
        _CHECK, "QJ36", dt.date(2026, 9, 23), "党风政风监督室", "中秋国庆节前作风纪律检查",
        "查阅食堂台账、烟酒库存和公车停放，现场询问值班人员。", "食堂采购验收单缺经手人签字5份。",
    ),
    Seed(
        _LIFE, "QJ05", dt.date(2026, 1, 22), "区纪委监委、区委组织部督导组",
        "组织部领导班子民主生活会",
        "会前谈心谈话到位，对照检查材料查摆问题具体，相互批评意见19条，辣味较足。",
        points="+0.5", reason="民主生活会质量评价为好，整改清单当月公布。",
    ),
    Seed(
        _LIFE, "QJ29", dt.date(2026, 1, 23), "区纪委监委、区委组织部督导组",
        "文旅局领导班子民主生活会",
        "会议程序完整，参会率100%。", "相互批评多以希望代替批评，对照检查材料联系廉政实际不够。",
        points="-0.5", reason="批评与自我批评质量不高，督导组当场指出。",
    ),
    Seed(
        _LIFE, "QJ37", dt.date(2026, 1, 26), "区纪委监委、区委组织部督导组",
        "云峤镇党委领导班子民主生活会",
        "上年度整改事项完成8项，未完成1项已说明原因，会后7日内报送情况报告。",
    ),
    Seed(
        _RESEARCH, "QJ31", dt.date(2026, 11, 12), "区纪委监委蹲点调研组",
        "应急局执法队伍作风蹲点式调研",
        "随队检查企业6家，回访监管对象10户，普遍反映执法告知规范、无吃拿卡要现象。",
    ),
)  # fmt: skip


def materials(cast: Cast) -> Iterator[Happening]:
    """Yield the records as an officer enters them, and the decisions of the head of the office."""
    officer, head = cast.users["officer"], cast.users["office"]
    for place, seed in enumerate(SEEDS):
        at = dt.datetime.combine(seed.held_on, dt.time(16, 10 + place), clock.CHINA)
        yield Happening(at + dt.timedelta(days=2), _record(officer, cast, seed))
        if seed.points:
            yield Happening(at + dt.timedelta(days=6), _decide(head, seed))


def _record(officer: User, cast: Cast, seed: Seed) -> Callable[[], object]:
    return lambda: material_records.record_material(
        actor=officer,
        data=MaterialData(
            kind=seed.kind,
            unit=cast.units[seed.unit_code],
            held_on=seed.held_on,
            body=seed.body,
            title=seed.title,
            summary=seed.summary,
            evaluation=seed.evaluation,
            problems=seed.problems,
        ),
    )


def _decide(head: User, seed: Seed) -> Callable[[], object]:
    def act() -> None:
        points = Decimal(seed.points)
        material_records.decide_material(
            actor=head,
            material=MaterialRecord.objects.select_related("unit").get(title=seed.title),
            effect=MaterialEffect.BONUS if points > 0 else MaterialEffect.DEDUCTION,
            points=abs(points),
            reason=seed.reason,
        )

    return act
