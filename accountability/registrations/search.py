"""What the two responsibilities offer the search box."""

from django.utils.translation import gettext_lazy as _

from accountability import search as finders
from accountability.permissions import OVERSEE, READ
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource

for _source in (
    SearchSource(
        key="units",
        label=_("Units"),
        icon="building",
        permission=READ,
        find=finders.find_units,
        order=20,
    ),
    SearchSource(
        key="duties",
        label=_("Tasks"),
        icon="checklist",
        permission=READ,
        find=finders.find_duties,
        order=30,
    ),
    SearchSource(
        key="filings",
        label=_("Filing records"),
        icon="clipboard-text",
        permission=READ,
        find=finders.find_filings,
        order=40,
    ),
    SearchSource(
        key="files",
        label=_("Attachments"),
        icon="paperclip",
        permission=READ,
        find=finders.find_files,
        order=50,
    ),
    SearchSource(
        key="items",
        label=_("List items"),
        icon="list-details",
        permission=READ,
        find=finders.find_items,
        order=60,
    ),
    SearchSource(
        key="checklists",
        label=_("Responsibility lists"),
        icon="list-check",
        permission=READ,
        find=finders.find_checklists,
        order=70,
    ),
    SearchSource(
        key="task-lists",
        label=_("Task lists"),
        icon="clipboard-list",
        permission=READ,
        find=finders.find_tasks,
        order=80,
    ),
    SearchSource(
        key="changes",
        label=_("Extensions and pauses"),
        icon="hourglass",
        permission=READ,
        find=finders.find_changes,
        order=90,
    ),
    SearchSource(
        key="assessments",
        label=_("Assessments"),
        icon="clipboard-check",
        permission=OVERSEE,
        find=finders.find_assessments,
        order=100,
    ),
):
    search.register(_source)
