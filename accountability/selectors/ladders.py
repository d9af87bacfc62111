"""Where the rows of the long lists lie, from the counts the database keeps."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Sum

from accountability.models import DutyMonth, FilingMonth
from accountability.permissions import READ
from supervision.accounts.selectors import visible_units
from supervision.web.paging import Ladder


def duty_ladder(user: Any, unit: Any = None) -> Ladder:
    """Return how many duties the account may see in each month, of one unit or of all."""
    return Ladder("ends_at", _steps(DutyMonth, user, unit))


def filing_ladder(user: Any, unit: Any = None) -> Ladder:
    """Return how many filings the account may see in each month, of one unit or of all."""
    return Ladder("submitted_at", _steps(FilingMonth, user, unit))


def _in_scope(user: Any) -> Func:
    """Return the condition on the unit, so that the index goes to each unit in turn.

    Joined to the units, or with a plain IN, the planner reads the counts of every unit there is.
    """
    units = visible_units(user).order_by().values_list("pk", flat=True)
    return Func(
        F("unit_id"),
        ArraySubquery(units),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def _steps(model: Any, user: Any, unit: Any) -> list[tuple[Any, int]]:
    if not user.can(READ):
        return []
    rows = model.objects.filter(_in_scope(user))
    if unit is not None:
        rows = rows.filter(unit=unit)
    return list(rows.order_by("starts_at").values_list("starts_at").annotate(Sum("count")))
