"""Forms of clocks: record an extension, press offices, record a summons talk."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums.clocks import PromptGrade
from cases.models import Respondent
from supervision import clock
from supervision.web.forms import DateField


class ExtensionForm(forms.Form):
    """An extension as it was granted, with who granted it."""

    ordinal = forms.IntegerField(widget=forms.HiddenInput)
    granted_by = forms.CharField(
        label=_("Granted by"),
        max_length=120,
        help_text=_("The organ or person that approved the extension."),
    )
    granted_on = DateField(label=_("Granted on"))
    paper = forms.CharField(label=_("Number of the approval"), max_length=60, required=False)
    until = DateField(label=_("New last day"), required=False)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, has_cap: bool = True, **kwargs: Any) -> None:
        """Ask for the last day where the rule names no length of its own."""
        super().__init__(*args, **kwargs)
        if has_cap:
            self.fields["until"].help_text = _("Left empty, the longest the rule allows.")
        else:
            self.fields["until"].required = True
            self.fields["until"].help_text = _("The rule names no length; give the day.")


class PromptForm(forms.Form):
    """What every paper of the selection says beside its own table of terms."""

    grade = forms.ChoiceField(
        label=_("Step of pressing"), choices=PromptGrade.choices, widget=forms.RadioSelect
    )
    requirement = forms.CharField(
        label=_("Requirement"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    reply_by = DateField(
        label=_("Explain in writing by"),
        required=False,
        help_text=_("A supervision letter asks for a written explanation by this day."),
    )
    talk_on = DateField(label=_("Day of the talk"), required=False)
    talk_at = forms.TimeField(
        label=_("Time of the talk"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = forms.CharField(label=_("Place of the talk"), max_length=100, required=False)
    contact = forms.CharField(label=_("Who answers questions"), max_length=80)

    def planned_at(self) -> dt.datetime | None:
        """Return when the talk is to be held, None where day or time is missing."""
        day, time = self.cleaned_data.get("talk_on"), self.cleaned_data.get("talk_at")
        if day is None or time is None:
            return None
        return dt.datetime.combine(day, time, tzinfo=clock.CHINA)


class TalkForm(forms.Form):
    """That the summons talk was held."""

    held_on = DateField(label=_("Held on"))
    note = forms.CharField(
        label=_("Record of the talk"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class FactForm(forms.Form):
    """A day outside of the portal that starts or ends a term."""

    fact = forms.ChoiceField(label=_("Day to record"), widget=forms.RadioSelect)
    respondent = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Respondent.objects.none(),
        required=False,
        empty_label=_("Choose the person"),
        help_text=_("For a letter of inquiry and its answer."),
    )
    on = DateField(label=_("Date"))

    def __init__(self, *args: Any, facts: Any, people: Any, **kwargs: Any) -> None:
        """Offer what can be recorded now, and the persons of the clue."""
        super().__init__(*args, **kwargs)
        fact: Any = self.fields["fact"]
        fact.choices = [(one.value, one.label) for one in facts]
        person: Any = self.fields["respondent"]
        person.queryset = people
