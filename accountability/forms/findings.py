"""Forms about findings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.enums import FindingSource, Track
from accountability.selectors.findings import named_in
from accountability.services.findings import Facts
from supervision import clock
from supervision.organizations.models import Unit
from supervision.web.forms import DateField

#: What a person does not choose: the assessment's own pages and the checks write these.
_BY_HAND = [choice for choice in FindingSource.choices if choice[0] != FindingSource.ASSESSMENT]


class FactsForm(forms.Form):
    """What was found: the same fields whether it is new or corrected."""

    track = forms.ChoiceField(
        label=_("Track"),
        choices=Track.choices,
        widget=forms.RadioSelect,
        help_text=_("Whether it is about a person, about a matter, or about both."),
    )
    title = forms.CharField(label=_("Title of the problem"), max_length=120)
    holder_name = forms.CharField(
        label=_("Person concerned"),
        max_length=60,
        required=False,
        help_text=_(
            "For the track of persons. The name is shown in full only to roles that read names."
        ),
    )
    found_on = DateField(label=_("Found on"))
    description = forms.CharField(
        label=_("Facts of the problem"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("When, where, what, how much; what it was checked against."),
    )

    def facts(self, unit: Unit) -> Facts:
        """Return what was entered; a name of the unit's register is tied to its person."""
        data = self.cleaned_data
        name = data["holder_name"].strip()
        return Facts(
            track=data["track"],
            title=data["title"],
            description=data["description"],
            found_on=data["found_on"],
            person=named_in(unit, name) if name else None,
            holder_name=name,
        )


class FindingForm(FactsForm):
    """A new finding in a unit."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Please choose a unit")
    )
    source = forms.ChoiceField(label=_("Source"), choices=_BY_HAND)

    field_order = ("unit", "source", "track", "title", "holder_name", "found_on", "description")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        """Offer the units the account may record problems in."""
        first = {"found_on": clock.today(), "track": Track.MATTER}
        kwargs["initial"] = {**first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = units
        field.label_from_instance = lambda unit: unit.name


class CorrectionForm(FactsForm):
    """The facts corrected, and why."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=300,
        help_text=_("What stood here before is kept beside it, with this reason."),
    )


class WithdrawalForm(forms.Form):
    """Why a finding is withdrawn."""

    reason = forms.CharField(
        label=_("Reason of the withdrawal"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads it. The finding stays in the list as withdrawn."),
    )


class ReferralForm(forms.Form):
    """What is handed on as a clue."""

    title = forms.CharField(label=_("In a sentence"), max_length=120)
    what = forms.CharField(
        label=_("What is handed on"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Facts, amounts and what shows them; no evaluation."),
    )
