"""What a clerk fills in to file; services decide what may stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.services.entries import MAX_BOX, MAX_TEXT
from supervision import clock
from supervision.web.forms import DateField, FilesField


class FilingForm(forms.Form):
    """One filing: the day, the words, the box of the paper copy, the files."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    stage = forms.IntegerField(widget=forms.HiddenInput, required=False)
    event_on = DateField(
        label=_("Date of the event"),
        help_text=_("The day on which it was done, not the day of this entry."),
    )
    text = forms.CharField(
        label=_("What was done"),
        help_text=_("Who did what, with which result. Names, figures and decisions, not slogans."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(label=_("Materials"), required=False, allow_empty_file=True)  # type: ignore[assignment]
    archive_box = forms.CharField(
        label=_("Archive box of the paper copy"), max_length=MAX_BOX, required=False
    )
    is_final = forms.BooleanField(
        label=_("This filing concludes the task"),
        help_text=_("Leave it open while more is to come; the task then stays open."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, concludes_itself: bool = False, **kwargs: Any) -> None:
        """Leave out the tick where the stages, or the nature of the item, decide."""
        super().__init__(*args, **kwargs)
        if concludes_itself:
            del self.fields["is_final"]

    def clean_event_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["event_on"]
        if day > clock.today():
            raise forms.ValidationError(
                _("This day has not come yet. File it once it has happened.")
            )
        return day


class QuickForm(FilingForm):
    """One dated record of one event, made on the spot."""

    stage = None  # type: ignore[assignment]
    is_final = forms.BooleanField(
        label=_("This record concludes the period's task"), required=False, initial=False
    )


class SupplementForm(FilingForm):
    """What is added to a concluded task."""

    stage = None  # type: ignore[assignment]
    is_final = None  # type: ignore[assignment]
