"""The unit tree as a table: import it, export it, and import what was exported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import ColumnKind, FieldKind
from supervision.exchange.exporters import Column, Exporter
from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Importer, Row, Step, Tally, refusing
from supervision.organizations import selectors
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import remove_unit, save_unit

SHORT_NAME = 20

KIND_ALIASES = {
    "区": UnitKind.DISTRICT,
    "区县": UnitKind.DISTRICT,
    "区（县）": UnitKind.DISTRICT,
    "纪委监委": UnitKind.COMMISSION,
    "区纪委监委": UnitKind.COMMISSION,
    "内设机构": UnitKind.OFFICE,
    "内设科室": UnitKind.OFFICE,
    "派驻组": UnitKind.STATIONED_GROUP,
    "派驻纪检监察组": UnitKind.STATIONED_GROUP,
    "部门": UnitKind.DEPARTMENT,
    "区直部门": UnitKind.DEPARTMENT,
    "乡镇": UnitKind.TOWNSHIP,
    "镇": UnitKind.TOWNSHIP,
    "街道": UnitKind.TOWNSHIP,
    "镇街": UnitKind.TOWNSHIP,
    "乡镇（街道）": UnitKind.TOWNSHIP,
    "村": UnitKind.VILLAGE,
    "社区": UnitKind.VILLAGE,
    "村（社区）": UnitKind.VILLAGE,
}


class UnitImporter(Importer):
    """Add units and bring them up to date; a parent may stand below its children in the file."""

    code = "units"
    label = _("Units")
    permission = "organizations.import_units"
    sheet = _("Units")
    sheet_aliases = ("单位", "单位表", "单位名单", "组织机构")
    help_text = _("Add units, rename them, or move them below another unit, all at once.")
    icon = "sitemap"
    done_url_name = "organizations:tree"
    undoable = True
    fields = (
        Field(
            "code",
            _("Unit code"),
            required=True,
            unique=True,
            max_length=32,
            aliases=("单位编码", "编码", "单位代码", "机构编码"),
            help_text=_("A unit with this code is brought up to date, otherwise it is added."),
            sample="U99",
        ),
        Field(
            "name",
            _("Unit name"),
            required=True,
            unique=True,
            max_length=80,
            aliases=("单位名称", "单位全称", "名称", "机构名称"),
            sample="示例区档案馆",
            width=30,
        ),
        Field(
            "short_name",
            _("Short name"),
            max_length=SHORT_NAME,
            aliases=("简称", "单位简称"),
            help_text=_("Shown in lists. Left empty, the full name is taken."),
            sample="档案馆",
        ),
        Field(
            "kind",
            _("Unit kind"),
            FieldKind.CHOICE,
            required=True,
            aliases=("类别", "单位类别", "单位类型", "类型"),
            choices=tuple(UnitKind.choices),
            choice_aliases=KIND_ALIASES,
            sample=UnitKind.DEPARTMENT.label,
        ),
        Field(
            "parent_code",
            _("Code of the parent unit"),
            max_length=32,
            aliases=("上级单位编码", "上级编码", "上级单位代码", "上级单位"),
            help_text=_("Empty for the district only. The parent may stand in the same file."),
            sample="D",
            width=20,
        ),
        Field(
            "position",
            _("Order"),
            FieldKind.INTEGER,
            minimum=0,
            aliases=("排序", "序号", "顺序"),
            sample=99,
            width=10,
        ),
    )

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Refuse unknown parents, circles, and names that belong to other units."""
        tree = _Tree.of(selectors.tree(), rows)
        for row in rows:
            yield from tree.findings(row)

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Save each unit after its parent."""
        before = {facts["code"]: facts for facts in _facts_of_all()}
        tally = Tally()
        for row in _parents_first(rows):
            values = _completed(row, before.get(row["code"]))
            step = Step(row["code"], before.get(row["code"]), values)
            with refusing(row, "code"):
                tally.add(save_unit(actor=actor, **values), step)
        return tally

    def undo(self, steps: Sequence[Step], *, actor: Any) -> None:
        """Remove what was added and set back what was changed."""
        now = {facts["code"]: facts for facts in _facts_of_all()}
        for step in steps:
            if now.get(step.key) != step.after:
                raise ValidationError(
                    gettext("The unit with the code %(code)s has been changed since the import.")
                    % {"code": step.key}
                )
            if step.before is None:
                remove_unit(actor=actor, code=step.key)
            else:
                save_unit(actor=actor, **step.before)


@dataclass
class _Tree:
    """The tree as it will be: what there is, overlaid with the file."""

    parents: dict[str, str]
    owners: dict[str, str]
    in_file: set[str]

    @classmethod
    def of(cls, units: Iterable[Unit], rows: Sequence[Row]) -> _Tree:
        there = list(units)
        codes = {unit.path: unit.code for unit in there}
        parents = {unit.code: codes.get(_parent_path(unit), "") for unit in there}
        owners = {unit.name: unit.code for unit in there}
        in_file = {row["code"] for row in rows}
        parents |= {row["code"]: row["parent_code"] for row in rows}
        return cls(parents, owners, in_file)

    def findings(self, row: Row) -> Iterator[Finding]:
        """Yield what is wrong with the row in the tree as it will be."""
        code, parent = row["code"], row["parent_code"]
        if not parent and row["kind"] != UnitKind.DISTRICT:
            yield Finding(row.number, "parent_code", "required")
        elif parent and parent not in self.parents:
            yield Finding(row.number, "parent_code", "unit_unknown_parent")
        else:
            circle = self._circle(code)
            if circle:
                params = {"path": " → ".join(circle)}
                yield Finding(row.number, "parent_code", "unit_cycle", params)
        owner = self.owners.get(row["name"], code)
        if owner != code and owner not in self.in_file:
            yield Finding(row.number, "name", "unit_name_taken", {"code": owner})
        if not row["short_name"] and len(row["name"]) > SHORT_NAME:
            yield Finding(row.number, "short_name", "required")

    def _circle(self, code: str) -> list[str]:
        """Return the way from the unit up to itself, or nothing when it ends at the top."""
        way = [code]
        while parent := self.parents.get(way[-1], ""):
            way.append(parent)
            if parent == code:
                return way
            if parent in way[:-1]:
                return []  # a circle further up; its own rows are refused
        return []


class UnitExporter(Exporter):
    """The unit tree with the columns of its importer."""

    code = "units"
    label = _("Units")
    permission = "organizations.read_tree"
    help_text = _("The whole unit tree; the file can be edited and imported again.")
    icon = "sitemap"
    columns = (
        Column(_("Unit code"), lambda row: row[0].code),
        Column(_("Unit name"), lambda row: row[0].name, width=30),
        Column(_("Short name"), lambda row: row[0].short_name),
        Column(_("Unit kind"), lambda row: row[0].get_kind_display()),
        Column(_("Code of the parent unit"), lambda row: row[1], width=20),
        Column(_("Order"), lambda row: row[0].position, ColumnKind.NUMBER, width=10),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterator[tuple[Unit, str]]:
        """Yield each unit with the code of its parent, parents first."""
        codes: dict[str, str] = {}
        for unit in selectors.tree().iterator(chunk_size=2000):
            codes[unit.path] = unit.code
            yield unit, codes.get(_parent_path(unit), "")


def _parent_path(unit: Unit) -> str:
    return unit.path[: -Unit.steplen]


def _parents_first(rows: Sequence[Row]) -> list[Row]:
    """Return the rows so that a parent in the file comes before its children."""
    waiting = {row["code"]: row for row in rows}
    ordered: list[Row] = []
    for row in rows:
        way = []
        code = row["code"]
        while code in waiting:
            way.append(waiting.pop(code))
            code = way[-1]["parent_code"]
        ordered += reversed(way)
    return ordered


def _facts_of_all() -> Iterator[dict[str, Any]]:
    """Yield what the importer writes of every unit there is."""
    codes: dict[str, str] = {}
    for unit in selectors.tree().iterator(chunk_size=2000):
        codes[unit.path] = unit.code
        yield {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": str(unit.kind),
            "parent_code": codes.get(_parent_path(unit), ""),
            "position": unit.position,
        }


def _completed(row: Row, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the values to save; what the file leaves open stays as it is."""
    values = row.values()
    values["kind"] = str(row["kind"])
    values["short_name"] = row["short_name"] or (before["short_name"] if before else row["name"])
    if row["position"] is None:
        values["position"] = before["position"] if before else 0
    return values
