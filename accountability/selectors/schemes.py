"""Read scoring schemes: the one in force, its lines as the rules take them, its groups."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from accountability import scoring
from accountability.models import SchemeLine, ScoreScheme
from accountability.permissions import EDIT_SCHEME, READ
from accountability.score_enums import SchemeStatus
from accountability.score_rules import NOTHING, Line
from accountability.scoring import ScoreSource


@dataclass(frozen=True)
class LineRow:
    """A line of a scheme with the source it names."""

    line: SchemeLine
    source: ScoreSource | None

    @property
    def label(self) -> Any:
        """Return the source in words; one that is gone keeps its key."""
        return self.source.label if self.source else self.line.source


def schemes_visible_to(user: Any) -> QuerySet[ScoreScheme]:
    """Return the schemes in force and superseded, and drafts to whoever writes them."""
    if not user.can(READ):
        return ScoreScheme.objects.none()
    rows = ScoreScheme.objects.select_related("created_by", "published_by")
    if not user.can(EDIT_SCHEME):
        rows = rows.exclude(status=SchemeStatus.DRAFT)
    return rows.order_by("-year", "-version")


def scheme_in_force(year: int) -> ScoreScheme | None:
    """Return the year's published scheme; before one is published, the newest of earlier years."""
    own = Case(When(year=year, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = ScoreScheme.objects.filter(status=SchemeStatus.PUBLISHED, year__lte=year)
    return rows.order_by(own, "-year").first()


def lines_of(scheme: ScoreScheme) -> list[LineRow]:
    """Return the scheme's lines with their sources, shares first, then in the sources' order."""
    order = ("share", "deduction", "bonus", "veto")
    rows = [LineRow(line, scoring.source(line.source)) for line in scheme.lines.all()]
    return sorted(
        rows, key=lambda row: (order.index(row.line.kind), row.line.position, row.line.pk)
    )


def as_rules(rows: list[LineRow]) -> list[Line]:
    """Return the lines as the rules take them."""
    return [
        Line(
            source=row.line.source,
            kind=row.line.kind,
            weight=row.line.weight or NOTHING,
            empty=row.line.empty,
            points_each=row.line.points_each or NOTHING,
            cap=row.line.cap or NOTHING,
            ceiling=row.line.ceiling or NOTHING,
        )
        for row in rows
    ]


def weight_sum(rows: list[LineRow]) -> Decimal:
    """Return what the weights add up to."""
    return sum((row.line.weight or NOTHING for row in rows), NOTHING)


def sources_left(scheme: ScoreScheme) -> list[tuple[str, str]]:
    """Return the sources that the scheme does not name yet, as choices in groups of kinds."""
    taken = set(scheme.lines.values_list("source", flat=True))
    words = {
        "share": _("Weighted share"),
        "deduction": _("Deduction"),
        "bonus": _("Bonus"),
        "veto": _("Veto"),
    }
    return [
        (one.key, f"{words[one.kind]} · {one.label}")
        for one in scoring.sources()
        if one.key not in taken
    ]
