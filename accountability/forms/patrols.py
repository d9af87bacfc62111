"""Forms about patrols, samples and checks on the spot."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.enums import CheckOutcome, Verdict
from accountability.sampling import size_of
from accountability.selectors.checklists import categories
from supervision import clock
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units
from supervision.web.forms import DateField, FilesField

#: A sample is checked within so many days unless somebody says otherwise.
CHECK_WITHIN = dt.timedelta(days=14)


class PatrolForm(forms.Form):
    """Open a patrol: which filings are read."""

    name = forms.CharField(label=_("Name"), max_length=80)
    since = DateField(label=_("Filed from"))
    until = DateField(label=_("Filed to"))
    category = forms.ChoiceField(label=_("Category of the list"), required=False)
    units = forms.ModelMultipleChoiceField(
        label=_("Units"),
        help_text=_("Choose none to read the filings of all units."),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    skips_read = forms.BooleanField(
        label=_("Leave out what an earlier patrol has read"), required=False, initial=True
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the responsible units, the categories in use, and this month."""
        today = clock.today()
        kwargs.setdefault("initial", {"since": today.replace(day=1), "until": today})
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = responsible_units()
        units.label_from_instance = lambda unit: unit.short_name
        names: Any = self.fields["category"]
        names.choices = [("", _("All categories")), *((n, n) for n in categories(user))]


class VerdictForm(forms.Form):
    """What the officer says of the filing on the desk."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What is wrong, or what is to be checked on the spot; the unit reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    raises_finding = forms.BooleanField(
        label=_("Raise a finding about the problem at once"), required=False
    )


class CloseForm(forms.Form):
    """Close a patrol."""

    note = forms.CharField(
        label=_("Note on closing"),
        help_text=_("Needed only while filings are unread."),
        max_length=300,
        required=False,
    )


class DrawForm(forms.Form):
    """How many filings are drawn, and whether each unit gets one."""

    amount = forms.IntegerField(label=_("How many"), min_value=1)
    counted_in = forms.ChoiceField(
        label=_("Counted in"),
        choices=[("filings", _("filings")), ("percent", _("percent of the patrol"))],
    )
    each_unit = forms.BooleanField(
        label=_("At least one filing of each unit"), required=False, initial=True
    )
    check_by = DateField(label=_("To be checked by"))
    reason = forms.CharField(
        label=_("Why another sample is drawn"),
        help_text=_("The first sample stays; both stand on the page of the patrol."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, population: int, is_further: bool, **kwargs: Any) -> None:
        """Ask for a reason only where a sample was drawn before."""
        initial = {"check_by": clock.today() + CHECK_WITHIN, "amount": 10, "counted_in": "percent"}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.population = population
        if not is_further:
            del self.fields["reason"]

    def as_draw(self) -> dict[str, Any]:
        """Return the arguments of the service, with the share as a number of filings."""
        data = dict(self.cleaned_data)
        amount, unit = data.pop("amount"), data.pop("counted_in")
        data["size"] = size_of(self.population, amount) if unit == "percent" else amount
        return data


class ResultForm(forms.Form):
    """What the check on the spot showed."""

    outcome = forms.ChoiceField(
        label=_("Result of the check"), choices=CheckOutcome.choices, widget=forms.RadioSelect
    )
    checked_on = DateField(label=_("Day of the check"))
    note = forms.CharField(
        label=_("What was seen"),
        help_text=_("Which original lay there, where it differs; the unit reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(label=_("Photographs"), required=False, allow_empty_file=True)  # type: ignore[assignment]
    raises_finding = forms.BooleanField(
        label=_("Raise a finding about the problem at once"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer today."""
        kwargs.setdefault("initial", {"checked_on": clock.today()})
        super().__init__(*args, **kwargs)
