"""The office's rating year in the demo: scheme, ratings, an objection, scores, materials."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from decimal import Decimal

from accountability import scoring
from accountability.demo import workdays
from accountability.models import Filing, Grade, Objection, Rating, ScoreRound, ScoreScheme
from accountability.score_values import CategoryData, CategoryPoints, GroupData, LineData
from accountability.services import objections, ratings, schemes, score_rounds
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.enums import UnitKind
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening
from supervision.project.demo.office_materials import materials

#: Of each unit so many filings of the three closed quarters are rated.
RATED = 10
_CLOSED = dt.datetime(2026, 10, 1, tzinfo=clock.CHINA)
_WEIGHTS = {
    "duties-in-time": 25,
    "duties-concluded": 10,
    "filing-grades": 25,
    "self-score": 5,
    "assessment-score": 15,
    "office-score": 20,
}
_EVENTS = {
    "letters": ("0.5", "3", "每发一份监督提示函扣0.5分"),
    "notices": ("2", "4", "被点名道姓通报一次扣2分"),
    "summonses": ("2", "4", "班子成员被约谈一人次扣2分"),
    "late_entries": ("0.1", "2", "事后超期补录一次扣0.1分"),
    "doubts": ("0.5", "3", "存疑核实属实一件扣0.5分"),
    "talks-unmet": ("0.5", "2", "“第一种形态”谈话未达次数一期扣0.5分"),
    "findings": ("0.5", "3", "发现问题一件扣0.5分"),
    "rectification-overdue": ("1", "4", "整改超期一件扣1分"),
    "material-deduction": ("1", "5", "调研、巡察、检查发现问题，经核定扣分"),
    "material-bonus": ("1", "3", "调研、巡察、检查发现好的做法，经核定加分"),
}
_VETO = ("60", "《清江区落实“两个责任”考核办法》第十二条：弄虚作假的，年度考核不得评为合格以上")
_CATEGORIES = (
    CategoryData("组织领导", Decimal(25), "专题研究、分解任务、听取汇报"),
    CategoryData("日常监督", Decimal(30), "谈话提醒、监督检查、问题整改"),
    CategoryData("作风建设", Decimal(20), "落实中央八项规定精神，纠治“四风”"),
    CategoryData("宣传教育", Decimal(15), "警示教育、廉洁文化"),
    CategoryData("资料报送", Decimal(10), "及时、真实、规范"),
)
_OWN_WORDS = (
    "党组专题研究{n}次，任务分解到股室，年中听取汇报并督办落实。",
    "开展谈话提醒{n}人次，节前检查{n}次，发现问题已整改。",
    "公务接待、公车使用等专项自查{n}次，未发现违规问题。",
    "组织警示教育{n}场，覆盖全体干部职工。",
    "按期报送{n}项，个别材料补充后完善。",
)
_OFFICE_WORDS = (
    "责任分解较具体，班子成员“一岗双责”记录不够均衡。",
    "监督检查有记录，问题整改闭环材料齐全。",
    "专项自查覆盖面基本达到要求，自查深度有待加强。",
    "警示教育形式多样，参与率较高。",
    "多数材料按期报送，个别事项存在迟报。",
)


def happenings(cast: Cast) -> list[Happening]:
    """Return what the office and the units did about ratings and scores, in the order of time."""
    return [*_scheme(cast), *_rated(cast), *_objected(cast), *_rounds(cast), *materials(cast)]


def _at(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


def _scheme(cast: Cast) -> Iterator[Happening]:
    head = cast.users["office"]

    def draft() -> None:
        found = schemes.draft_scheme(actor=head, year=2026, name="2026年度两个责任考核计分办法")
        schemes.edit_scheme(
            actor=head,
            scheme=found,
            name=found.name,
            since=found.since,
            until=found.until,
            shows_ranking=True,
            doubt_gap=Decimal(8),
            groups=(
                GroupData("区直部门", (UnitKind.DEPARTMENT.value,)),
                GroupData("镇（街道）", (UnitKind.TOWNSHIP.value,)),
            ),
        )
        for line in _lines():
            if scoring.source(line.source) is not None:
                schemes.set_line(actor=head, scheme=found, data=line)

    def publish() -> None:
        schemes.publish_scheme(actor=head, scheme=ScoreScheme.objects.get(year=2026))

    yield Happening(_at(1, 12, 10), draft)
    yield Happening(_at(1, 15, 16, 20), publish)


def _lines() -> Iterator[LineData]:
    for source, weight in _WEIGHTS.items():
        yield LineData(source, weight=Decimal(weight), empty="spread")
    for source, (each, cap, basis) in _EVENTS.items():
        yield LineData(source, points_each=Decimal(each), cap=Decimal(cap), basis=basis)
    yield LineData("falsified", ceiling=Decimal(_VETO[0]), basis=_VETO[1])


def _rated(cast: Cast) -> Iterator[Happening]:
    """Yield a rating of every unit's filings spread over the quarters, and some second looks."""
    for code, unit in sorted(cast.units.items()):
        rows = list(
            Filing.objects.filter(unit=unit, submitted_at__lt=_CLOSED)
            .select_related("duty", "unit", "submitted_by")
            .order_by("submitted_at", "id")
        )
        step = max(1, len(rows) // RATED)
        for place, filing in enumerate(rows[::step][:RATED]):
            draw = random.Random(f"rating|{code}|{filing.receipt}")
            actor = cast.users["officer" if place % 3 else "office"]
            at = _soon(filing.submitted_at, draw)
            name, reason = _opinion(filing, draw)
            yield Happening(at, _rate(actor, filing, name, reason))
            if place == 4 and int(code[-2:] or 0) % 6 == 1:
                again = "复核时补看了过程性材料，印证了研究部署和落实情况，予以调整。"
                yield Happening(_soon(at, draw), _rate(actor, filing, "良好", again))


def _soon(moment: dt.datetime, draw: random.Random) -> dt.datetime:
    day = workdays.shifted(clock.local(moment).date(), draw.randint(2, 9))
    return workdays.office_hour(day, draw)


def _opinion(filing: Filing, draw: random.Random) -> tuple[str, str]:
    """Return a grade and a reason that fit what was filed."""
    if filing.is_late and draw.random() < 0.3:
        return "不合格", "超过完成时限才报送，且未说明迟报原因，请主要负责人督促整改。"
    if filing.is_late:
        return (
            "合格",
            f"内容基本符合要求，但未按期报送，附材料{filing.file_count}份，今后须按时限报送。",
        )
    if filing.gap_days > 20:
        return "合格", f"事项发生{filing.gap_days}天后才录入，纪实不够及时，佐证材料可以采信。"
    roll = draw.random()
    if roll < 0.3:
        return "优秀", draw.choice(
            (
                f"部署、落实、整改环环相扣，{filing.file_count}份材料印证充分，可供同类单位借鉴。",
                "主要负责人亲自研究部署，问题清单和整改时限具体，过程留痕完整。",
                "结合本单位廉政风险点开展，措施有针对性，成效有数据支撑。",
            )
        )
    if roll < 0.8:
        return "良好", draw.choice(
            (
                "按时报送，能够反映工作开展情况，班子成员发言记录可再具体。",
                f"材料{filing.file_count}份，要件齐全，会后督办落实的材料可进一步补充。",
                "工作开展及时，责任分工明确，整改措施的时限还需细化。",
                "内容翔实，佐证真实，建议下步附上群众或干部反馈情况。",
            )
        )
    return "合格", draw.choice(
        (
            "完成了规定动作，但内容偏概括，未结合本单位实际查摆问题。",
            "材料偏少，缺少过程性佐证，建议补充签到表和会议记录。",
            "研究部署有记录，但责任人和完成时限不明确。",
        )
    )


def _rate(actor: User, filing: Filing, name: str, reason: str) -> Callable[[], object]:
    def act() -> None:
        before = ratings.current_rating(filing)
        grade = Grade.objects.select_related("grade_set").get(
            name=name, grade_set__is_current=True, retired_at__isnull=True
        )
        ratings.rate(
            actor=actor,
            filing=filing,
            grade=grade,
            reason=reason,
            expected=before.pk if before else None,
        )

    return act


def _objected(cast: Cast) -> Iterator[Happening]:
    """Yield one unit's objection to a failing grade, answered by the head of the office."""
    clerk = next(
        user
        for name, user in cast.users.items()
        if name.startswith("clerk") and user.home_unit and user.home_unit.code == "QJ26"
    )

    def standing() -> Rating | None:
        rows = Rating.objects.filter(
            unit__code="QJ26", superseded_by__isnull=True, rated_by=cast.users["officer"]
        )
        return (
            rows.select_related("filing__unit", "filing__duty", "filing__submitted_by")
            .order_by("grade__points", "id")
            .first()
        )

    def raise_it() -> None:
        rating = standing()
        if rating is not None:
            objections.raise_objection(
                actor=clerk,
                filing=rating.filing,
                reason="该事项所附会议记录第3页、第4页载明了责任分工和完成时限，请予复核。",
            )

    def answer_it() -> None:
        row = Objection.objects.select_related("filing__unit", "filing__duty").get()
        grade = Grade.objects.select_related("grade_set").get(name="优秀")
        better = Grade.objects.select_related("grade_set").get(name="良好")
        chosen = better if row.rating.grade_id != better.pk else grade
        objections.answer(
            actor=cast.users["office"],
            objection=row,
            grade=chosen,
            answer="经复核，会议记录确已载明分工和时限，初评时遗漏，等次予以调整。",
        )

    yield Happening(_at(10, 20, 9, 40), raise_it)
    yield Happening(_at(10, 23, 15, 5), answer_it)


def _rounds(cast: Cast) -> Iterator[Happening]:
    """Yield the half-year round, in which half of the units have scored themselves so far."""
    head, officer = cast.users["office"], cast.users["officer"]

    def open_it() -> None:
        score_rounds.open_round(
            actor=head,
            name="2026年度落实“两个责任”自评",
            opens_on=dt.date(2026, 11, 2),
            closes_on=dt.date(2026, 11, 30),
            categories=_CATEGORIES,
        )

    yield Happening(_at(11, 2, 9), open_it)
    clerks = [user for name, user in sorted(cast.users.items()) if name.startswith("clerk")]
    for place, clerk in enumerate(clerks[::2]):
        draw = random.Random(f"self|{clerk.username}")
        at = workdays.office_hour(workdays.shifted(dt.date(2026, 11, 3), 1 + place % 10), draw)
        yield Happening(at, _score_self(clerk, 0.99 if place % 7 == 3 else 0.93))
        if place % 2 == 0:
            code = clerk.home_unit.code if clerk.home_unit else ""
            yield Happening(at + dt.timedelta(days=1), _score_office(officer, cast, code))


def _score_self(clerk: User, level: float) -> Callable[[], object]:
    def act() -> None:
        unit = clerk.home_unit
        if unit is not None:
            score_rounds.score_self(
                actor=clerk,
                round=ScoreRound.objects.get(),
                unit=unit,
                points=_points(f"self|{clerk.username}", level, _OWN_WORDS),
            )

    return act


def _score_office(officer: User, cast: Cast, code: str) -> Callable[[], object]:
    def act() -> None:
        score_rounds.score_unit(
            actor=officer,
            round=ScoreRound.objects.get(),
            unit=cast.units[code],
            points=_points(f"office|{code}", 0.86, _OFFICE_WORDS),
        )

    return act


def _points(seed: str, level: float, words: tuple[str, ...]) -> list[CategoryPoints]:
    draw = random.Random(seed)
    found = []
    for row, text in zip(ScoreRound.objects.get().categories.all(), words, strict=True):
        share = min(1.0, level + draw.uniform(-0.05, 0.05))
        points = (row.full * Decimal(str(round(share, 2)))).quantize(Decimal("0.5"))
        found.append(
            CategoryPoints(row.pk, min(row.full, points), text.format(n=draw.randint(2, 6)))
        )
    return found
