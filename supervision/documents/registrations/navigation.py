"""The places of official documents in the side navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.documents.permissions import EDIT_ORGANS, RECEIVE, REGISTER, SIGN
from supervision.notifications.selectors import todo_counts
from supervision.web import navigation
from supervision.web.navigation import NavItem


def _to_sign(user: Any) -> int:
    return todo_counts(user).get("documents.sign", 0)


def _to_answer(user: Any) -> int:
    return todo_counts(user).get("documents.answer", 0)


navigation.register(
    NavItem(
        group="papers",
        label=_("Register of official documents"),
        icon="file-text",
        url_name="documents:register",
        permission=REGISTER,
        order=60,
        also=("documents:document", "documents:edit", "documents:delivery"),
    )
)
navigation.register(
    NavItem(
        group="papers",
        label=_("Papers to sign"),
        icon="signature",
        url_name="documents:signing",
        permission=SIGN,
        count=_to_sign,
        order=61,
    )
)
navigation.register(
    NavItem(
        group="papers",
        label=_("Papers received"),
        icon="mail",
        url_name="documents:received",
        permission=RECEIVE,
        count=_to_answer,
        order=62,
        also=("documents:delivery",),
    )
)
navigation.register(
    NavItem(
        group="papers",
        label=_("Issuing organs"),
        icon="building",
        url_name="documents:organs",
        permission=EDIT_ORGANS,
        order=95,
        also=("documents:organ",),
    )
)
