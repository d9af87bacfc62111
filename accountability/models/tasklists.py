"""Task lists (任务清单): single pieces of work issued to units at any time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass


class TaskList(models.Model):
    """One piece of work with its standard and term; each addressed unit gets a duty."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "content": DataClass.INTERNAL,
        "standard": DataClass.INTERNAL,
        "basis": DataClass.INTERNAL,
        "term": DataClass.INTERNAL,
        "due_on": DataClass.INTERNAL,
        "issued_by": DataClass.INTERNAL,
        "issued_at": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("task"), max_length=120)
    content = models.TextField(_("content"))
    standard = models.TextField(_("work standard"))
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    term = models.CharField(_("term"), max_length=12, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("task list")
        verbose_name_plural = _("task lists")
        indexes = [models.Index(fields=["year", "-issued_at"], name="tasklist_year")]
        constraints = [
            # A task ends either after a term or on a day, never both and never neither.
            models.CheckConstraint(
                condition=(models.Q(term="") & models.Q(due_on__isnull=False))
                | (~models.Q(term="") & models.Q(due_on__isnull=True)),
                name="tasklist_term_or_day",
            )
        ]

    def __str__(self) -> str:
        return self.title
