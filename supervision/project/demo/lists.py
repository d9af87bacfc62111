"""The demo's responsibility lists and the portal map."""

from collections import defaultdict
from decimal import Decimal

from accountability.demo import catalogue, people
from accountability.enums import HolderRole
from accountability.models import Assignment
from accountability.services import checklists, publishing
from accountability.values import CountedData, EvidenceData, ItemData
from supervision.accounts.models import User
from supervision.organizations.models import Unit

TITLES = {
    "main": "清江区2026年度全面从严治党主体责任清单",
    "supervision": "清江区2026年度党风廉政建设监督责任清单",
}


def publish_lists(*, office: User, by_code: dict[str, Unit], year: int) -> None:
    """Write both lists and publish them: 1,323 items assigned to 42 units."""
    codes: dict[str, list[str]] = defaultdict(list)
    for item, unit_code in catalogue.assignments():
        codes[item.number].append(unit_code)
    for kind, title in TITLES.items():
        checklist = checklists.create_checklist(actor=office, kind=kind, year=year, title=title)
        for item in catalogue.items():
            if item.kind != kind or item.number not in codes:
                continue
            checklists.add_item(
                actor=office,
                checklist=checklist,
                data=ItemData(
                    number=item.number,
                    category=item.category,
                    title=item.title,
                    content=item.content,
                    standard=item.standard,
                    score=Decimal(item.score),
                    holder_role=item.role,
                    period=item.period,
                    due_rule=item.due,
                    basis=item.basis,
                    stages=tuple(item.stages),
                    evidence=tuple(EvidenceData(e.name, e.is_required) for e in item.evidence),
                    counted=_counted(item),
                    unit_ids=frozenset(by_code[code].pk for code in codes[item.number]),
                ),
            )
        publishing.publish(actor=office, checklist=checklist)


def _counted(item: catalogue.Item) -> CountedData | None:
    if item.counted is None:
        return None
    measure, talker, minimum = item.counted
    return CountedData(measure=measure, talker=talker, minimum=minimum)


def name_holders() -> None:
    """Write who in the unit carries each item, by the item's holder."""
    seeds = people.unit_people()
    rows = list(Assignment.objects.select_related("item", "unit"))
    for number, row in enumerate(rows):
        team = seeds[row.unit.code]
        row.holder_name = {
            HolderRole.FIRST_PERSON: team.head.name,
            HolderRole.MEMBER: team.members[number % len(team.members)].name,
            HolderRole.PARTY_COMMITTEE: team.office_director.name,
        }.get(HolderRole(row.item.holder_role), team.clerk.name)
    Assignment.objects.bulk_update(rows, ["holder_name"], batch_size=500)
