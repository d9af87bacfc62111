"""What the search box finds among the two responsibilities, each within the reader's scope."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accountability.labels import period_label
from accountability.models import Assignment, ChecklistItem
from accountability.selectors import (
    assessments,
    changes,
    checklists,
    duties,
    materials,
    newest,
    overview,
    tasklists,
)
from accountability.selectors.titles import bearing
from supervision.accounts.selectors import unit_scope, visible_units
from supervision.attachments import selectors as attachments
from supervision.dashboards.search import Hit, SearchResult, best, holding, words
from supervision.dashboards.sounding import sounding
from supervision.web import formats


def find_units(user: Any, text: str, limit: int) -> SearchResult:
    """Find units that carry the responsibilities by name, code, pinyin or first letters."""
    rows = overview.responsible_units(user)
    condition = holding(text, "name", "short_name", "code") | sounding(rows, text, "short_name")
    found, total = best(rows.filter(condition), limit, "position", "id")
    hits = [
        Hit(
            unit.name,
            f"{unit.get_kind_display()} · {unit.code}",
            reverse("accountability:unit", args=[unit.pk]),
        )
        for unit in found
    ]
    return SearchResult(hits, total)


def find_duties(user: Any, text: str, limit: int) -> SearchResult:
    """Find duties by task or number, and by unit where several words are given."""
    rows = duties.duties_visible_to(user).filter(_in_unit(user, text, bearing))
    found, total = best(
        duties.with_light(rows), limit, F("closed_at").desc(nulls_first=True), "ends_at", "id"
    )
    hits = [
        Hit(
            duty.title,
            f"{duty.number} · {period_label(duty)}",
            reverse("accountability:duty", args=[duty.pk]),
            light=duty.light,
            unit=duty.unit.short_name,
        )
        for duty in found
    ]
    return SearchResult(hits, total, _list("accountability:duties", text))


def _in_unit(user: Any, text: str, stands: Callable[[str], Q]) -> Q:
    """Return the condition that every word stands in the row, or names the unit of the row.

    The units are found first: a condition across two tables would read every row.
    """
    if len(words(text)) == 1:
        return stands(text)
    condition = Q()
    for word in words(text):
        named = visible_units(user).filter(holding(word, "name", "short_name"))
        condition &= stands(word) | Q(unit__in=list(named.values_list("pk", flat=True)))
    return condition


def find_filings(user: Any, text: str, limit: int) -> SearchResult:
    """Find filings by receipt, by what was done, or by archive box."""
    rows = newest.filings_visible_to(user)
    rows = rows.filter(
        _in_unit(user, text, lambda word: holding(word, "text", "receipt", "archive_box"))
    )
    found, total = best(rows, limit, "-submitted_at", "-id")
    hits = [
        Hit(
            filing.duty.title,
            f"{filing.receipt} · {formats.short_date(filing.submitted_at)}",
            reverse("accountability:filing", args=[filing.pk]),
            unit=filing.unit.short_name,
        )
        for filing in found
    ]
    return SearchResult(hits, total, _list("accountability:ledger", text))


def find_checklists(user: Any, text: str, limit: int) -> SearchResult:
    """Find responsibility lists by title."""
    rows = checklists.checklists_visible_to(user).filter(holding(text, "title"))
    found, total = best(rows, limit, "-year", "kind", "-version")
    hits = [
        Hit(
            listed.title,
            f"{listed.get_kind_display()} · {listed.get_status_display()}",
            reverse("accountability:checklist", args=[listed.pk]),
        )
        for listed in found
    ]
    return SearchResult(hits, total)


def find_items(user: Any, text: str, limit: int) -> SearchResult:
    """Find items of the visible lists by number, category, title or content."""
    rows = _items_visible_to(user).filter(holding(text, "number", "category", "title", "content"))
    found, total = best(rows.select_related("checklist"), limit, "-checklist__year", "position")
    hits = [
        Hit(
            item.title,
            f"{item.checklist.title} · {item.number}",
            f"{reverse('accountability:checklist', args=[item.checklist_id])}#item-{item.pk}",
        )
        for item in found
    ]
    return SearchResult(hits, total)


def _items_visible_to(user: Any) -> QuerySet[ChecklistItem]:
    lists = checklists.checklists_visible_to(user).order_by()
    rows = ChecklistItem.objects.filter(checklist__in=lists)
    if checklists.sees_all_items(user):
        return rows
    own = Assignment.objects.filter(unit_scope(user), ended_at__isnull=True, item=OuterRef("pk"))
    return rows.filter(Exists(own))


def find_tasks(user: Any, text: str, limit: int) -> SearchResult:
    """Find task lists by number, title or content."""
    rows = tasklists.tasks_visible_to(user).filter(holding(text, "number", "title", "content"))
    found, total = best(rows, limit, "-issued_at", "-pk")
    hits = [
        Hit(
            task.title,
            f"{task.number} · {formats.short_date(task.issued_at)}",
            reverse("accountability:task", args=[task.pk]),
        )
        for task in found
    ]
    return SearchResult(hits, total)


def find_changes(user: Any, text: str, limit: int) -> SearchResult:
    """Find extensions and pauses by task, number or reason."""
    rows = changes.changes_visible_to(user)
    found, total = best(
        rows.filter(holding(text, "duty__title", "duty__number", "reason")), limit, "-id"
    )
    hits = [
        Hit(
            change.duty.title,
            f"{change.get_kind_display()} · {change.get_status_display()}",
            reverse("accountability:change", args=[change.pk]),
            unit=change.duty.unit.short_name,
        )
        for change in found
    ]
    return SearchResult(hits, total)


def find_assessments(user: Any, text: str, limit: int) -> SearchResult:
    """Find assessments by name."""
    rows = assessments.assessments_visible_to(user).filter(holding(text, "name"))
    found, total = best(rows, limit, "-check_on", "-id")
    hits = [
        Hit(
            found_one.name,
            formats.full_date(found_one.check_on),
            reverse("accountability:assessment", args=[found_one.pk]),
        )
        for found_one in found
    ]
    return SearchResult(hits, total)


def find_files(user: Any, text: str, limit: int) -> SearchResult:
    """Find the files of filings by name; a hit opens the filing, where the file stands."""
    rows = attachments.readable_to(user, materials.FILING_OWNER)
    rows = rows.filter(holding(text, "name", "slot"), detached_at__isnull=True)
    found, total = best(rows, limit, "-uploaded_at", "pk")
    hits = [
        Hit(
            file.name,
            " · ".join(part for part in (file.slot, formats.file_size(file.size)) if part),
            reverse("accountability:filing", args=[int(file.owner_id)]),
        )
        for file in found
    ]
    return SearchResult(hits, total)


def _list(url_name: str, text: str) -> str:
    """Return the address of the app's own list narrowed to the words, where one word is given."""
    if len(words(text)) > 1:
        return ""
    return f"{reverse(url_name)}?{urlencode({'q': text})}"
