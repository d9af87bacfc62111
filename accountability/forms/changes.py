"""Forms about deadline changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.enums import ChangeKind
from supervision.web.forms import DateField


class ChangeRequestForm(forms.Form):
    """Ask for an extension or a pause."""

    kind = forms.ChoiceField(
        label=_("What is asked"), choices=ChangeKind.choices, widget=forms.RadioSelect
    )
    last_day = DateField(
        label=_("New last day"),
        required=False,
        help_text=_("For an extension: the day until which the task may be filed in time."),
    )
    reason = forms.CharField(
        label=pgettext_lazy("request", "Reason"),
        help_text=_("At least 10 characters. Everybody who may read the task can read the reason."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with an extension chosen."""
        kwargs.setdefault("initial", {"kind": ChangeKind.EXTENSION})
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """Decide on somebody else's request."""

    opinion = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=200,
        help_text=_("Needed for a refusal; it is shown to the unit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
