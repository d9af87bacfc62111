"""Forms about the records of the four kinds."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.models import MaterialRecord
from accountability.score_enums import Evaluation, MaterialEffect, MaterialKind
from accountability.score_values import MaterialData
from accountability.selectors import material_records
from supervision.organizations.models import Unit
from supervision.web.forms import DateField


class MaterialForm(forms.Form):
    """Record what was seen in a unit, or correct it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Please choose a unit")
    )
    held_on = DateField(label=_("Date"))
    body = forms.CharField(
        label=_("Done by"),
        max_length=80,
        help_text=_("Who went there, or who held the meeting."),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(label=_("What was seen"), widget=forms.Textarea(attrs={"rows": 5}))
    evaluation = forms.ChoiceField(
        label=_("Evaluation"), choices=Evaluation.choices, widget=forms.RadioSelect
    )
    problems = forms.CharField(
        label=_("Problems"),
        required=False,
        help_text=_("Needed where problems were found."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    correction = forms.CharField(
        label=_("Why it is corrected"),
        max_length=200,
        help_text=_("At least 10 characters. The version before stays and can be read."),
    )

    def __init__(
        self, *args: Any, user: Any, corrects: MaterialRecord | None = None, **kwargs: Any
    ) -> None:
        """Offer the units in reach; a correction keeps unit and kind and says why."""
        if corrects is not None:
            names = ("kind", "held_on", "body", "title", "summary", "evaluation", "problems")
            facts = {name: getattr(corrects, name) for name in names}
            kwargs["initial"] = {**facts, "unit": corrects.unit_id}
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = material_records.units_to_record(user)
        if corrects is None:
            del self.fields["correction"]
        else:
            self.fields["unit"].disabled = self.fields["kind"].disabled = True

    def as_material(self) -> MaterialData:
        """Return the record as the service takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "correction"}
        return MaterialData(**data)


class MaterialDecisionForm(forms.Form):
    """Decide what a record counts for."""

    effect = forms.ChoiceField(
        label=_("In the score"), choices=MaterialEffect.choices, widget=forms.RadioSelect
    )
    points = forms.DecimalField(
        label=_("Points"),
        required=False,
        max_digits=4,
        decimal_places=2,
        min_value=0,
        help_text=_("More than 0 and at most 10, for a bonus or a deduction."),
    )
    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_points(self) -> Decimal:
        """Take nothing for 0."""
        return self.cleaned_data["points"] or Decimal(0)
