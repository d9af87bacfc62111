"""Raise a doubt about a unit whose records of the year were entered in a rush (A33)."""

from decimal import Decimal

from accountability.doubt_enums import DetectorCode, DoubtGrade, DoubtKind
from accountability.models import Doubt
from accountability.selectors.cramming import Rush, Stretch, rushes_of
from accountability.services.detection.raising import keep
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit


def raise_for_units(held: dict[str, Decimal]) -> int:
    """Raise one doubt a year for each unit whose light is red; return how many came."""
    stretch = Stretch(clock.today().year)
    units = Unit.objects.filter(kind__in=RESPONSIBLE_KINDS, is_active=True)
    red = [row for row in rushes_of(list(units), stretch) if row.light == Light.RED]
    return keep({_key(row): _doubt(row, held) for row in red})


def _key(row: Rush) -> str:
    return f"{DoubtKind.CRAMMING}:{row.unit.pk}:{row.stretch.year}"


def _doubt(row: Rush, held: dict[str, Decimal]) -> Doubt:
    """Return the doubt with the measure that made the light red."""
    rushed = row.spike >= held[DetectorCode.SPIKE_RED]
    share = Decimal(str(round(row.prompt_share / 100, 3)))
    return Doubt(
        key=_key(row),
        kind=DoubtKind.CRAMMING,
        grade=DoubtGrade.PLAIN,
        unit=row.unit,
        measure=share,
        second_measure=Decimal(str(round(row.spike, 3))),
        threshold=held[DetectorCode.SPIKE_RED] if rushed else held[DetectorCode.PROMPT_RED] / 100,
        detail=str(row.stretch.year),
        found_on=clock.today(),
        found=clock.now(),
    )
