"""Forms about plans of rectification."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.services.plans import Measure
from supervision.web.forms import DateField


class PlanTitleForm(forms.Form):
    """Begin a plan."""

    title = forms.CharField(label=_("Title of the plan"), max_length=120)


class PlanForm(forms.Form):
    """Causes, and of each row what is done, by whom, until when."""

    title = forms.CharField(label=_("Title of the plan"), max_length=120)
    causes = forms.CharField(
        label=_("Causes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Start from the figures above: why there, why now, why again."),
    )
    due_all = DateField(
        label=_("Day for every row left open"),
        required=False,
        help_text=_("Taken over into the rows that have no day of their own."),
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        """Add three fields a row, filled with what stands there."""
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"measure_{row.pk}"] = forms.CharField(
                label=_("Measure to take"),
                required=False,
                initial=row.measure,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"owner_{row.pk}"] = forms.CharField(
                label=_("Person in charge"), required=False, max_length=40, initial=row.owner_name
            )
            self.fields[f"due_{row.pk}"] = DateField(
                label=_("To be rectified by"), required=False, initial=row.due_on
            )

    def lines(self) -> list[tuple[Any, Any, Any, Any]]:
        """Return each row with its three fields, as the page draws them."""
        return [
            (row, self[f"measure_{row.pk}"], self[f"owner_{row.pk}"], self[f"due_{row.pk}"])
            for row in self.rows
        ]

    def measures(self) -> dict[int, Measure]:
        """Return what was entered, by the id of the row."""
        data = self.cleaned_data
        return {
            row.pk: Measure(
                text=data[f"measure_{row.pk}"],
                owner_name=data[f"owner_{row.pk}"],
                due_on=data[f"due_{row.pk}"] or data["due_all"],
            )
            for row in self.rows
        }
