"""What the petition office writes down about telling a reporter."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.web.forms import DateField


class _Today(forms.Form):
    """A form whose day is today until another is written."""

    day: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with today."""
        kwargs["initial"] = {self.day: clock.today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class NoticeForm(_Today):
    """When, how and with what words the reporter was told."""

    day = "told_on"
    told_on = DateField(label=_("Told on"))
    how = forms.CharField(
        label=_("How"), max_length=60, help_text=_("By telephone, in person, by letter.")
    )
    words = forms.CharField(
        label=_("What was said or written"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ObjectionForm(_Today):
    """What the reporter has against the result."""

    day = "received_on"
    received_on = DateField(label=_("Received on"))
    words = forms.CharField(
        label=_("Objection of the reporter"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    has_new_evidence = forms.BooleanField(
        label=_("Gives new evidence"),
        required=False,
        help_text=_("New evidence must be checked: the case supervision office is told."),
    )


class UpperReportForm(_Today):
    """That a report came in that belongs to the upper level: its day, nothing else."""

    day = "received_on"
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    received_on = DateField(label=_("Received on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with a token of its own."""
        kwargs["initial"] = {"token": uuid.uuid4()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class HandUpForm(_Today):
    """When a report went up."""

    day = "handed_up_on"
    handed_up_on = DateField(label=_("Handed up on"))
