"""A stack of materials of the four kinds from Excel."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from accountability.permissions import RECORD_MATERIAL
from accountability.score_enums import Evaluation, MaterialKind
from accountability.score_values import MaterialData
from accountability.selectors import material_records as selectors
from accountability.services import material_records as services
from supervision.exchange import importers
from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Importer, Row, Tally, refusing
from supervision.exchange.lookups import Lookup, unit_lookup

_KINDS = {
    "蹲点调研": MaterialKind.RESEARCH,
    "蹲点式调研": MaterialKind.RESEARCH,
    "调研": MaterialKind.RESEARCH,
    "巡视": MaterialKind.TOUR,
    "巡察": MaterialKind.TOUR,
    "巡视巡察": MaterialKind.TOUR,
    "日常检查": MaterialKind.DAILY_CHECK,
    "日常监督": MaterialKind.DAILY_CHECK,
    "日常监督检查": MaterialKind.DAILY_CHECK,
    "监督检查": MaterialKind.DAILY_CHECK,
    "民主生活会": MaterialKind.DEMOCRATIC_LIFE,
}
_EVALUATIONS = {
    "好": Evaluation.GOOD,
    "较好": Evaluation.GOOD,
    "一般": Evaluation.NORMAL,
    "正常": Evaluation.NORMAL,
    "有问题": Evaluation.PROBLEM,
    "存在问题": Evaluation.PROBLEM,
    "发现问题": Evaluation.PROBLEM,
}


@importers.register
class MaterialImporter(Importer):
    """Materials row by row; one that is there already is left alone."""

    code = "materials"
    label = gettext_lazy("Materials on units")
    permission = RECORD_MATERIAL
    sheet = gettext_lazy("Materials on units")
    sheet_aliases = ("素材", "情况记录")
    help_text = gettext_lazy(
        "Research, inspection, daily checks and democratic-life meetings, one a row. A record of "
        "the same unit, kind, day and title is not taken twice."
    )
    icon = "notebook"
    unique_together = (("unit", "kind", "held_on", "title"),)
    max_rows = 5000
    done_url_name = "accountability:materials"
    fields = (
        Field(
            "kind",
            gettext_lazy("Kind"),
            FieldKind.CHOICE,
            required=True,
            aliases=("类型", "类别"),
            choices=tuple(MaterialKind.choices),
            choice_aliases=_KINDS,
            sample="日常监督检查",
        ),
        Field(
            "unit",
            gettext_lazy("Unit"),
            FieldKind.LOOKUP,
            required=True,
            lookup="unit",
            aliases=("单位", "被检查单位"),
            width=24,
        ),
        Field(
            "held_on",
            gettext_lazy("Date"),
            FieldKind.DATE,
            required=True,
            aliases=("日期", "时间"),
            sample="2026-09-15",
        ),
        Field(
            "body",
            gettext_lazy("Done by"),
            required=True,
            max_length=80,
            aliases=("来源", "组织单位", "检查组"),
            sample="区委第二巡察组",
            width=24,
        ),
        Field(
            "title",
            gettext_lazy("Title"),
            required=True,
            max_length=120,
            aliases=("标题", "名称"),
            sample="三季度作风建设专项检查",
            width=36,
        ),
        Field(
            "summary",
            gettext_lazy("What was seen"),
            required=True,
            aliases=("情况", "基本情况", "主要情况"),
            sample="查阅会议记录、台账，访谈干部6人。",
            width=48,
        ),
        Field(
            "problems",
            gettext_lazy("Problems"),
            aliases=("问题", "发现问题", "存在问题"),
            sample="",
            width=40,
        ),
        Field(
            "evaluation",
            gettext_lazy("Evaluation"),
            FieldKind.CHOICE,
            required=True,
            aliases=("评价", "评价结果"),
            choices=tuple(Evaluation.choices),
            choice_aliases=_EVALUATIONS,
            sample="一般",
        ),
    )

    def lookups(self, user: Any) -> dict[str, Lookup]:
        """Find units within reach alone."""
        return {"unit": unit_lookup(selectors.units_to_record(user))}

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Record what is not there yet."""
        tally = Tally()
        for row in rows:
            data = MaterialData(**row.values())
            known = selectors.same_as(
                unit=data.unit, kind=data.kind, held_on=data.held_on, title=data.title
            )
            if known is not None:
                tally.add("unchanged")
                continue
            with refusing(row, "summary"):
                services.record_material(actor=actor, data=data)
            tally.add("created")
        return tally
