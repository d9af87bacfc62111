"""How the lists of the portal remember: the provider that the list pages ask."""

from typing import Any

from supervision.dashboards.selectors import rows_kept
from supervision.web.memory import Kept, SavedList


class SavedLists:
    """Remember lists in the table of saved views; one query a page."""

    save_url_name = "dashboards:view_save"
    columns_url_name = "dashboards:list_columns"
    update_url_name = "dashboards:view_update"
    manage_url_name = "dashboards:saved_views"

    def recall(self, user: Any, list_key: str) -> Kept:
        """Return what the person keeps of the list."""
        rows = list(rows_kept(user, list_key))
        bare = next((row for row in rows if not row.name), None)
        return Kept(
            views=tuple(
                SavedList(row.pk, row.name, row.query, tuple(row.columns), row.is_default)
                for row in rows
                if row.name
            ),
            columns=tuple(bare.columns) if bare else (),
            page_size=bare.page_size if bare else 0,
        )
