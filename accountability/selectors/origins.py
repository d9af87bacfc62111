"""How a duty came into being: by the publication of its list, or with its task list."""

from typing import Any

from django.utils.translation import gettext as _

from accountability.models import Duty


def origin_of(duty: Duty) -> dict[str, Any]:
    """Return the closing entry of the duty's timeline: label, note, at, who."""
    if duty.task_list is not None:
        task = duty.task_list
        return {
            "label": _("Task issued"),
            "note": task.number,
            "at": task.issued_at,
            "who": task.issued_by.name,
        }
    assignment = duty.assignment
    if assignment is None:
        raise LookupError(f"duty {duty.pk} has no origin")
    checklist = assignment.item.checklist
    publisher = checklist.published_by
    return {
        "label": _("Task handed out with the responsibility list"),
        "note": checklist.title,
        "at": assignment.assigned_at,
        "who": publisher.name if publisher else "",
    }
