"""How many clues came in in each month, kept by the database.

Whoever sees the whole ledger reads its exact total and opens page ten thousand at once, because
the months before it are counted already. A clue is never deleted and its arrival never changes:
a statement trigger counts each in the transaction that enters it, so that nothing can drift.
Months are those of UTC: only their order matters.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass
from supervision.web.walls import Wall

MONTH_COUNTED = Wall(
    name="month_counted",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="new_rows"),
    func="""
    INSERT INTO cases_cluemonth AS kept (starts_at, count)
    SELECT date_trunc('month', received_at, 'UTC') AS month, count(*) FROM new_rows
    GROUP BY month ORDER BY month
    ON CONFLICT (starts_at) DO UPDATE SET count = kept.count + excluded.count;
    RETURN NULL;
    """,
)


class ClueMonth(models.Model):
    """The clues received in one month."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "starts_at": DataClass.INTERNAL,
        "count": DataClass.INTERNAL,
    }

    starts_at = models.DateTimeField(_("month"), unique=True)
    count = models.IntegerField(_("rows counted"))

    class Meta:
        verbose_name = _("clues of a month")
        verbose_name_plural = _("clues of a month")

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m}"
