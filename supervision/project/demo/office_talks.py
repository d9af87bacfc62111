"""Tasks in parts, and one talk struck off after its quarter was concluded."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.catalogue import items_by_number
from accountability.demo.evidence import evidence_document
from accountability.demo.people import unit_people
from accountability.models import Duty, DutyPart, TalkRecord
from accountability.selectors import materials
from accountability.services import filings
from accountability.services.parts import split, withdraw_part
from accountability.services.talks import strike_talk
from accountability.values import PartData
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.organizations.models import Unit
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: Units that keep a sub-ledger of one item, and which.
_OWN = ("水务局", "住建局", "市监局")
_OWN_ITEM = "廉政风险点排查防控"
_WORK = ("排查本条线风险点并建立台账", "对照风险点修订制度、核对落实情况", "汇总情况、形成年度报告")
_SHARES = (40, 30, 30)
_DAYS = (dt.date(2026, 12, 4), dt.date(2026, 12, 11), dt.date(2026, 12, 18))
#: The unit that recorded the same talk twice, found out after the quarter was concluded.
_TWICE = "商务局"
#: The task that the office hands on to further units: whose it is, which, to whom.
_HANDED_ON = ("民政局", "殡葬服务收费和公墓管理检查", ("青禾镇", "白砚镇"))


def happenings(cast: Cast) -> list[Happening]:
    """Return what was split, filed for its parts, withdrawn, and struck off."""
    units = {unit.short_name: unit for unit in cast.units.values()}
    clerks = {
        user.home_unit.short_name: user
        for name, user in cast.users.items()
        if name.startswith("clerk") and user.home_unit is not None
    }
    found: list[Happening] = []
    for place, name in enumerate(name for name in _OWN if _is_open(units[name], _OWN_ITEM)):
        day = 12 + place
        found.append(Happening(_at(10, day, 9), _own(units[name], clerks[name])))
        found.append(Happening(_at(11, 3 + place, 15), _file(units[name], clerks[name])))
    if _is_open(units[_HANDED_ON[0]], _HANDED_ON[1]):
        found.append(Happening(_at(10, 20, 10), _hand_on(cast.users["officer"], units)))
        found.append(Happening(_at(11, 5, 16), _take_back(cast.users["officer"])))
    found.append(Happening(_at(11, 12, 11), _strike(units[_TWICE], clerks[_TWICE])))
    return found


def _at(month: int, day: int, hour: int) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, 20, tzinfo=clock.CHINA)


def _whole(unit: Unit, title: str) -> Duty:
    """Return the unit's duty of the second half-year."""
    rows = Duty.objects.select_related("unit", "assignment__item")
    return rows.get(unit=unit, title=title, period_key="2026-H2")


def _is_open(unit: Unit, title: str) -> bool:
    """Tell whether the unit's year, lived before these acts, has left the duty to be split."""
    whole = _whole(unit, title)
    return whole.closed_at is None and whole.paused_at is None


def _own(unit: Unit, clerk: User) -> Callable[[], object]:
    """Let the clerk split an item among the leading group, and one part of it further."""

    def act() -> None:
        team = unit_people()[unit.code]
        persons = [*team.members, team.office_director][: len(_WORK)]
        rows = split(
            actor=clerk,
            duty=_whole(unit, _OWN_ITEM),
            parts=[
                PartData(work, unit.pk, day, person.name, person.title[:40], share)
                for work, day, person, share in zip(_WORK, _DAYS, persons, _SHARES, strict=True)
            ],
        )
        split(
            actor=clerk,
            duty=rows[1].duty,
            parts=[
                PartData(work, unit.pk, _DAYS[0], person.name, "办公室")
                for work, person in (
                    ("核对制度落实情况", team.office_director),
                    ("收集修订意见", team.clerk),
                )
            ],
        )

    return act


def _file(unit: Unit, clerk: User) -> Callable[[], object]:
    """Let the clerk conclude the first part, with the materials the whole asks for."""

    def act() -> None:
        row = DutyPart.objects.filter(duty__unit=unit, level=2).order_by("pk")[0]
        duty = Duty.objects.select_related("unit", "assignment__item").get(pk=row.duty_id)
        assert duty.assignment is not None
        item = items_by_number()[duty.assignment.item.number]
        today, token = clock.today(), uuid.uuid5(uuid.NAMESPACE_OID, duty.number)
        files = []
        for need in materials.evidence_of(duty):
            document = evidence_document(
                item, unit.code, duty.period_key, need.name, duty.number, event_on=today
            )
            upload = SimpleUploadedFile(document.filename, document.content())
            files.append(store(actor=clerk, upload=upload, slot=need.name, draft=str(token)))
        filings.submit(
            actor=clerk,
            duty=duty,
            token=token,
            event_on=today,
            text=f"{row.holder_name}牵头完成“{duty.title}”，排查岗位9个、风险点14条，已逐条明确"
            "防控措施和责任人，台账经分管负责人审核。",
            attachments=files,
        )

    return act


def _hand_on(officer: User, units: dict[str, Unit]) -> Callable[[], object]:
    name, title, others = _HANDED_ON

    def act() -> None:
        split(
            actor=officer,
            duty=_whole(units[name], title),
            parts=[
                PartData(f"提供{other}辖区情况并配合核查", units[other].pk, _DAYS[1])
                for other in others
            ],
        )

    return act


def _take_back(officer: User) -> Callable[[], object]:
    def act() -> None:
        row = DutyPart.objects.filter(duty__unit__short_name=_HANDED_ON[2][1], level=2)
        part = row.select_related("duty__unit", "parent__unit").order_by("-pk")[0]
        withdraw_part(actor=officer, part=part, reason="该镇情况已由牵头单位现场核实，不再单独报送")

    return act


def _strike(unit: Unit, clerk: User) -> Callable[[], object]:
    def act() -> None:
        talk = (
            TalkRecord.objects.filter(unit=unit, counts__duty__period_key="2026-Q3")
            .filter(replaced_by__isnull=True)
            .select_related("unit")
            .order_by("-pk")[0]
        )
        strike_talk(actor=clerk, talk=talk, reason="与同日另一条记录系同一次谈话，重复录入")

    return act
