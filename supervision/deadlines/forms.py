"""Forms of the calendar, the calculator and the time machine."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.deadlines import rules
from supervision.deadlines.enums import DayKind, TermUnit
from supervision.web.forms import DateField

PLAIN = "plain"


class CalendarDayForm(forms.Form):
    """What one day of the calendar is, and which notice says so."""

    date = DateField(label=_("Date"))
    kind = forms.ChoiceField(
        label=_("Kind of day"),
        choices=[*DayKind.choices, (PLAIN, _("As its weekday (remove the mark)"))],
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("For example National Day, or make-up day for National Day."),
    )
    source = forms.CharField(
        label=_("Source notice"),
        max_length=200,
        help_text=_("The document that arranges this day, with its full title."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = {
            "name": _("Name the holiday this day belongs to."),
            "source": _("Cite the notice that arranges this day."),
        }
        for name, text in missing.items():
            self.fields[name].error_messages["required"] = text
            # Every marked day needs both; a day that becomes plain again needs neither.
            self.fields[name].required = self.data.get("kind") != PLAIN


class CalculatorForm(forms.Form):
    """A rule or an ad hoc term, and its start."""

    rule = forms.ChoiceField(label=_("Statutory term"), required=False)
    term = forms.CharField(
        label=_("Or another term"),
        max_length=12,
        required=False,
        help_text=_("15WD working days, 60CD calendar days, 3CM months, 1Y years, 24H hours."),
    )
    date = DateField(label=_("Start date"))
    time = forms.TimeField(
        label=_("Start time"),
        required=False,
        widget=forms.TimeInput(attrs={"placeholder": "09:00"}, format="%H:%M"),
        help_text=_("Only counts for terms in hours."),
    )

    def __init__(self, *args: Any, rule_choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Any = self.fields["rule"]
        rule.choices = [("", _("Choose a term")), *rule_choices]

    def clean_term(self) -> str:
        """Read the ad hoc term, so that a slip is told beside the field."""
        text = self.cleaned_data["term"].strip()
        if text:
            try:
                rules.parse_term(text)
            except rules.TermError:
                raise forms.ValidationError(
                    _("Write a number and a unit, such as 15WD, 60CD, 3CM, 1Y or 24H.")
                ) from None
        return text

    def clean(self) -> dict[str, Any]:
        """Take either a rule or a term."""
        cleaned = super().clean() or {}
        if "term" in cleaned and bool(cleaned.get("rule")) == bool(cleaned["term"]):
            self.add_error("rule", _("Choose a statutory term or write another one, not both."))
        return cleaned


class RuleFilterForm(forms.Form):
    """Words and unit by which the list of rules is narrowed."""

    q = forms.CharField(label=_("Matter, code or basis"), required=False)
    unit = forms.ChoiceField(
        label=_("Counted in"),
        required=False,
        choices=[
            ("", pgettext_lazy("unit filter", "All")),
            *TermUnit.choices,
            ("none", _("no fixed length")),
        ],
    )


class TermForm(forms.Form):
    """What is new about a term, and why."""

    term = forms.CharField(
        label=_("Length"),
        max_length=12,
        help_text=_("15WD working days, 60CD calendar days, 3CM months, 1Y years, 24H hours."),
    )
    warning = forms.CharField(
        label=_("Warning lead"),
        max_length=12,
        required=False,
        help_text=_("So long before the end the light turns yellow; left empty, the usual lead."),
    )
    effective_from = DateField(label=_("In force from"))
    basis = forms.CharField(label=_("Legal basis"), max_length=200)
    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=300,
        help_text=_("Stands with every item whose end or warning moves."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClockForm(forms.Form):
    """The day to which the clock is moved."""

    to = DateField(label=_("Move to"))
