"""Begin a trace."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.selectors.duties import duties_visible_to
from accountability.selectors.findings import findings_visible_to
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.organizations.models import Unit
from supervision.web.forms import DateField


class TraceForm(forms.Form):
    """Which problem is traced: unit, days and words, or one task, filing or finding."""

    problem = forms.CharField(
        label=_("Problem that came to light"),
        help_text=_("What is known today: it is traced back to what was on record."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label="—")
    words = forms.CharField(
        label=_("Words of the task or item"),
        help_text=_("Leave it empty to follow every task of the days."),
        max_length=80,
        required=False,
    )
    since = DateField(label=_("From"))
    until = DateField(label=_("To"))
    known_on = DateField(
        label=_("What was known at the end of"),
        help_text=_("Lights, grades and doubts are shown as they stood on this day."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("Stands in the record together with your name."),
        max_length=200,
    )
    finding = forms.ModelChoiceField(
        queryset=Unit.objects.none(), required=False, widget=forms.HiddenInput
    )
    duty = forms.ModelChoiceField(
        queryset=Unit.objects.none(), required=False, widget=forms.HiddenInput
    )
    filing = forms.ModelChoiceField(
        queryset=Unit.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer what the account sees, this year, and today."""
        today = clock.today()
        days = {"since": today.replace(month=1, day=1), "until": today, "known_on": today}
        kwargs["initial"] = {**days, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["unit"].queryset = responsible_units(user)
        fields["unit"].label_from_instance = lambda unit: unit.name
        fields["finding"].queryset = findings_visible_to(user)
        fields["duty"].queryset = duties_visible_to(user)
        fields["filing"].queryset = filings_visible_to(user)


class DayForm(forms.Form):
    """Another day whose knowledge is looked at."""

    on = DateField(label=_("What was known at the end of"))
