"""Narrow the list of what was handed on."""

import django_filters
from django.utils.translation import gettext_lazy as _

from supervision.referrals.enums import ReferralStatus
from supervision.referrals.models import Referral


class ReferralFilter(django_filters.FilterSet):
    """By state."""

    status = django_filters.ChoiceFilter(
        label=_("State"), choices=ReferralStatus.choices, empty_label=_("All")
    )

    class Meta:
        model = Referral
        fields: list[str] = []
