"""The form of a new clue; services decide what may stand."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.entries import ClueEntry, ReporterEntry, RespondentEntry
from cases.enums import (
    DISCIPLINES,
    DUTY_CRIMES,
    FourWinds,
    Naming,
    Source,
    Violation,
)
from cases.forms.fields import UnitField, unlogged
from cases.selectors.registrar import units_concerned
from supervision import clock
from supervision.web.forms import DateField, FilesField

_VIOLATIONS = [
    (_("Six disciplines"), [(one.value, one.label) for one in Violation if one in DISCIPLINES]),
    (
        Violation.DUTY_VIOLATION.label,
        [(Violation.DUTY_VIOLATION.value, Violation.DUTY_VIOLATION.label)],
    ),
    (_("Duty crime"), [(one.value, one.label) for one in Violation if one in DUTY_CRIMES]),
]


class ClueForm(forms.Form):
    """What came in, from where, about which unit, and who reported it."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label=_("Source"), choices=[("", _("Choose where it comes from")), *Source.choices]
    )
    source_number = forms.CharField(
        label=_("Number at the source"),
        max_length=60,
        required=False,
        help_text=_("Of the letter, the assignment or the list it came with."),
    )
    received_on = DateField(label=_("Received on"))
    naming = forms.ChoiceField(
        label=_("Named or anonymous"), choices=Naming.choices, widget=forms.RadioSelect
    )
    reporter_name = unlogged(_("Name of the reporter"), max_length=60)
    reporter_id_number = unlogged(_("ID number of the reporter"), max_length=24)
    reporter_phone = unlogged(_("Telephone of the reporter"), max_length=20, inputmode="tel")
    reporter_address = unlogged(_("Address of the reporter"), max_length=120)
    unit = UnitField(label=_("Unit concerned"), empty_label=_("Please choose a unit"))
    summary = forms.CharField(
        label=_("In a sentence"),
        max_length=120,
        help_text=_("Who is said to have done what; without the reporter's name."),
    )
    content = forms.CharField(
        label=_("What is alleged"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Time, place, persons, amounts, and what is offered as proof."),
    )
    violations = forms.MultipleChoiceField(
        label=_("Kinds of violation"),
        choices=_VIOLATIONS,
        widget=forms.CheckboxSelectMultiple,
    )
    four_winds = forms.MultipleChoiceField(
        label=_("Four winds"),
        choices=FourWinds.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    breaks_eight_rules = forms.BooleanField(
        label=_("Against the eight-point decision"), required=False
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(label=_("Files of the clue"), required=False, allow_empty_file=True)  # type: ignore[assignment]

    #: What only the petition office is asked.
    REPORTER = ("reporter_name", "reporter_id_number", "reporter_phone", "reporter_address")

    def __init__(self, *args: Any, takes_reporter: bool, **kwargs: Any) -> None:
        """Offer units; leave out who reported where the account may not enter it."""
        # A petition officer says which it is; elsewhere there is mostly no reporter.
        first = {
            "token": uuid.uuid4(),
            "received_on": clock.today(),
            "naming": None if takes_reporter else Naming.NONE,
        }
        kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_concerned()  # type: ignore[attr-defined]
        if not takes_reporter:
            for name in self.REPORTER:
                del self.fields[name]
            naming: Any = self.fields["naming"]
            naming.choices = [one for one in Naming.choices if one[0] != Naming.NAMED]

    def entry(self, respondents: list[RespondentEntry]) -> ClueEntry:
        """Return what was typed as one value."""
        data = self.cleaned_data
        return ClueEntry(
            source=data["source"],
            source_number=data["source_number"],
            unit=data["unit"],
            summary=data["summary"],
            content=data["content"],
            received_at=_instant(data["received_on"]),
            violations=data["violations"],
            four_winds=data["four_winds"],
            breaks_eight_rules=data["breaks_eight_rules"],
            naming=data["naming"],
            respondents=respondents,
            reporter=self._reporter(),
        )

    def _reporter(self) -> ReporterEntry | None:
        name, number, phone, address = (self.cleaned_data.get(one, "") for one in self.REPORTER)
        if not any((name, number, phone, address)):
            return None
        return ReporterEntry(name=name, id_number=number, phone=phone, address=address)


def _instant(day: dt.date) -> dt.datetime:
    """Return the moment of receipt: now for today, else noon of the day."""
    if day == clock.today():
        return clock.now()
    return clock.start_of(day) + dt.timedelta(hours=12)
