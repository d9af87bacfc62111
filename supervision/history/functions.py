"""The portal's instant as the database knows it."""

from django.db.models import DateTimeField, Func


class PortalNow(Func):
    """The instant of the write by the portal's clock, for columns that say when a row came."""

    function = "history.portal_now"
    arity = 0

    def __init__(self) -> None:
        super().__init__(output_field=DateTimeField())

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, object]]:
        """Write the function into migrations without its fixed output."""
        return "supervision.history.functions.PortalNow", (), {}
