"""Forms by which the office presses units: urging, letters, actions, thresholds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.enums import EscalationTrigger, LetterKind
from accountability.services.urgings import MOST_WORDS
from supervision import clock
from supervision.web.forms import DateField


class UrgeForm(forms.Form):
    """Urge the chosen tasks, with a word if there is one to say."""

    words = forms.CharField(
        label=_("Message to the units"),
        required=False,
        max_length=MOST_WORDS,
        help_text=_("Left empty, the notice names the task, its day and the how-manieth time."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LetterForm(forms.Form):
    """What every letter of the selection says beside its own table of tasks."""

    kind = forms.ChoiceField(
        label=_("Kind of letter"), choices=LetterKind.choices, widget=forms.RadioSelect
    )
    requirement = forms.CharField(
        label=_("Requirement"),
        max_length=1000,
        help_text=_("Stands in every letter after the table of its tasks."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    basis = forms.CharField(label=_("Basis"), max_length=300)
    reply_by = DateField(
        label=_("Reply by"), help_text=_("The day until which the unit has to answer in writing.")
    )
    contact = forms.CharField(
        label=_("Who answers questions"),
        max_length=80,
        help_text=_("Name, and the telephone if there is one."),
    )

    def clean_reply_by(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["reply_by"]
        if day < clock.today():
            raise forms.ValidationError(_("This day has passed."))
        return day


class ActionForm(forms.Form):
    """Record what the leaders decided in the end."""

    subject = forms.CharField(
        label=_("Against whom"),
        max_length=120,
        help_text=_("The unit itself, or name and post of the person."),
    )
    decided_on = DateField(label=_("Decided on"))
    outcome = forms.CharField(
        label=_("Outcome"),
        help_text=_("What was decided and by which meeting; at least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_decided_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["decided_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class ThresholdsForm(forms.Form):
    """Every threshold of the ladder at once."""

    def __init__(self, *args: Any, rules: Any, **kwargs: Any) -> None:
        """Make a number and a tick for each rule."""
        super().__init__(*args, **kwargs)
        self.rules = list(rules)
        for rule in self.rules:
            label = EscalationTrigger(rule.trigger).label
            self.fields[f"least_{rule.trigger}"] = forms.IntegerField(
                label=label, min_value=1, max_value=365, initial=rule.threshold
            )
            self.fields[f"on_{rule.trigger}"] = forms.BooleanField(
                label=_("in force"), required=False, initial=rule.is_active
            )

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Return each rule with its two fields, in the order of the steps."""
        return [
            (rule, self[f"least_{rule.trigger}"], self[f"on_{rule.trigger}"]) for rule in self.rules
        ]

    def chosen(self) -> dict[str, tuple[int, bool]]:
        """Return what was set for each trigger."""
        data = self.cleaned_data
        return {
            rule.trigger: (data[f"least_{rule.trigger}"], data[f"on_{rule.trigger}"])
            for rule in self.rules
        }
