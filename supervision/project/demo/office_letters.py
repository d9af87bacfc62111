"""How the office pressed late units in the demo's year: urgings, ten letters, replies."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from accountability.enums import LetterKind
from accountability.models import Duty, Letter
from accountability.services import letters, urgings
from accountability.services.paper_texts import LetterWords
from supervision import clock
from supervision.accounts.models import User
from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.services import receipts, replies, signing
from supervision.notifications.models import PENDING, Notice
from supervision.notifications.services.acknowledging import acknowledge
from supervision.organizations.models import Unit
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

BASIS = "《党委（党组）落实全面从严治党主体责任规定》和区委2026年度责任清单"
REQUIREMENT = (
    "请你单位高度重视，由主要负责人牵头查明逾期原因，立即补报逾期任务及佐证材料，"
    "并对责任科室和责任人员提出处理意见，防止类似问题再次发生。"
)
CONTACT = "党风政风监督室周文澜"
#: The two days on which the letters went out, and by when they ask for a reply.
FIRST, FIRST_REPLY = dt.date(2026, 11, 9), dt.date(2026, 11, 16)
SECOND, SECOND_REPLY = dt.date(2026, 11, 17), dt.date(2026, 11, 24)
MOST = 10
#: What the units answered, by their place among the letters; the others have not replied.
REPLIES = {
    0: "收到督办函后，我单位当日召开专题会议，查明系经办人员岗位调整后交接不到位所致。"
    "已明确由办公室专人负责，逾期任务正在逐项补充佐证材料，11月20日前全部补报。",
    1: "经核查，销号材料已形成，因内部会签未完成未及时上传。已督促科室完成会签，"
    "对经办人进行提醒谈话，材料于11月20日前补报。",
    2: "我单位四项逾期任务均已落实责任人和完成时限，分管负责人每日调度；"
    "其中招投标履约检查正在补充现场复核记录，完成后立即上传。",
    3: "逾期两项任务已完成实地检查，检查记录正在汇总。主要负责人已约谈相关科室负责人，"
    "今后任务到期前5日由办公室逐项提醒。",
    4: "消费品以旧换新补贴审核检查抽取样本已完成，待商户补充销售凭证后即可报送。",
    5: "情况已知悉，将尽快报送。",
    7: "卫生院收费整治正在逐院复核，信访月报与销号材料已完成初稿，待镇纪委审核后报送。",
    8: "街道纪工委已将月报和销号材料汇总完毕，因分管领导外出学习尚未签字，返岗后当日报送。",
}
ACCEPTED = (0, 1, 2, 3, 4)
SENT_BACK = 5
BACK_REASON = "复函未说明逾期原因、责任人员和完成时限，请重新函复。"


@dataclass(frozen=True)
class _Late:
    """One unit that gets a letter, and when."""

    unit: Unit
    day: dt.date
    reply_by: dt.date


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return the instant in China."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.CHINA)


def happenings(cast: Cast) -> list[Happening]:
    """Return what the office and the late units did, in the order of time."""
    return [*_urgings(cast), *_letters(cast)]


def _overdue(units: Iterable[Unit]) -> list[Duty]:
    """Return what is still open of the units and overdue now; parts are their own business."""
    rows = Duty.objects.filter(
        unit__in=units, closed_at__isnull=True, withdrawn_at__isnull=True, paused_at__isnull=True
    )
    found = rows.filter(ends_at__lte=clock.now(), part__isnull=True)
    return list(found.select_related("unit").order_by("pk"))


def _late_units(cast: Cast) -> list[_Late]:
    """Return the ten units that are late for good: red on the first day, or on the second."""
    rows = Duty.objects.filter(
        closed_at__isnull=True, withdrawn_at__isnull=True, paused_at__isnull=True
    ).filter(part__isnull=True, ends_at__lte=at(SECOND, 0))
    first: dict[int, dt.datetime] = {}
    for unit_id, ends_at in rows.order_by("ends_at").values_list("unit_id", "ends_at"):
        first.setdefault(unit_id, ends_at)
    by_pk = {unit.pk: unit for unit in cast.units.values()}
    found = []
    for unit_id, ends_at in first.items():
        on_first = ends_at <= at(FIRST, 0)
        day, reply_by = (FIRST, FIRST_REPLY) if on_first else (SECOND, SECOND_REPLY)
        found.append(_Late(by_pk[unit_id], day, reply_by))
    return sorted(found, key=lambda one: (one.day, one.unit.position))[:MOST]


def _urgings(cast: Cast) -> list[Happening]:
    officer = cast.users["officer"]
    units = [late.unit for late in _late_units(cast)]
    said = (
        (at(dt.date(2026, 11, 6), 10, 20), "任务已超过规定时限，请抓紧报送。"),
        (at(dt.date(2026, 11, 12), 15, 5), "再次督促：请主要负责人过问，尽快补报。"),
        (at(dt.date(2026, 11, 18), 9, 30), ""),
    )

    def urge(words: str) -> None:
        duties = _overdue(units)
        if duties:
            urgings.urge(actor=officer, duties=duties, words=words)

    found = [Happening(when, partial(urge, words)) for when, words in said]
    clerks = [_clerk(cast, unit) for unit in units]
    found += [
        Happening(when + dt.timedelta(hours=3), partial(acknowledge_all, clerks))
        for when, _w in said[:2]
    ]
    return found


def acknowledge_all(users: Iterable[User]) -> None:
    """Let the accounts acknowledge what waits for them."""
    for user in users:
        waiting = Notice.objects.filter(PENDING, recipient_id=user.pk).values_list("pk", flat=True)
        acknowledge(actor=user, notice_ids=list(waiting))


def _clerk(cast: Cast, unit: Unit) -> User:
    return next(
        user
        for name, user in cast.users.items()
        if name.startswith("clerk") and user.home_unit == unit
    )


def _letters(cast: Cast) -> list[Happening]:
    late = _late_units(cast)
    found = [
        act
        for day in (FIRST, SECOND)
        for act in _issue(cast, [one for one in late if one.day == day], day)
    ]
    for place, one in enumerate(late):
        found += _answer(cast, place, one)
    return found


def _issue(cast: Cast, late: list[_Late], day: dt.date) -> list[Happening]:
    if not late:
        return []
    officer, office = cast.users["officer"], cast.users["office"]

    def draft() -> None:
        words = LetterWords(LetterKind.SUPERVISION, REQUIREMENT, BASIS, late[0].reply_by, CONTACT)
        duties = _overdue([one.unit for one in late])
        letters.draft_letters(actor=officer, duties=duties, words=words)

    def sign() -> None:
        rows = Letter.objects.filter(
            unit__in=[one.unit for one in late], drafted_at__gte=at(day, 0)
        )
        documents = [row.document for row in rows.order_by("id") if row.document is not None]
        sign_all(office, documents)

    return [Happening(at(day, 9, 40), draft), Happening(at(day, 16, 10), sign)]


def sign_all(actor: User, documents: Iterable[OfficialDocument]) -> None:
    """Sign the papers; raises RuntimeError where one cannot go out."""
    result = signing.sign_many(actor=actor, documents=documents)
    if result.refused:
        raise RuntimeError(f"a paper of the demo could not be signed: {result.refused[0][1]}")


def _answer(cast: Cast, place: int, late: _Late) -> list[Happening]:
    """Return how the unit received and answered its letter, and what the officer said to it."""
    clerk, officer = _clerk(cast, late.unit), cast.users["officer"]
    next_day = late.day + dt.timedelta(days=1)
    found = [
        Happening(
            at(next_day, 8, 50 + place % 10),
            lambda: receipts.receive(actor=clerk, delivery=_delivery(late.unit)),
        )
    ]
    if late.day != FIRST or place not in REPLIES:
        return found
    text = REPLIES[place]
    found.append(
        Happening(
            at(dt.date(2026, 11, 13), 10 + place // 3, 7 * place % 60),
            lambda: replies.reply(actor=clerk, delivery=_delivery(late.unit), text=text),
        )
    )
    decided = at(dt.date(2026, 11, 16), 9, 5 * place)
    if place in ACCEPTED:
        act = lambda: replies.accept(  # noqa: E731  one act, said where it happens
            actor=officer, delivery=_delivery(late.unit), opinion="原因清楚、措施具体，请按期补报。"
        )
        found.append(Happening(decided, act))
    elif place == SENT_BACK:
        found.append(
            Happening(
                decided,
                lambda: replies.send_back(
                    actor=officer,
                    delivery=_delivery(late.unit),
                    reason=BACK_REASON,
                    new_day=SECOND_REPLY,
                ),
            )
        )
    return found


def _delivery(unit: Unit) -> Delivery:
    """Return the supervision letter at the unit."""
    kind = letters.KINDS[LetterKind.SUPERVISION]
    return Delivery.objects.get(document__kind=kind, unit=unit)
