"""A form sent twice leaves one row: a second click, or a browser that asked again."""

import uuid
from typing import TypeVar

from django.db.models import Model

from supervision.accounts.models import User

Row = TypeVar("Row", bound=Model)


def sent_before(rows: type[Row], actor: User, token: uuid.UUID | None) -> Row | None:
    """Return what the account's form with this token has made already, or None.

    Of two clicks at once the second waits here until the first is through.
    """
    if token is None:
        return None
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    found: Row | None = rows._default_manager.filter(token=token).first()
    return found
