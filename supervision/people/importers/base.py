"""What both imports share: the columns of every person, the checks, writing and undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Importer, Row, Step, Tally, refusing
from supervision.exchange.lookups import Lookup, unit_lookup
from supervision.people.enums import Gender, Rank
from supervision.people.labels import refusal_of
from supervision.people.permissions import MANAGE
from supervision.people.rules import identity, names
from supervision.people.rules.identity import BadNumber
from supervision.people.selectors.people import names_by_number, people_units
from supervision.people.services import rows as services
from supervision.people.services.rows import Entry
from supervision.people.values import PersonData, PostData

YES = (("yes", _("yes")), ("no", _("no")))
#: Columns that describe the post held today, not the person.
POST_COLUMNS = ("title", "rank", "is_leading", "post_since")


def date_field(
    key: str, label: Any, *aliases: str, required: bool = False, sample: str = ""
) -> Field:
    """Return a column of dates."""
    return Field(key, label, FieldKind.DATE, required=required, aliases=aliases, sample=sample)


def text_field(
    key: str, label: Any, *aliases: str, limit: int = 80, sample: str = "", sealed: bool = False
) -> Field:
    """Return an optional column of text."""
    return Field(key, label, max_length=limit, aliases=aliases, sample=sample, sealed=sealed)


COMMON = (
    Field(
        "name",
        pgettext_lazy("person", "Name"),
        required=True,
        max_length=60,
        aliases=("姓名",),
        sample="单示例",
        width=12,
    ),
    Field(
        "gender",
        _("Gender"),
        FieldKind.CHOICE,
        required=True,
        choices=tuple(Gender.choices),
        aliases=("性别",),
        sample="男",
        width=8,
    ),
    Field(
        "id_number",
        _("ID number"),
        required=True,
        unique=True,
        sealed=True,
        max_length=24,
        aliases=("身份证号", "身份证号码", "公民身份号码", "证件号码"),
        help_text=_("Format the column as text before typing; 15 digits are taken as well."),
        sample="53019719800101001X",
        width=22,
    ),
    date_field(
        "birth_on", _("Date of birth"), "出生日期", "出生年月日", required=True, sample="1980-01-01"
    ),
    text_field("ethnic_group", _("Ethnic group"), "民族", limit=20, sample="汉族"),
    text_field("native_place", _("Native place"), "籍贯", sample="清江区白砚镇"),
    text_field("growth_place", _("Place of growing up"), "成长地", sample="清江区白砚镇"),
    text_field(
        "residence",
        _("Residence"),
        "住址",
        "现住址",
        limit=120,
        sample="清江区示例路1号",
        sealed=True,
    ),
    text_field(
        "phone",
        _("Mobile phone"),
        "手机",
        "手机号",
        "联系电话",
        limit=20,
        sample="13900000000",
        sealed=True,
    ),
    text_field("education", _("Education"), "学历", "文化程度", limit=20, sample="本科"),
    Field(
        "unit",
        _("Unit"),
        FieldKind.LOOKUP,
        required=True,
        lookup="unit",
        aliases=("单位", "工作单位", "所在单位", "所属单位"),
        sample="示例单位",
        width=26,
    ),
    text_field("title", _("Post"), "职务", "现任职务", limit=60, sample="科员"),
    Field(
        "rank",
        _("Rank"),
        FieldKind.CHOICE,
        choices=tuple(Rank.choices),
        aliases=("职级", "级别"),
        sample=Rank.STAFF.label,
    ),
    Field(
        "is_leading",
        _("Member of the leading group"),
        FieldKind.CHOICE,
        choices=YES,
        aliases=("是否班子成员", "班子成员"),
        sample="否",
        width=12,
    ),
    date_field("post_since", _("In the post since"), "任职时间", "任现职时间", sample="2020-01-01"),
)


class PersonImporter(Importer):
    """Enter persons and bring known ones up to date, found again by their ID number."""

    permission = MANAGE
    icon = "users"
    done_url_name = "people:register"
    portion_size = 2000
    undoable = True
    #: Whether the file says of everybody in it that they are supervisees.
    is_supervisee: ClassVar[bool] = False

    def lookups(self, user: Any) -> dict[str, Lookup]:
        """Find units among those the user may put persons in."""
        return {"unit": unit_lookup(people_units(user))}

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Refuse numbers that are wrong, contradict the row, come twice or name somebody else."""
        seen: dict[str, int] = {}
        right: list[tuple[Row, str]] = []
        for row in rows:
            finding = _number_finding(row)
            if finding is None:
                number = identity.checked(row["id_number"])
                finding = _again(row, seen.setdefault(number, row.number))
                right.append((row, number))
            if finding is not None:
                yield finding
            yield from self.row_findings(row)
        known = names_by_number([number for _row, number in right])
        for row, number in right:
            name = known.get(number)
            if name is not None and name != names.tidy(row["name"]):
                message = str(_("This number stands in the register under another name."))
                yield Finding(row.number, "name", "refused", {"message": message})

    def row_findings(self, row: Row) -> Iterator[Finding]:
        """Refuse a post without its first day; a subclass adds its own."""
        if row["title"] and row["post_since"] is None:
            yield Finding(row.number, "post_since", "required")
        elif not row["title"] and row["post_since"] is not None:
            yield Finding(row.number, "title", "required")

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Write the portion in a few statements."""
        entries = [self._entry(row) for row in rows]
        with refusing(rows[0] if rows else Row(0, {}, ())):
            services.save_entries(actor=actor, entries=entries)
        tally = Tally()
        for entry in entries:
            step = None
            if entry.outcome != "unchanged":
                step = Step(str(entry.person.pk), entry.before, entry.after())
            tally.add(entry.outcome, step)
        return tally

    def undo(self, steps: Sequence[Step], *, actor: Any) -> None:
        """Take each person back to what the register held before."""
        for step in steps:
            services.undo_entry(actor=actor, pk=int(step.key), before=step.before, after=step.after)

    def _entry(self, row: Row) -> Entry:
        values = row.values()
        title, since = values["title"], values["post_since"]
        post = None
        if title and since:
            post = PostData(
                title=title,
                started_on=since,
                unit=values["unit"],
                rank=values["rank"],
                is_leading=values["is_leading"] == "yes",
            )
        data = {key: value for key, value in values.items() if key not in POST_COLUMNS}
        is_member = bool(values["party_branch"])
        return Entry(
            PersonData(**data, is_supervisee=self.is_supervisee, is_member=is_member), post
        )


def _number_finding(row: Row) -> Finding | None:
    """Return what is wrong with the number by itself or beside birth day and gender."""
    try:
        number = identity.checked(row["id_number"])
    except BadNumber as bad:
        return _refused(row, "id_number", bad.code)
    born: dt.date = row["birth_on"]
    if identity.born_on(number) != born:
        return _refused(row, "birth_on", "birth_differs")
    if identity.is_male(number) != (row["gender"] == Gender.MALE):
        return _refused(row, "gender", "gender_differs")
    return None


def _refused(row: Row, key: str, code: str) -> Finding:
    return Finding(row.number, key, "refused", {"message": refusal_of(code)})


def _again(row: Row, first: int) -> Finding | None:
    """Return the refusal of a number that stands in the portion twice, in another writing."""
    if first == row.number:
        return None
    params = {"first": str(first), "second": str(row.number), "columns": str(_("ID number"))}
    return Finding(row.number, "id_number", "duplicate", params)


def days_in_order(row: Row) -> Iterator[Finding]:
    """Refuse a full membership before joining, and joining before birth."""
    joined, full = row["joined_on"], row["full_on"]
    if joined and joined <= row["birth_on"]:
        message = str(_("This lies before the day of birth."))
        yield Finding(row.number, "joined_on", "refused", {"message": message})
    if joined and full and full < joined:
        message = str(_("This lies before the day of joining."))
        yield Finding(row.number, "full_on", "refused", {"message": message})
