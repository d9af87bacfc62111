"""The office's patrols of the demo's year: one finished with its sample checked, one under way."""

import datetime as dt
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.pictures import picture
from accountability.enums import CheckOutcome, Verdict
from accountability.models import PatrolRound, PatrolSample, SpotCheck
from accountability.selectors.spot_checks import result_key
from accountability.services import patrol_readings, patrols, spot_checks, traces
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

_FIRST = "一季度履责纪实线上巡查"
_SECOND = "十月份履责纪实线上巡查"
_FIRST_UNITS = ("QJ20", "QJ24", "QJ26", "QJ36", "QJ39")
_SECOND_UNITS = ("QJ15", "QJ22", "QJ30", "QJ35", "QJ38", "QJ41")
#: What the readers noted, by the place of the filing in the queue.
_PROBLEMS = {
    6: "会议记录只有议题，没有讨论情况和决定事项，请补充后说明。",
    23: "履责事项发生日期与所附签到表日期相差五天，请单位说明。",
}
_TO_CHECK = {
    11: "签到表有多人代签的疑点，请到现场核对原件。",
    38: "谈话记录没有被谈话人签字，请到现场查看原件。",
}
_SEEN = {
    3: (CheckOutcome.DIFFERS, "原件会议时间为上午，报送材料写为下午，系录入错误，已当场指出。"),
    7: (CheckOutcome.MISSING, "档案盒内未见签到表原件，经办人称已送局办公室装订，限三日内提供。"),
}
_AGREES = "原件在档，时间、人员、内容与报送材料一致。"


def happenings(cast: Cast) -> list[Happening]:
    """Return what the officers did on patrol, in the order of time."""
    return [*_finished(cast), *_under_way(cast), *_traced(cast)]


def _at(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


def _open(
    actor: User, cast: Cast, name: str, codes: tuple[str, ...], since: dt.date, until: dt.date
) -> Callable[[], object]:
    units = [cast.units[code] for code in codes]
    return lambda: patrols.open_patrol(
        actor=actor, name=name, since=since, until=until, units=units
    )


def _read(actor: User, name: str, count: int) -> Callable[[], None]:
    """Return the act of reading so many filings of the patrol, each with its verdict."""

    def act() -> None:
        patrol = PatrolRound.objects.get(name=name)
        for _each in range(count):
            entry = patrols.take_next(actor=actor, patrol=patrol)
            if entry is None:
                return
            verdict, note = Verdict.IN_ORDER, ""
            if entry.position in _PROBLEMS:
                verdict, note = Verdict.PROBLEM, _PROBLEMS[entry.position]
            elif entry.position in _TO_CHECK:
                verdict, note = Verdict.FIELD_CHECK, _TO_CHECK[entry.position]
            patrol_readings.read(
                actor=actor,
                entry=entry,
                verdict=verdict,
                note=note,
                raises_finding=verdict == Verdict.PROBLEM and name == _FIRST,
            )

    return act


def _finished(cast: Cast) -> list[Happening]:
    officer, head = cast.users["officer"], cast.users["office"]
    span = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))

    def draw() -> None:
        spot_checks.draw_sample(
            actor=head,
            patrol=PatrolRound.objects.get(name=_FIRST),
            size=10,
            each_unit=True,
            check_by=dt.date(2026, 4, 24),
        )

    def check() -> None:
        patrol = PatrolRound.objects.get(name=_FIRST)
        for row in SpotCheck.objects.filter(round=patrol).order_by("id"):
            _enter(officer, row)

    def close() -> None:
        patrols.close_patrol(actor=head, patrol=PatrolRound.objects.get(name=_FIRST))

    return [
        Happening(_at(4, 7, 9, 20), _open(head, cast, _FIRST, _FIRST_UNITS, *span)),
        Happening(_at(4, 8, 9), _read(officer, _FIRST, 40)),
        Happening(_at(4, 9, 14, 30), _read(head, _FIRST, 200)),
        Happening(_at(4, 10, 10), draw),
        Happening(_at(4, 17, 16), check),
        Happening(_at(4, 20, 9, 30), close),
    ]


def _enter(officer: User, check: SpotCheck) -> None:
    drawn = check.sample_id is not None
    outcome, note = CheckOutcome.AGREES, _AGREES
    if drawn and check.position in _SEEN:
        outcome, note = _SEEN[check.position]
    photos = []
    if drawn and check.position <= 4:
        content = picture("档案原件", f"{check.round.number}-{check.position}")
        upload = SimpleUploadedFile(f"现场核对{check.position}.png", content)
        photos = [store(actor=officer, upload=upload, draft=result_key(check))]
    spot_checks.enter_result(
        actor=officer,
        check=check,
        outcome=outcome,
        note=note,
        checked_on=clock.today(),
        photos=photos,
        raises_finding=outcome == CheckOutcome.MISSING,
    )


def _under_way(cast: Cast) -> list[Happening]:
    officer, head = cast.users["officer"], cast.users["office"]
    span = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))

    def draw() -> PatrolSample:
        return spot_checks.draw_sample(
            actor=officer,
            patrol=PatrolRound.objects.get(name=_SECOND),
            size=8,
            each_unit=True,
            check_by=dt.date(2026, 11, 27),
        )

    return [
        Happening(_at(11, 16, 9), _open(officer, cast, _SECOND, _SECOND_UNITS, *span)),
        Happening(_at(11, 17, 9, 30), _read(officer, _SECOND, 25)),
        Happening(_at(11, 18, 15), _read(head, _SECOND, 14)),
        Happening(_at(11, 19, 10), draw),
    ]


def _traced(cast: Cast) -> list[Happening]:
    leader, unit = cast.users["leader"], cast.units["QJ26"]

    def trace() -> None:
        traces.begin_trace(
            actor=leader,
            unit=unit,
            problem="群众反映采砂管理台账与实际不符，倒查一季度履责报送和审核情况。",
            purpose="研究是否问责",
            since=dt.date(2026, 1, 1),
            until=dt.date(2026, 3, 31),
            known_on=dt.date(2026, 4, 30),
        )

    return [Happening(_at(11, 18, 10, 40), trace)]
