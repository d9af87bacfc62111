"""The sheets of figures as pages and workbooks show them: rows with the address behind each.

A page and its workbook are drawn from one sheet, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases.enums import Act, Form, Violation
from cases.selectors.bodies import handling_bodies
from cases.selectors.figures import blanks, forms, periods, pivot, sources, waiting
from cases.selectors.figures.behind import token
from cases.selectors.figures.forms import Count
from cases.selectors.figures.periods import Asked, Span
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.web.formats import month_name

#: So many years stand in the table of fields.
YEARS = 3
_WAYS = ("dispose_talk", "dispose_verify", "dispose_hold", "dispose_close")


@dataclass(frozen=True)
class Figure:
    """One figure under its heading, and the address of its rows; None is not known.

    `before` and `growth` are the same days of the year before; `is_days` marks a length of time.
    """

    label: str
    value: float | None
    url: str = ""
    before: int | None = None
    growth: float | None = None
    is_days: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether there was nothing, where something could have been."""
        return self.value == 0


@dataclass(frozen=True)
class Row:
    """One row of a sheet; `group` is what several rows have in common."""

    label: str
    cells: Sequence[Figure]
    is_total: bool = False
    group: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole sheet with what was asked for."""

    asked: Asked
    rows: Sequence[Row]
    office: Unit | None = None
    more: Any = None

    @property
    def heads(self) -> list[str]:
        """Return the headings of the figures."""
        return [figure.label for figure in self.rows[0].cells] if self.rows else []

    @property
    def years(self) -> list[int]:
        """Return the years to choose from."""
        return periods.years()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Return the parts of a year to choose from."""
        return periods.parts()

    @property
    def bodies(self) -> list[Unit]:
        """Return the bodies to choose from."""
        return list(handling_bodies())


def ledger(**params: Any) -> str:
    """Return the address of the ledger narrowed to the rows of a figure."""
    chosen = {name: value for name, value in params.items() if value not in (None, "")}
    return f"{reverse('cases:ledger')}?{urlencode(chosen)}"


def asked_in(params: Mapping[str, Any]) -> Asked:
    """Return the period that an address asks for."""
    return periods.asked_for(str(params.get("year", "")), str(params.get("part", "")))


def _body_in(params: Mapping[str, Any]) -> Unit | None:
    wanted = str(params.get("office", ""))[:18]
    return handling_bodies().filter(pk=wanted).first() if wanted.isdecimal() else None


def _bodies() -> dict[int, str]:
    """Return the names of the bodies, in the order in which they stand on a sheet."""
    return {body.pk: body.short_name for body in handling_bodies()}


def _in_order(lines: Mapping[int, Any], names: Mapping[int, str]) -> list[Any]:
    order = {body: place for place, body in enumerate(names)}
    return [lines[body] for body in sorted(lines, key=lambda body: order.get(body, len(order)))]


def _figure(label: str, count: Count, url: str) -> Figure:
    return Figure(label, count.now, url, count.before, count.growth)


# -- the four forms ------------------------------------------------------------------------------


def forms_sheet(params: Mapping[str, Any]) -> Sheet:
    """Return the four forms of the period by body, the sum of all first."""
    asked = asked_in(params)
    found = forms.report(asked.span)
    names = _bodies()
    lines = [found.total, *_in_order(found.lines, names)]
    rows = [_forms_row(line, names, asked.span) for line in lines]
    months = [
        [month_name(month), *counts.values()]
        for month, counts in forms.by_month(asked.span).items()
    ]
    columns = [_("Month"), *(str(label) for label in Form.labels)]
    return Sheet(asked, rows, more={"months": months, "columns": columns})


def _forms_row(line: forms.Line, names: Mapping[int, str], span: Span) -> Row:
    office = line.body or None
    cells = [
        _figure(
            str(Form(form).label), count, ledger(figure=token("form", span, form), office=office)
        )
        for form, count in line.forms.items()
    ]
    total = _figure(_("All forms"), line.total, ledger(figure=token("form", span), office=office))
    return Row(names.get(line.body, ""), [total, *cells], is_total=not line.body)


# -- the sources ---------------------------------------------------------------------------------


def sources_sheet(params: Mapping[str, Any]) -> Sheet:
    """Return the clues of the period by source; a source without any now or then is left out."""
    asked, office = asked_in(params), _body_in(params)
    key = office.pk if office else None
    rows = [
        Row(line.label, [_source_figure(line, asked.span, key)], is_total=not line.source)
        for line in sources.by_source(asked.span, office=key)
        if line.now or line.before or not line.source
    ]
    return Sheet(asked, rows, office)


def _source_figure(line: sources.SourceCount, span: Span, office: int | None) -> Figure:
    url = ledger(source=line.source, since=span.since, until=span.last, office=office)
    return Figure(_("Clues received"), line.now, url, line.before, line.growth)


# -- time in the desk ----------------------------------------------------------------------------


def waiting_sheet(params: Mapping[str, Any]) -> Sheet:
    """Return how long clues lay at each status, and how each body disposed of its clues."""
    asked, office = asked_in(params), _body_in(params)
    key = office.pk if office else None
    rows = [_stay_row(stay, asked.span, key) for stay in waiting.stays(asked.span, office=key)]
    names = _bodies()
    ways = [_ways_row(one, names, asked.span) for one in waiting.disposals(asked.span)]
    return Sheet(asked, rows, office, more=ways)


def _stay_row(stay: waiting.Stay, span: Span, office: int | None) -> Row:
    left = ledger(figure=token("left", span, stay.status), office=office)
    cells = [
        Figure(_("Left it"), stay.left, left),
        Figure(_("Median, days"), stay.median, is_days=True),
        Figure(_("Mean, days"), stay.mean, is_days=True),
        Figure(_("Longest, days"), stay.worst, is_days=True),
        Figure(_("There now"), stay.here, ledger(status=stay.status, office=office)),
        Figure(_("Longest there, days"), stay.longest, is_days=True),
    ]
    return Row(stay.label, cells, group=stay.holder)


def _ways_row(one: waiting.Disposals, names: Mapping[int, str], span: Span) -> Row:
    office = one.office
    ways = [
        Figure(
            str(Act(way).label),
            one.kinds.get(way, 0),
            ledger(figure=token("acted", span, way), office=office),
        )
        for way in _WAYS
    ]
    cells = [
        Figure(_("Disposed of"), one.total, ledger(figure=token("acted", span), office=office)),
        *ways,
        Figure(_("Median, days"), one.median, is_days=True),
        Figure(_("Longest, days"), one.worst, is_days=True),
    ]
    return Row(names.get(office, ""), cells)


# -- fields of violation -------------------------------------------------------------------------


def fields_sheet(params: Mapping[str, Any]) -> Sheet:
    """Return cases by body, field of violation and year; sums count a clue once."""
    asked = asked_in({**params, "part": "year"})
    first = max(asked.year - YEARS + 1, periods.FIRST_YEAR)
    found = pivot.pivot(str(params.get("measure", "")), first, asked.year)
    names = _bodies()
    rows = [
        _fields_row(line, names, found, year)
        for line in [found.total, *_in_order(found.lines, names)]
        for year in reversed(found.years)
        if line.sums.get(year) or not line.office
    ]
    return Sheet(asked, rows, more=found.measure)


def _fields_row(line: pivot.Line, names: Mapping[int, str], found: pivot.Pivot, year: int) -> Row:
    span = periods.asked_for(str(year), "year").span
    counted = "filed" if found.measure == "filed" else "handled"
    behind = {"figure": token(counted, span), "office": line.office or None}
    cells = [
        Figure(
            str(Violation(kind).label),
            line.cells.get((kind, year), 0),
            ledger(violation=kind, **behind),
        )
        for kind in found.fields
    ]
    total = Figure(_("All of them"), line.sums.get(year, 0), ledger(**behind))
    label = names.get(line.office, "")
    return Row(label, [total, *cells], is_total=not line.office, group=str(year))


# -- blank spots ---------------------------------------------------------------------------------


def blanks_sheet(params: Mapping[str, Any]) -> Sheet:
    """Return every body by quarter of the year, in the groups of bodies."""
    asked = asked_in({**params, "part": "year"})
    found = blanks.matrix(str(params.get("subject", "")), asked.year)
    rows = [
        _blanks_row(line, str(UnitKind(group.kind).label), found)
        for group in found.groups
        for line in group.lines
    ]
    counted = [(str(UnitKind(group.kind).label), group.blanks) for group in found.groups]
    return Sheet(asked, rows, more={"subject": found.subject, "blanks": counted})


def _blanks_row(line: blanks.Line, group: str, found: blanks.Matrix) -> Row:
    names = dict(periods.parts())
    cells = [
        Figure(
            names[cell.part],
            cell.count,
            ledger(figure=token(found.subject, cell.span), office=line.body.pk),
        )
        for cell in line.cells
    ]
    year = periods.asked_for(str(found.year), "year").span
    behind = ledger(figure=token(found.subject, year), office=line.body.pk)
    total = Figure(names["year"], line.total, behind)
    return Row(line.body.short_name, [total, *cells], group=group)
