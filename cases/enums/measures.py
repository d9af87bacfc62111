"""Measures against a person and against property, and how they end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeasureKind(TextChoices):
    """Measures that take somebody's liberty or secrecy (Supervision Law, articles 23 to 31)."""

    COMPEL_APPEARANCE = "compel_appearance", _("Compelled appearance")
    AWAIT_INVESTIGATION = "await_investigation", _("Ordered to await investigation")
    PROTECTIVE_CUSTODY = "protective_custody", _("Protective custody")
    DETENTION = "detention", _("Detention")
    TECHNICAL = "technical", _("Technical investigation")


#: In these somebody is held, so that family and unit are told within a day.
HELD = frozenset({MeasureKind.PROTECTIVE_CUSTODY, MeasureKind.DETENTION})


class MeasureStatus(TextChoices):
    """Where a measure stands."""

    PROPOSED = "proposed", _("waits for approval")
    APPROVED = "approved", _("approved, not yet carried out")
    REFUSED = "refused", _("refused")
    RUNNING = "running", pgettext_lazy("measure", "in force")
    ENDED = "ended", pgettext_lazy("measure", "ended")
    DROPPED = "dropped", _("not carried out")


#: From which status a measure may go to which.
MEASURE_MOVES: dict[str, tuple[str, ...]] = {
    "proposed": ("approved", "refused", "dropped"),
    "approved": ("running", "dropped"),
    "running": ("ended",),
}


class NoticeTo(TextChoices):
    """Who is told that somebody is held (Supervision Law, article 50)."""

    FAMILY = "family", _("Family")
    UNIT = "unit", _("Unit")


class PropertyKind(TextChoices):
    """How property is secured (Supervision Law, articles 26 and 28)."""

    SEALED = "sealed", _("Sealed up")
    SEIZED = "seized", _("Seized")
    FROZEN = "frozen", _("Frozen")


class PropertyEnd(TextChoices):
    """What became of secured property."""

    RELEASED = "released", _("Released: unrelated to the case")
    RETURNED = "returned", _("Returned to the owner")
    CONFISCATED = "confiscated_property", _("Confiscated")
    TRANSFERRED = "transferred_property", _("Transferred with the case")
