"""Everything one person has to do, whichever app it comes from, most urgent first."""

from typing import Any

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from supervision import clock
from supervision.notifications.todo_list import TodoList, todo_list

_ROWS = 50
#: More things than a screen holds are shown by kind first.
_FEW = 12


def _is_long(found: TodoList) -> bool:
    return found.total > _FEW and len(found.by_source) > 1


class TodoPage(TemplateView):
    """List the to-dos of the account by when they are due; may be narrowed by kind and light.

    A long list of several kinds is shown by kind first; each kind opens its rows.
    """

    template_name = "notifications/todos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list, a page of its rows, and what is chosen."""
        source, light = self.request.GET.get("kind", ""), self.request.GET.get("light", "")
        found = todo_list(self.request.user, source=source, light=light)
        return super().get_context_data(
            todos=found,
            total=found.total,
            groups=found.groups if _is_long(found) and not (source or light) else [],
            page=Paginator(found.rows, _ROWS).get_page(self.request.GET.get("page")),
            chosen_kind=source,
            chosen_source=next((each for each, _n in found.by_source if each.key == source), None),
            chosen_light=light,
            now=clock.now(),
            **kwargs,
        )
