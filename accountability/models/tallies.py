"""How many duties each unit has concluded in a year, kept by the database itself.

The overview of a district counts a million rows in milliseconds because concluded duties, the
great majority, are counted once when they conclude. Statement triggers on the duties keep the
tally inside the same transaction, so that it cannot drift.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall

_ADD = """
    INSERT INTO accountability_dutytally AS t (unit_id, year, concluded, late)
    SELECT unit_id, year, sum(concluded), sum(late) FROM ({rows}) AS moved
    GROUP BY unit_id, year HAVING sum(concluded) <> 0 OR sum(late) <> 0
    ORDER BY unit_id, year
    ON CONFLICT (unit_id, year) DO UPDATE
    SET concluded = t.concluded + excluded.concluded, late = t.late + excluded.late;
    RETURN NULL;
"""
_ROWS = """
    SELECT unit_id, year, {sign}1 AS concluded,
           CASE WHEN is_late THEN {sign}1 ELSE 0 END AS late
    FROM {table} WHERE closed_at IS NOT NULL AND withdrawn_at IS NULL
"""
_NEW = _ROWS.format(sign="", table="new_rows")
_OLD = _ROWS.format(sign="-", table="old_rows")

TALLY_TRIGGERS = [
    Wall(
        name="tally_insert",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=_ADD.format(rows=_NEW),
    ),
    Wall(
        name="tally_update",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
        func=_ADD.format(rows=f"{_OLD} UNION ALL {_NEW}"),
    ),
    Wall(
        name="tally_delete",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_rows"),
        func=_ADD.format(rows=_OLD),
    ),
]


class DutyTally(models.Model):
    """The concluded duties of one unit in one year, and how many of them were late."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "concluded": DataClass.INTERNAL,
        "late": DataClass.INTERNAL,
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    concluded = models.IntegerField(_("concluded"))
    late = models.IntegerField(_("concluded late"))

    class Meta:
        verbose_name = _("tally of concluded duties")
        verbose_name_plural = _("tallies of concluded duties")
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
