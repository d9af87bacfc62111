"""Task lists: all of them, one with its units, and issuing."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accountability.filters.checklists import TaskListFilter
from accountability.forms.checklists import TaskListForm, take_refusal
from accountability.permissions import DECOMPOSE, ISSUE_TASK, READ
from accountability.selectors import tasklists
from accountability.selectors.duties import light_counts, with_light
from accountability.services import tasklists as services
from accountability.tables.checklists import TaskListTable
from supervision.deadlines.enums import Light
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class TaskListPage(PermissionRequiredMixin, ListPage):
    """Every task list that reaches a unit the account may see."""

    permission = READ
    title = gettext_lazy("Task lists")
    template_name = "accountability/tasks.html"
    table_class = TaskListTable
    filterset_class = TaskListFilter
    export_url_name = "accountability:tasks_export"
    empty = Empty(
        gettext_lazy("No task list yet"),
        gettext_lazy("A task list is issued to chosen units at any time, with its own term."),
        icon="clipboard-list",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the task lists in scope with their progress."""
        user = cast(Any, self.request.user)
        return tasklists.with_progress(tasklists.tasks_visible_to(user), user)


@permission_required(READ)
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task list and how far each unit has come."""
    user = cast(Any, request.user)
    found = get_object_or_404(tasklists.tasks_visible_to(user), pk=pk)
    duties = tasklists.duties_of(user, found)
    light = request.GET.get("light", "")
    shown = with_light(duties)
    context = {
        "task": found,
        "duties": list(shown.filter(light=light) if light in Light.values else shown),
        "counts": light_counts(duties),
        "light": light if light in Light.values else "",
        "evidence": list(found.evidence.all()),
        "may_split": user.can(DECOMPOSE),
    }
    return render(request, "accountability/task.html", context)


@permission_required(ISSUE_TASK)
@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest) -> HttpResponse:
    """Issue a task list to units."""
    form = TaskListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.issue(actor=cast(Any, request.user), **form.arguments())
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(
                request,
                _("%(number)s is issued; the clerks have been told.") % {"number": issued.number},
            )
            return redirect("accountability:task", pk=issued.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/task_new.html", {"form": form}, status=status)
