"""Forms about rectification."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.enums import EntryKind
from accountability.services.rectification_reports import MAX_TEXT
from supervision.web.forms import DateField, FilesField


class OrderForm(forms.Form):
    """What is to be rectified by whom until when."""

    owner_name = forms.CharField(
        label=_("Person in charge in the unit"),
        max_length=40,
        help_text=_("The unit may name another person; the change is kept."),
    )
    due_on = DateField(label=_("To be rectified by"))
    requirement = forms.CharField(
        label=_("What is required"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What must be put right, and by which evidence it is verified."),
    )


class EntryForm(forms.Form):
    """Measures, progress, or the report that it is done."""

    kind = forms.ChoiceField(
        label=_("What you write"), choices=EntryKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("How the rectification stands"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Facts, figures and results; the evidence as files below."),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(  # type: ignore[assignment]
        label=_("Evidence of the rectification"), required=False, allow_empty_file=True
    )

    def __init__(self, *args: Any, has_measures: bool, **kwargs: Any) -> None:
        """Ask for the measures first; what is done is reported after them."""
        first = EntryKind.PROGRESS if has_measures else EntryKind.MEASURES
        kwargs["initial"] = {"kind": first, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)


class VerdictForm(forms.Form):
    """Accept, or send back with a new day."""

    opinion = forms.CharField(
        label=_("Opinion of the verifier"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was looked at. Needed where it is sent back: say what is missing."),
    )
    due_on = DateField(
        label=_("New last day"),
        required=False,
        help_text=_("Only where it is sent back; the clock runs again to this day."),
    )


class TimeForm(forms.Form):
    """Ask for more time to rectify."""

    last_day = DateField(label=_("New last day"))
    reason = forms.CharField(
        label=pgettext_lazy("request", "Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At least 10 characters. Everybody who may read the task can read the reason."),
    )


class OwnerForm(forms.Form):
    """Name another person in charge."""

    owner_name = forms.CharField(label=_("Person in charge in the unit"), max_length=40)
