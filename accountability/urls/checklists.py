"""Routes: responsibility lists, assigned items, task lists."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import assignments, checklist_items, checklists, tasklists

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("lists/", checklists.ChecklistList.as_view(), name="checklists"),
    path("lists/new/", checklists.checklist_new, name="checklist_new"),
    path("lists/mine/", checklists.my_lists, name="my_lists"),
    path("lists/<int:pk>/", checklists.checklist, name="checklist"),
    path("lists/<int:pk>/publish/", checklists.checklist_publish, name="checklist_publish"),
    path("lists/<int:pk>/version/", checklists.checklist_version, name="checklist_version"),
    path("lists/<int:pk>/discard/", checklists.checklist_discard, name="checklist_discard"),
    path("lists/<int:pk>/items/new/", checklist_items.item_new, name="item_new"),
    path("items/<int:pk>/edit/", checklist_items.item_edit, name="item_edit"),
    path("items/<int:pk>/remove/", checklist_items.item_remove, name="item_remove"),
    path("assignments/", assignments.AssignmentList.as_view(), name="assignments"),
    path("assignments/export/", _export, {"code": "assignments"}, name="assignments_export"),
    path("tasks/", tasklists.TaskListPage.as_view(), name="tasks"),
    path("tasks/export/", _export, {"code": "task_lists"}, name="tasks_export"),
    path("tasks/new/", tasklists.task_new, name="task_new"),
    path("tasks/<int:pk>/", tasklists.task, name="task"),
]
