"""What is entered about somebody who pried, intervened or pleaded: less than a minute's work."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import InterferenceKind, InterferenceWay
from cases.forms.fields import UnitField, unlogged
from cases.selectors.registrar import units_concerned
from cases.services.interference import Attempt
from supervision import clock
from supervision.web.forms import DateField


class InterferenceForm(forms.Form):
    """Who, when, how, about what, what was said, what was answered."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What was tried"), choices=InterferenceKind.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=_("How"), choices=InterferenceWay.choices, widget=forms.RadioSelect
    )
    name = unlogged(_("Who it was"), max_length=60)
    unit = UnitField(
        label=_("Organ"), required=False, empty_label=_("Not of the district, or not known")
    )
    organ = forms.CharField(label=_("Other organ"), max_length=80, required=False)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    happened_on = DateField(label=_("Day"))
    happened_time = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    clue_number = forms.CharField(label=_("Number of the clue"), max_length=20, required=False)
    matter = forms.CharField(
        label=_("Matter"),
        max_length=200,
        required=False,
        help_text=_("Where the number is not known: which matter it was about."),
    )
    words = forms.CharField(
        label=_("What was said or written"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("How it was answered"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today, and with what is most frequent."""
        first = {
            "token": uuid.uuid4(),
            "happened_on": clock.today(),
            "kind": InterferenceKind.PRYING,
            "way": InterferenceWay.IN_PERSON,
        }
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["unit"].queryset = units_concerned()  # type: ignore[attr-defined]

    def attempt(self) -> Attempt:
        """Return what was typed as one value."""
        data = dict(self.cleaned_data)
        data.pop("token")
        day, time = data.pop("happened_on"), data.pop("happened_time")
        return Attempt(happened_at=_instant(day, time), **data)


def _instant(day: dt.date, time: dt.time | None) -> dt.datetime:
    """Return the moment; without a time it is now for today, else noon of the day."""
    if time is not None:
        return dt.datetime.combine(day, time, tzinfo=clock.CHINA)
    if day == clock.today():
        return clock.now()
    return clock.start_of(day) + dt.timedelta(hours=12)


class NoteForm(forms.Form):
    """A note on an entry; nothing that stands there is changed."""

    words = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_handling = forms.BooleanField(label=_("Says how it was dealt with"), required=False)

    def __init__(self, *args: Any, may_handle: bool, **kwargs: Any) -> None:
        """Leave out the verdict for whoever only entered it."""
        super().__init__(*args, **kwargs)
        if not may_handle:
            del self.fields["is_handling"]
