"""Forms about assessments."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.models import Assessment
from supervision import clock
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units
from supervision.web.forms import DateField

_BETWEEN = re.compile(r"[,，、\t]|\s{1,}")


class AssessmentForm(forms.Form):
    """Plan an assessment."""

    name = forms.CharField(label=_("Name"), max_length=80)
    check_on = DateField(
        label=_("First day of the check"),
        help_text=_("Filing of the chosen units closes three days before this day, at 00:00."),
    )
    ends_on = DateField(
        label=_("Last day of the check"), help_text=_("Filing opens again after this day.")
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Units"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the responsible units."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = responsible_units()
        field.label_from_instance = lambda unit: unit.short_name


class ReplanForm(forms.Form):
    """Move an assessment."""

    check_on = DateField(label=_("First day of the check"))
    ends_on = DateField(label=_("Last day of the check"))


class GroupForm(forms.Form):
    """Form a group."""

    name = forms.CharField(label=_("Group"), max_length=40)
    leader_name = forms.CharField(label=_("Group leader"), max_length=40)
    members = forms.CharField(
        label=_("Members"),
        help_text=_("One person a line: name, then unit and post. The leader too, if he signs in."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    starts_on = DateField(label=_("Access from"))
    ends_on = DateField(label=_("Access to the end of"))
    units = forms.ModelMultipleChoiceField(
        label=_("Units this group assesses"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    names_checked = forms.BooleanField(
        label=_("Names checked: members who bear a name of an assessed unit are other persons"),
        help_text=_(
            "Only needed where the avoidance check finds such a name; it is kept on record."
        ),
        required=False,
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        """Offer the units of the assessment, and access from today to its end."""
        kwargs.setdefault("initial", {"starts_on": clock.today(), "ends_on": assessment.ends_on})
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = assessment.units.order_by("position")
        field.label_from_instance = lambda unit: unit.short_name

    def clean_members(self) -> list[tuple[str, str]]:
        """Read a name and a post from each line."""
        found = []
        for line in self.cleaned_data["members"].splitlines():
            parts = [part for part in _BETWEEN.split(line.strip(), maxsplit=1) if part]
            if parts:
                found.append((parts[0][:40], parts[1].strip()[:80] if len(parts) > 1 else ""))
        return found

    def as_group(self) -> dict[str, Any]:
        """Return the arguments of the service, with the window as instants."""
        data = dict(self.cleaned_data)
        starts: dt.date = data.pop("starts_on")
        ends: dt.date = data.pop("ends_on")
        data["starts_at"] = clock.start_of(starts)
        data["ends_at"] = clock.end_of(ends)
        data["units"] = list(data["units"])
        return data
