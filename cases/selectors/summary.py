"""What the rows of a ledger add up to: counted, compared and followed to their results (C02)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Func, QuerySet, SmallIntegerField, Value, When

from cases.enums import ClueStatus, Form, OutcomeCode, Source, Violation
from cases.models import Clue, Outcome
from cases.selectors.clocks import light_counts


@dataclass(frozen=True)
class Share:
    """One line of a count, with the value by which the ledger is narrowed to it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Body:
    """One body with its clues by field of violation."""

    name: str
    pk: int
    cells: list[Share]


@dataclass(frozen=True)
class Summary:
    """The rows of one ledger in figures."""

    total: int
    lights: dict[str, int]
    statuses: list[Share]
    sources: list[Share]
    fields: list[str]
    cross: list[Body]
    forms: list[Share]
    results: list[Share]


def summary(rows: QuerySet[Clue]) -> Summary:
    """Return what the rows add up to; they pass the reader's own filters already."""
    rows = rows.order_by()
    fields, cross = _cross(rows)
    forms, results = _results(rows)
    statuses = _shares(rows, "status", ClueStatus)
    return Summary(
        total=sum(share.count for share in statuses),
        lights=light_counts(rows),
        statuses=statuses,
        sources=sorted(_shares(rows, "source", Source), key=lambda share: -share.count),
        fields=fields,
        cross=cross,
        forms=forms,
        results=results,
    )


def _shares(rows: QuerySet[Clue], field: str, choices: Any) -> list[Share]:
    counted = {row[field]: row["n"] for row in rows.values(field).annotate(n=Count("pk"))}
    return [
        Share(code, str(label), counted[code]) for code, label in choices.choices if code in counted
    ]


def _cross(rows: QuerySet[Clue]) -> tuple[list[str], list[Body]]:
    """Return the fields of violation that occur, and for each body its clues by field."""
    kind = Func(F("violations"), function="unnest")
    counted = (
        rows.filter(handling_office__isnull=False)
        .annotate(kind=kind)
        .values("handling_office__short_name", "handling_office", "kind")
        .annotate(n=Count("pk"))
    )
    cells: dict[tuple[str, int], Counter[str]] = {}
    for row in counted:
        body = (row["handling_office__short_name"], row["handling_office"])
        cells.setdefault(body, Counter())[row["kind"]] += row["n"]
    there = {
        code: str(label)
        for code, label in Violation.choices
        if any(cell[code] for cell in cells.values())
    }
    lines = [
        Body(name, pk, [Share(code, label, cell[code]) for code, label in there.items()])
        for (name, pk), cell in sorted(cells.items(), key=lambda item: -sum(item[1].values()))
    ]
    return list(there.values()), lines


def _results(rows: QuerySet[Clue]) -> tuple[list[Share], list[Share]]:
    """Return the person-times by form, each person by the heaviest outcome, and by outcome."""
    standing = Outcome.objects.filter(
        clue__in=rows.values("pk"), reverses__isnull=True, reversed_by__isnull=True
    )
    weight = Case(
        *(When(form=form, then=Value(place)) for place, form in enumerate(Form.values)),
        output_field=SmallIntegerField(),
    )
    heaviest = (
        standing.exclude(form="")
        .order_by("respondent", weight.desc(), "pk")
        .distinct("respondent")
        .values_list("form", flat=True)
    )
    by_form = Counter(heaviest)
    counted = standing.order_by().values("code").annotate(n=Count("respondent", distinct=True))
    by_code = {row["code"]: row["n"] for row in counted}
    forms = [Share(form, str(label), by_form[form]) for form, label in Form.choices]
    results = [
        Share(code, str(label), by_code[code])
        for code, label in OutcomeCode.choices
        if code in by_code
    ]
    return forms, results
