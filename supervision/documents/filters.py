"""Narrow the register of papers and the inbox of a unit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.documents import kinds
from supervision.documents.enums import DeliveryStatus, DocumentStatus
from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.selectors.papers import addressed_units
from supervision.web.filters import RowChoiceFilter
from supervision.web.searching import holding

WAITING = [
    ("receipt", _("Some unit has not received it")),
    ("reply", _("Some unit has not replied")),
    ("examine", _("A reply waits for a decision")),
]
_STATES: dict[str, dict[str, Any]] = {
    "receipt": {"status": DeliveryStatus.SENT},
    "reply": {
        "needs_reply": True,
        "status__in": [DeliveryStatus.SENT, DeliveryStatus.RECEIVED, DeliveryStatus.SENT_BACK],
    },
    "examine": {"status": DeliveryStatus.REPLIED},
}


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.code, kind.label) for kind in kinds.everything() if kind.in_register]


class PaperFilter(django_filters.FilterSet):
    """By text, kind, unit, status, year, what is waited for, and light."""

    q = django_filters.CharFilter(label=_("Title or number"), method="by_text")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=_kinds)
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: addressed_units(),
        label_field="name",
        method="by_unit",
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=DocumentStatus.choices)
    year = django_filters.NumberFilter(label=_("Year"), field_name="year", min_value=2000)
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting for"), choices=WAITING, method="by_waiting"
    )
    light = django_filters.ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")

    class Meta:
        model = OfficialDocument
        fields: list[str] = []

    def by_text(
        self, rows: QuerySet[OfficialDocument], name: str, value: str
    ) -> QuerySet[OfficialDocument]:
        """Keep papers whose title or number holds the text."""
        return rows.filter(holding(value, "title", "number"))

    def by_unit(
        self, rows: QuerySet[OfficialDocument], name: str, value: Any
    ) -> QuerySet[OfficialDocument]:
        """Keep papers that go to the unit."""
        return rows.filter(pk__in=value.addressee_rows.values("document"))

    def by_waiting(
        self, rows: QuerySet[OfficialDocument], name: str, value: str
    ) -> QuerySet[OfficialDocument]:
        """Keep papers for which something of this kind is waited for."""
        return rows.filter(_some_delivery(**_STATES[value]))

    def by_light(
        self, rows: QuerySet[OfficialDocument], name: str, value: str
    ) -> QuerySet[OfficialDocument]:
        """Keep papers that stand at this light with some unit."""
        at_light = Delivery.objects.filter(
            light_q(Light(value), clock.now()), document=OuterRef("pk")
        )
        return rows.filter(Exists(at_light))


class ReceivedFilter(django_filters.FilterSet):
    """By text, status and light."""

    q = django_filters.CharFilter(label=_("Title or number"), method="by_text")
    status = django_filters.ChoiceFilter(label=_("Status"), choices=DeliveryStatus.choices)
    light = django_filters.ChoiceFilter(label=_("Light"), choices=Light.choices, method="by_light")

    class Meta:
        model = Delivery
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        """Keep papers whose title or number holds the text."""
        return rows.filter(holding(value, "document__title", "document__number"))

    def by_light(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        """Keep deliveries at the light at this instant."""
        return rows.filter(light_q(Light(value), clock.now()))


def _some_delivery(**wanted: Any) -> Exists:
    return Exists(Delivery.objects.filter(document=OuterRef("pk"), **wanted))


def filtered(
    rows: QuerySet[OfficialDocument], params: Any, user: Any
) -> QuerySet[OfficialDocument]:
    """Return the rows that pass the query string, for exports."""
    chosen: Any = PaperFilter(params, queryset=rows, request=SimpleNamespace(user=user))
    return chosen.qs if chosen.is_valid() else rows.none()
