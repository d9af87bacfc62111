"""How the lists of accounts and requests are narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.accounts.enums import RequestKind, RequestStatus, RoleCode
from supervision.accounts.selectors import with_phone


class AccountFilter(django_filters.FilterSet):
    """By name, account or whole phone number, by role and state."""

    q = django_filters.CharFilter(label=_("Name, account or phone"), method="find")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=RoleCode.choices, method="holding")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("in use")), ("closed", _("closed or ended"))],
        method="in_state",
    )

    def find(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts whose name holds the text, or whose number it is."""
        text = value.strip()
        found = Q(name__icontains=text) | Q(username__icontains=text)
        return rows.filter(found | with_phone(text))

    def holding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts that hold the role today."""
        today = clock.today()
        return rows.filter(
            Q(postings__ended_on__isnull=True) | Q(postings__ended_on__gte=today),
            postings__role=value,
            postings__started_on__lte=today,
        ).distinct()

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the accounts that can, or cannot, be used today."""
        usable = Q(is_active=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))
        return rows.filter(usable if value == "open" else ~usable)


class RequestFilter(django_filters.FilterSet):
    """By kind and status."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=RequestKind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=RequestStatus.choices)
