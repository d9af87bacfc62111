"""The kinds of object of official documents, for the reach map."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.documents.models import IssuingOrgan
from supervision.documents.permissions import EDIT_ORGANS
from supervision.documents.selectors import deliveries, papers


def _organs(user: Any) -> QuerySet[IssuingOrgan]:
    return papers.organs() if user.can(EDIT_ORGANS) else IssuingOrgan.objects.none()


def _own(*names: str) -> tuple[str, ...]:
    return tuple(f"documents:{name}" for name in names)


for _source in (
    ReachSource(
        key="papers",
        label=_("Official documents"),
        icon="file-text",
        url_name="documents:document",
        also=_own("edit", "submit", "discard", "send_back", "revoke"),
        rows=papers.papers_to_read,
        kwargs=by_pk,
        label_of=lambda row: f"{row.kind_label} · {row.number or row.pk}",
        order=92,
    ),
    ReachSource(
        key="paper-deliveries",
        label=_("Deliveries of papers"),
        icon="mail",
        url_name="documents:delivery",
        also=_own("receive", "reply", "decide"),
        rows=deliveries.deliveries_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.document.number} · {row.unit.short_name}",
        order=94,
    ),
    ReachSource(
        key="issuing-organs",
        label=_("Issuing organs"),
        icon="building",
        url_name="documents:organ",
        rows=_organs,
        kwargs=by_pk,
        label_of=lambda row: row.word,
        order=96,
    ),
):
    reach.register(_source)
