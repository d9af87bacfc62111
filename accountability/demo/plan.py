"""What became of each duty by today: filed in time or late, paused, extended, still open.

`fate` answers for one duty on its own; `plan` looks at the whole district and leaves just so
many duties overdue and due soon in the units of the profile.
"""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from accountability.demo import talks, workdays
from accountability.demo.units import facts

#: Overdue duties by short name of the unit: 24 in 10 units.
OVERDUE = {
    "教体局": 3,
    "科工信局": 1,
    "住建局": 4,
    "水务局": 2,
    "商务局": 1,
    "文旅局": 2,
    "卫健局": 1,
    "青禾镇": 5,
    "石耳镇": 3,
    "河汀街道": 2,
}
#: Duties due soon by short name of the unit: 12 units without anything overdue, 8 with.
DUE_SOON = {
    "宣传部": 2,
    "统战部": 1,
    "政法委": 1,
    "区委编办": 1,
    "区总工会": 1,
    "区妇联": 1,
    "公安分局": 1,
    "生态环境局": 3,
    "交通局": 1,
    "松陂镇": 3,
    "临澄街道": 2,
    "文砚街道": 2,
    "教体局": 2,
    "住建局": 1,
    "水务局": 3,
    "商务局": 2,
    "卫健局": 4,
    "青禾镇": 3,
    "石耳镇": 2,
    "河汀街道": 1,
}
#: Units that have filed whatever has begun.
CONCLUDED = ("司法局", "审计局")
# By unit: the item whose running duty is changed, and why.
_PAUSES = {
    "水务局": ("主-水务局-01", "采砂量核对数据由上级主管部门统一复核，待复核结果返回后恢复计时"),
    "农业农村局": ("主-农业农村局-03", "集体资产合同原件已调往区委巡察组查阅，待退回后恢复计时"),
    "云峤镇": ("主-云峤镇-03", "园区道路检测样品送外地复检，待检测报告出具后恢复计时"),
}
_EXTENSIONS = {
    "发改局": ("主-发改局-02", "储备粮轮换出入库作业尚未结束，盘库须待作业完成后进行"),
    "自然资源局": ("主-自然资源局-03", "本期卫片图斑下发批次推迟，需延长实地核查时间"),
    "白砚镇": ("监-白砚镇-01", "连续降雨致部分村道中断，现场核查无法按期完成"),
    "人社局": ("监-人社局-01", "部分投诉当事人外出务工，需延长电话核实时间"),
    "市监局": ("主-市监局-03", "登记系统升级，代办记录暂不能导出，需延长比对时间"),
}
_EARLIER_REASON = "现场核查点位比计划增加，需延长核实时间"
_LATE_SHARE = 0.05
_OLDEST_OVERDUE = dt.timedelta(days=45)


@dataclass(frozen=True)
class DutyRef:
    """What the plan needs to know of one duty; days are days in China, `due_on` the last one."""

    unit_code: str
    assignment_key: str
    period_key: str
    starts_on: dt.date
    due_on: dt.date
    warn_on: dt.date

    @property
    def key(self) -> tuple[str, str]:
        """Return what names the duty in the plan."""
        return self.assignment_key, self.period_key


@dataclass(frozen=True)
class Change:
    """A pause or extension: who asks is the unit's clerk, who approves a second person."""

    reason: str
    asked_at: dt.datetime
    approved_at: dt.datetime
    until: dt.date | None = None


@dataclass(frozen=True)
class Fate:
    """What became of a duty; without `filed_at` it is open."""

    filed_at: dt.datetime | None = None
    late: bool = False
    paused: Change | None = None
    extension: Change | None = None


@dataclass
class _Draft:
    """The duties of one unit and what has been decided for them so far."""

    duties: list[DutyRef]
    fates: dict[tuple[str, str], Fate] = field(default_factory=dict)


def fate(
    assignment_key: str,
    period_key: str,
    due_date: dt.date,
    today: dt.date,
    *,
    starts_on: dt.date | None = None,
) -> Fate:
    """Return the ordinary fate of one duty: filed when it has ended, open or early before that."""
    draw = random.Random(f"fate|{assignment_key}|{period_key}")
    begun = starts_on or due_date - dt.timedelta(days=30)
    if begun >= today:
        return Fate()
    if due_date < today:
        if draw.random() < _LATE_SHARE:
            day = workdays.shifted(due_date, draw.randint(1, 6))
            return _filed(day, draw, late=True) if day < today else _early(begun, due_date, draw)
        return _early(begun, due_date, draw)
    passed = (today - begun).days / max(1, (due_date - begun).days)
    if draw.random() < 0.6 * passed:
        return _early(begun, workdays.shifted(today, -1), draw)
    return Fate()


def plan(
    duties: Iterable[DutyRef], today: dt.date, *, finish_future: bool = False
) -> dict[tuple[str, str], Fate]:
    """Return the fate of every duty by (assignment_key, period_key).

    With `finish_future` the concluded units have also filed what has not begun yet, so that
    nothing of theirs is open.
    """
    by_unit: dict[str, _Draft] = {code: _Draft([]) for code in facts()}
    for duty in duties:
        by_unit[duty.unit_code].duties.append(duty)
    decided: dict[tuple[str, str], Fate] = {}
    for code, draft in by_unit.items():
        for duty in draft.duties:
            draft.fates[duty.key] = fate(
                duty.assignment_key,
                duty.period_key,
                duty.due_on,
                today,
                starts_on=duty.starts_on,
            )
        _shape(draft, facts()[code].short_name, today, finish_future)
        decided |= draft.fates
    return decided


def stage_instants(done: Fate, starts_on: dt.date, count: int) -> list[dt.datetime]:
    """Return when each stage of a filed duty was filed, the last with the filing itself."""
    if done.filed_at is None:
        return []
    length = (done.filed_at.date() - starts_on).days
    draw = random.Random(f"stages|{done.filed_at.isoformat()}")
    instants = []
    for number in range(1, count):
        day = starts_on + dt.timedelta(days=length * number // count)
        instants.append(workdays.office_hour(workdays.on_or_after(day), draw))
    return [*sorted(one for one in instants if one < done.filed_at), done.filed_at]


def _shape(draft: _Draft, name: str, today: dt.date, finish_future: bool) -> None:
    """Bring the unit's ordinary fates to the profile's numbers."""
    warned = [duty for duty in draft.duties if duty.warn_on <= today <= duty.due_on]
    warned = [duty for duty in warned if duty.starts_on < today]
    kept = 0 if name in CONCLUDED else DUE_SOON.get(name, 0)
    warned.sort(key=lambda duty: (duty.due_on, duty.assignment_key))
    for place, duty in enumerate(warned):
        draft.fates[duty.key] = Fate() if place < kept else _before_today(duty, today)
    unmet = _talks_unmet(draft, name, today)
    ended = [duty for duty in _recently_ended(draft, today) if duty not in unmet]
    for duty in [*unmet, *ended][: OVERDUE.get(name, 0)]:
        draft.fates[duty.key] = Fate()
    if name in CONCLUDED:
        for duty in draft.duties:
            begun = duty.starts_on < today
            if draft.fates[duty.key].filed_at is None and (begun or finish_future):
                draft.fates[duty.key] = _before_today(duty, today)
    _pause(draft, _PAUSES.get(name), today)
    _extend(draft, _EXTENSIONS.get(name), today)


def _talks_unmet(draft: _Draft, name: str, today: dt.date) -> list[DutyRef]:
    """Return the last ended quarter of the counted item, where the unit held too few talks."""
    if name not in talks.UNMET:
        return []
    key = talks.ITEM + "@"
    ended = [duty for duty in draft.duties if duty.assignment_key.startswith(key)]
    ended = [duty for duty in ended if duty.due_on < today]
    return sorted(ended, key=lambda one: one.due_on)[-1:]


def _recently_ended(draft: _Draft, today: dt.date) -> list[DutyRef]:
    """Return what ended lately, one period of each item, the newest end first."""
    ended = [duty for duty in draft.duties if today - _OLDEST_OVERDUE <= duty.due_on < today]
    newest: dict[str, DutyRef] = {}
    for duty in sorted(ended, key=lambda one: (one.due_on, one.assignment_key)):
        newest[duty.assignment_key] = duty
    return sorted(newest.values(), key=lambda one: (one.due_on, one.assignment_key), reverse=True)


def _pause(draft: _Draft, wanted: tuple[str, str] | None, today: dt.date) -> None:
    """Pause the running duty of the wanted item."""
    for duty in _running(draft, wanted, today):
        draw = random.Random(f"pause|{duty.assignment_key}")
        asked_on = workdays.shifted(today, -draw.randint(5, 8))
        draft.fates[duty.key] = Fate(paused=_change(wanted[1] if wanted else "", asked_on, draw))


def _extend(draft: _Draft, wanted: tuple[str, str] | None, today: dt.date) -> None:
    """Extend the running duty of the wanted item, and an earlier one that was filed after that."""
    for duty in _running(draft, wanted, today):
        draw = random.Random(f"extend|{duty.assignment_key}")
        reason = wanted[1] if wanted else ""
        asked_on = workdays.shifted(today, -draw.randint(3, 6))
        until = workdays.shifted(duty.due_on, 10)
        draft.fates[duty.key] = Fate(extension=_change(reason, asked_on, draw, until))
    if wanted is None:
        return
    for duty in _recently_ended(draft, today - dt.timedelta(days=30))[:1]:
        draw = random.Random(f"extended|{duty.assignment_key}")
        asked_on = workdays.shifted(duty.due_on, -3)
        until = workdays.shifted(duty.due_on, 10)
        filed = _filed(workdays.shifted(duty.due_on, draw.randint(3, 8)), draw)
        draft.fates[duty.key] = replace(
            filed, extension=_change(_EARLIER_REASON, asked_on, draw, until)
        )


def _running(draft: _Draft, wanted: tuple[str, str] | None, today: dt.date) -> list[DutyRef]:
    """Return the one duty of the wanted item that has begun and of which nobody was warned."""
    if wanted is None:
        return []
    number, _reason = wanted
    return [
        duty
        for duty in draft.duties
        if duty.assignment_key.startswith(number) and duty.starts_on < today < duty.warn_on
    ][:1]


def _change(
    reason: str, asked_on: dt.date, draw: random.Random, until: dt.date | None = None
) -> Change:
    asked_at = workdays.office_hour(asked_on, draw)
    approved_at = workdays.office_hour(workdays.shifted(asked_on, 1), draw)
    return Change(reason, asked_at, approved_at, until)


def _before_today(duty: DutyRef, today: dt.date) -> Fate:
    """Return a filing in the last working days, never before the duty began if it has begun."""
    draw = random.Random(f"early|{duty.assignment_key}|{duty.period_key}")
    day = workdays.shifted(today, -draw.randint(1, 5))
    if duty.starts_on < today:
        day = max(day, workdays.on_or_after(duty.starts_on))
    return _filed(min(day, workdays.shifted(today, -1)), draw)


def _early(begun: dt.date, last: dt.date, draw: random.Random) -> Fate:
    """Return a filing between the beginning and the last day, mostly close to the last."""
    room = (last - begun).days
    day = workdays.on_or_before(last - dt.timedelta(days=min(room, draw.randint(0, 9))))
    return _filed(max(day, workdays.on_or_after(begun)), draw)


def _filed(day: dt.date, draw: random.Random, *, late: bool = False) -> Fate:
    return Fate(filed_at=workdays.office_hour(day, draw), late=late)
