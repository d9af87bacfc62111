"""Everything one person has to do, most urgent source first."""

from typing import Any

from django.views.generic import TemplateView

from supervision import clock
from supervision.notifications import selectors


class TodoPage(TemplateView):
    """List the to-dos of the account by where they come from."""

    template_name = "notifications/todos.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the groups and their total."""
        groups = selectors.todo_groups(self.request.user)
        return super().get_context_data(
            groups=groups,
            total=sum(len(items) for _source, items in groups),
            now=clock.now(),
            **kwargs,
        )
