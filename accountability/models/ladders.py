"""How many rows of the two long lists lie in each month, unit by unit, kept by the database.

A list of a million rows states its exact total and opens page ten thousand at once because the
months before it are counted already. Statement triggers keep the counts inside the transaction
of each change, so that they cannot drift. Months are those of UTC: only their order matters.
"""

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall

_ADD = """
    INSERT INTO {ladder} AS l (unit_id, starts_at, count)
    SELECT unit_id, month, sum(n) FROM ({rows}) AS moved
    GROUP BY unit_id, month HAVING sum(n) <> 0
    ORDER BY unit_id, month
    ON CONFLICT (unit_id, starts_at) DO UPDATE SET count = l.count + excluded.count;
    RETURN NULL;
"""
_ROWS = """
    SELECT unit_id, date_trunc('month', {field}, 'UTC') AS month, {sign}1 AS n
    FROM {table} WHERE {condition}
"""


def ladder_triggers(ladder: str, field: str, condition: str) -> list[Wall]:
    """Return the triggers that keep the table `ladder` in step: on insert, update and delete."""
    new = _ROWS.format(field=field, sign="", table="new_rows", condition=condition)
    old = _ROWS.format(field=field, sign="-", table="old_rows", condition=condition)
    both = f"{old} UNION ALL {new}"

    def trigger(name: str, operation: Any, rows: str, **tables: str) -> Wall:
        return Wall(
            name=f"ladder_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),
            func=_ADD.format(ladder=ladder, rows=rows),
        )

    return [
        trigger("insert", pgtrigger.Insert, new, new="new_rows"),
        trigger("update", pgtrigger.Update, both, old="old_rows", new="new_rows"),
        trigger("delete", pgtrigger.Delete, old, old="old_rows"),
    ]


DUTY_LADDER = ladder_triggers("accountability_dutymonth", "ends_at", "withdrawn_at IS NULL")
#: A filing is never changed nor deleted: its arrival is all there is to count.
FILING_LADDER = ladder_triggers("accountability_filingmonth", "submitted_at", "true")[:1]


class Month(models.Model):
    """How many rows of one unit lie in one month."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "starts_at": DataClass.INTERNAL,
        "count": DataClass.INTERNAL,
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    starts_at = models.DateTimeField(_("month"))
    count = models.IntegerField(_("rows counted"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.unit} {self.starts_at:%Y-%m}"


class DutyMonth(Month):
    """The standing duties of one unit that end in one month."""

    class Meta:
        verbose_name = _("duties of a month")
        verbose_name_plural = _("duties of a month")
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_at"], name="duty_month_once")
        ]


class FilingMonth(Month):
    """The filings of one unit in one month."""

    class Meta:
        verbose_name = _("filings of a month")
        verbose_name_plural = _("filings of a month")
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_at"], name="filing_month_once")
        ]
