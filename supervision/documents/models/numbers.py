"""Running numbers of papers and receipts: one row a word and year."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate


class NumberSeries(models.Model):
    """The last number given under one organ's word, one series and one year."""

    DATA_CLASSES = dict.fromkeys(("id", "word", "series", "year", "last"), DataClass.INTERNAL)

    word = models.CharField(_("word in the number"), max_length=12, blank=True)
    series = models.CharField(_("series"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("number series of papers")
        verbose_name_plural = _("number series of papers")
        constraints = [
            models.UniqueConstraint(fields=["word", "series", "year"], name="papernumbers_once"),
        ]
        triggers = [
            # A number that was given is never given again.
            Wall(
                name="only_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "NEW.last <> OLD.last + 1 OR (NEW.word, NEW.series, NEW.year)"
                    " IS DISTINCT FROM (OLD.word, OLD.series, OLD.year)"
                ),
                func="RAISE EXCEPTION 'numbers of papers run forward one by one';",
            ),
            Wall(
                name="begins_at_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(new__last=1),
                func="RAISE EXCEPTION 'a series of numbers begins at 1';",
            ),
            Wall(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'a series of numbers is never deleted';",
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.word}{self.series} {self.year} {self.last}"
