"""Items of a draft list from Excel."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability.enums import HolderRole, Period
from accountability.importers import item_steps
from accountability.importers.counted import UnreadableRule, read_counted
from accountability.permissions import EDIT_CHECKLISTS
from accountability.selectors import checklists
from accountability.services import checklists as services
from accountability.services.item_checks import item_faults
from accountability.values import ItemData, read_due_rule, read_evidence, read_names
from supervision.exchange import importers
from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Importer, Row, Step, Tally, refusing
from supervision.exchange.lookups import Lookup, unit_lookup
from supervision.exchange.rules import BadValue
from supervision.organizations.selectors import responsible_units

_PERIODS = {
    "月": Period.MONTH,
    "月度": Period.MONTH,
    "季": Period.QUARTER,
    "季度": Period.QUARTER,
    "半年": Period.HALF_YEAR,
    "半年度": Period.HALF_YEAR,
    "年": Period.YEAR,
    "年度": Period.YEAR,
    "事项": Period.EVENT,
    "按事项": Period.EVENT,
    "即时": Period.EVENT,
    "一次": Period.ONCE,
    "单次": Period.ONCE,
}
_HOLDERS = {
    "党委": HolderRole.PARTY_COMMITTEE,
    "党组": HolderRole.PARTY_COMMITTEE,
    "党委(党组)": HolderRole.PARTY_COMMITTEE,
    "领导班子": HolderRole.PARTY_COMMITTEE,
    "书记": HolderRole.FIRST_PERSON,
    "主要负责人": HolderRole.FIRST_PERSON,
    "第一责任人": HolderRole.FIRST_PERSON,
    "班子成员": HolderRole.MEMBER,
    "领导班子成员": HolderRole.MEMBER,
    "派驻组": HolderRole.STATIONED_GROUP,
    "纪委": HolderRole.STATIONED_GROUP,
    "派驻纪检监察组": HolderRole.STATIONED_GROUP,
    "纪检监察机构": HolderRole.STATIONED_GROUP,
}
#: The column of a field of ItemData where the two differ in name.
_COLUMNS = {"unit_ids": "units"}


@importers.register
class ItemImporter(Importer):
    """Items into the draft named in the row, or into the only draft there is."""

    code = "checklist_items"
    label = gettext_lazy("List items")
    permission = EDIT_CHECKLISTS
    sheet = gettext_lazy("List items")
    sheet_aliases = ("责任清单", "清单条目", "条目")
    help_text = gettext_lazy(
        "Items go into a draft list, matched by their number. Where several drafts are open, "
        "the column List says which one is meant. Materials are separated by semicolons; "
        "an optional one ends in (optional)."
    )
    unique_together = (("checklist", "number"),)
    max_rows = 5000
    undoable = True
    done_url_name = "accountability:checklists"
    fields = (
        Field(
            "number",
            gettext_lazy("Number"),
            required=True,
            max_length=16,
            aliases=("编号",),
            sample="主-02",
        ),
        Field(
            "category",
            gettext_lazy("Category"),
            required=True,
            max_length=30,
            aliases=("类别", "责任类别"),
            sample="组织领导",
        ),
        Field(
            "title",
            gettext_lazy("Item"),
            required=True,
            max_length=120,
            aliases=("事项", "责任事项", "条目"),
            sample="专题研究全面从严治党工作",
            width=30,
        ),
        Field(
            "content",
            gettext_lazy("Content"),
            required=True,
            aliases=("内容", "责任内容", "具体内容"),
            sample="每半年至少召开1次会议专题研究全面从严治党工作。",
            width=48,
        ),
        Field(
            "standard",
            gettext_lazy("Work standard"),
            aliases=("工作标准", "标准", "完成标准"),
            sample="由第一责任人主持，研究确定不少于3项具体举措，会后5个工作日内印发纪要。",
            width=48,
        ),
        Field(
            "evidence",
            gettext_lazy("Required materials"),
            aliases=("必备材料", "材料", "佐证材料", "印证材料"),
            sample="专题会议纪要;会议签到表;形势分析材料(选)",
            width=36,
        ),
        Field(
            "score",
            gettext_lazy("Score"),
            FieldKind.DECIMAL,
            required=True,
            aliases=("分值", "分数", "标准分"),
            sample=5,
            width=8,
        ),
        Field(
            "holder_role",
            gettext_lazy("Holder"),
            FieldKind.CHOICE,
            required=True,
            aliases=("责任主体", "责任人", "责任对象"),
            choices=tuple(HolderRole.choices),
            choice_aliases=_HOLDERS,
            sample="领导班子",
        ),
        Field(
            "period",
            gettext_lazy("Period"),
            FieldKind.CHOICE,
            required=True,
            aliases=("周期", "报送周期", "频次"),
            choices=tuple(Period.choices),
            choice_aliases=_PERIODS,
            sample="半年",
            width=10,
        ),
        Field(
            "due_rule",
            gettext_lazy("Due rule"),
            aliases=("截止规则", "截止", "截止时间", "完成时限"),
            help_text=gettext_lazy("end, a term such as 5WD, or a day such as 12-20"),
            sample="end",
            width=10,
        ),
        Field(
            "stages",
            gettext_lazy("Stages"),
            aliases=("阶段", "填报阶段"),
            help_text=gettext_lazy("separated by semicolons; empty for one filing"),
            width=24,
        ),
        Field(
            "counted",
            gettext_lazy("Counted rule"),
            aliases=("计数规则", "计数要求"),
            help_text=gettext_lazy("measure; whose talks; how many. Empty: filed by hand"),
            width=32,
        ),
        Field(
            "basis",
            gettext_lazy("Basis"),
            max_length=200,
            aliases=("依据", "政策依据", "文件依据"),
            width=30,
        ),
        Field(
            "units",
            gettext_lazy("Units that carry it"),
            aliases=("适用单位", "责任单位", "单位"),
            help_text=gettext_lazy("separated by semicolons; empty for every unit"),
            width=24,
        ),
        Field(
            "checklist",
            gettext_lazy("List"),
            FieldKind.LOOKUP,
            lookup="drafts",
            aliases=("清单", "所属清单", "清单名称"),
            help_text=gettext_lazy("the title of the draft, where several are open"),
            width=24,
        ),
    )

    def lookups(self, user: Any) -> dict[str, Lookup]:
        """Return the drafts by title, by year and responsibility, and by responsibility."""
        return {
            "drafts": Lookup(
                (draft, (draft.title, f"{draft.year}{kind}", f"{draft.year}年{kind}清单", kind))
                for draft in checklists.drafts(user)
                for kind in (str(draft.get_kind_display()),)
            )
        }

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Yield what keeps each row from being an item of its draft."""
        reader = _Reader(user)
        for row in rows:
            yield from reader.findings(row)

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Add the items, or bring those with the same number up to date."""
        reader = _Reader(actor)
        there = item_steps.Before()
        tally = Tally()
        for row in rows:
            draft, data = reader.draft(row), reader.data(row)
            step = there.step(draft, data)
            with refusing(row):
                outcome = services.save_item(actor=actor, checklist=draft, data=data)
            tally.add(outcome, step)
        return tally

    def undo(self, steps: Sequence[Step], *, actor: Any) -> None:
        """Take added items off their drafts and set changed ones back."""
        for step in steps:
            item_steps.take_back(step, actor=actor)


class _Reader:
    """Makes an item of a row, with drafts and units loaded once."""

    def __init__(self, user: Any) -> None:
        self.drafts = list(checklists.drafts(user))
        self.units = unit_lookup(responsible_units())

    def draft(self, row: Row) -> Any:
        """Return the draft the row goes into, or None when that cannot be told."""
        if row["checklist"] is not None:
            return row["checklist"]
        return self.drafts[0] if len(self.drafts) == 1 else None

    def findings(self, row: Row) -> Iterator[Finding]:
        """Yield a reason for each cell that is not right."""
        draft = self.draft(row)
        if draft is None:
            yield Finding(row.number, "checklist", "refused", {"message": self._which()})
            return
        bad_units = False
        for name in read_names(row["units"]):
            try:
                self.units.find(name)
            except BadValue as bad:
                bad_units = True
                yield Finding(row.number, "units", bad.code, bad.params)
        if bad_units:
            return
        try:
            data = self.data(row)
        except UnreadableRule as bad:
            yield Finding(row.number, "counted", "refused", {"message": str(bad)})
            return
        for name, message in item_faults(data, draft.year).items():
            key = _COLUMNS.get(name, name)
            yield Finding(row.number, key, "refused", {"message": message})

    def data(self, row: Row) -> ItemData:
        """Return the row as an item."""
        return ItemData(
            number=row["number"],
            category=row["category"],
            title=row["title"],
            content=row["content"],
            standard=row["standard"],
            basis=row["basis"],
            score=row["score"],
            holder_role=row["holder_role"],
            period=row["period"],
            due_rule=read_due_rule(row["due_rule"]),
            stages=read_names(row["stages"]),
            evidence=read_evidence(row["evidence"]),
            counted=read_counted(row["counted"]),
            unit_ids=frozenset(self.units.find(name).pk for name in read_names(row["units"])),
        )

    def _which(self) -> str:
        if not self.drafts:
            return _("No draft is open. Create a list or a new version first.")
        titles = _(", ").join(draft.title for draft in self.drafts)
        return _("Several drafts are open. Write here which one is meant: %(titles)s.") % {
            "titles": titles
        }
