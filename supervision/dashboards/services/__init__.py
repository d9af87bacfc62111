"""What can be done with the lists one keeps for oneself."""

from supervision.dashboards.services.saved_lists import (
    choose_columns,
    delete_view,
    rename_view,
    save_view,
    set_default,
    update_view,
)

__all__ = [
    "choose_columns",
    "delete_view",
    "rename_view",
    "save_view",
    "set_default",
    "update_view",
]
