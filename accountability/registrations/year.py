"""What a unit's whole year offers: its tab, and the sources of what the kernel of the app holds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability import chronicle_sources as sources
from accountability.chronicle import ChronicleSource, register
from accountability.exporters import evidence
from accountability.permissions import READ
from accountability.sections import UnitTab, register_tab

__all__ = ["evidence"]

register_tab(
    UnitTab("year", _("Whole year"), "accountability:unit_year", READ, order=20, in_past=True)
)

for _source in (
    ChronicleSource("lists", _("Lists handed out"), "list-check", sources.lists, order=10),
    ChronicleSource("tasks", _("Tasks issued"), "clipboard-list", sources.tasks, order=20),
    ChronicleSource(
        "filings", pgettext_lazy("kind of event", "Filings"), "send", sources.filings, order=30
    ),
    ChronicleSource("ratings", _("Ratings"), "star", sources.ratings, order=35),
    ChronicleSource("doubts", _("Doubts"), "question-mark", sources.doubts, order=65),
    ChronicleSource("overdue", _("Deadlines passed"), "clock", sources.overdue, order=40),
    ChronicleSource("changes", _("Extensions and pauses"), "hourglass", sources.changes, order=50),
    ChronicleSource("patrols", _("Patrols and checks"), "eye", sources.patrols, order=60),
    ChronicleSource("locks", _("Assessments"), "clipboard-check", sources.assessments, order=120),
):
    register(_source)
