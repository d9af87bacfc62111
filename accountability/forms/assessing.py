"""Forms of the assessors, and of the office about their work."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.enums import Track
from accountability.services.indicators import Line
from supervision import clock
from supervision.web.forms import DateField, FilesField

#: So many empty lines stand under those of the sheet.
SPARE = 3


class LineForm(forms.Form):
    """One indicator; an empty line is left out."""

    title = forms.CharField(label=_("Indicator"), max_length=80, required=False)
    points = forms.DecimalField(
        label=_("Points"), required=False, max_digits=5, decimal_places=1, min_value=Decimal("0.1")
    )
    standard = forms.CharField(
        label=_("What is read and how it is scored"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the points of a named indicator and for the name of a scored one."""
        data = super().clean() or {}
        if data.get("title") and data.get("points") is None and "points" not in self.errors:
            self.add_error("points", _("Give the points."))
        if data.get("points") is not None and not data.get("title"):
            self.add_error("title", _("Name every indicator."))
        return data


IndicatorFormSet = forms.formset_factory(LineForm, extra=SPARE, max_num=30)


def lines_of(formset: Any) -> list[Line]:
    """Return the indicators entered, without empty lines."""
    return [
        Line(data["title"], data["points"], data["standard"])
        for data in formset.cleaned_data
        if data.get("title")
    ]


class RemarkForm(forms.Form):
    """A filing read, with a remark."""

    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)


class CheckForm(forms.Form):
    """A check on the spot."""

    checked_on = DateField(label=_("Day of the check"))
    place = forms.CharField(label=_("Place"), max_length=80)
    attended_by = forms.CharField(label=_("Who was there"), max_length=120)
    seen = forms.CharField(
        label=_("What the check showed"), widget=forms.Textarea(attrs={"rows": 5})
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(label=_("Photos"), required=False, allow_empty_file=True)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today."""
        kwargs.setdefault("initial", {"checked_on": clock.today()})
        super().__init__(*args, **kwargs)


class ProblemForm(forms.Form):
    """A problem reported to the group leader."""

    track = forms.ChoiceField(
        label=_("Track"), choices=Track.choices, widget=forms.RadioSelect, initial=Track.MATTER
    )
    title = forms.CharField(label=_("Problem"), max_length=120)
    holder_name = forms.CharField(label=_("Person concerned"), max_length=60, required=False)
    description = forms.CharField(
        label=_("Facts of the problem"), widget=forms.Textarea(attrs={"rows": 5})
    )
    filing: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Filing"), queryset=None, required=False, empty_label="—"
    )

    def __init__(self, *args: Any, filings: Any, **kwargs: Any) -> None:
        """Offer the filings of the assessment."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["filing"]
        field.queryset = filings
        field.label_from_instance = lambda row: f"{row.receipt} {row.duty.title}"


class DeductionForm(forms.Form):
    """Points off, with the reason and the row it rests on."""

    indicator: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Indicator"), queryset=None, empty_label=_("Choose")
    )
    points = forms.DecimalField(
        label=_("Points off"), max_digits=5, decimal_places=1, min_value=Decimal("0.1")
    )
    reason = forms.CharField(
        label=_("Reason of the deduction"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    problem: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Problem"), queryset=None, required=False, empty_label="—"
    )
    filing: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Filing"), queryset=None, required=False, empty_label="—"
    )

    def __init__(
        self, *args: Any, indicators: Any, problems: Any, filings: Any, **kwargs: Any
    ) -> None:
        """Offer the indicators of the assessment, and the problems and filings of the unit."""
        super().__init__(*args, **kwargs)
        for name, rows in (("indicator", indicators), ("problem", problems), ("filing", filings)):
            field: Any = self.fields[name]
            field.queryset = rows
        chosen: Any = self.fields["filing"]
        chosen.label_from_instance = lambda row: f"{row.receipt} {row.duty.title}"


class SummaryForm(forms.Form):
    """The leader's overall opinion."""

    summary = forms.CharField(label=_("Overall opinion"), widget=forms.Textarea(attrs={"rows": 4}))


class ReturnForm(forms.Form):
    """Why a sheet goes back to its group."""

    reason = forms.CharField(label=pgettext_lazy("request", "Reason"), max_length=300)


class FeedbackForm(forms.Form):
    """Until when the unit is to rectify."""

    rectify_by = DateField(label=_("To be rectified by"))
