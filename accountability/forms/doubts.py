"""Forms about doubts and thresholds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.doubt_enums import DetectorCode, DoubtStanding, DoubtStatus

_LINES = {"rows": 3}
_OUTCOMES = [
    (DoubtStatus.CLEARED.value, _("Clear: nothing is wrong")),
    (DoubtStatus.FIELD_CHECK.value, _("Check on the spot")),
    (DoubtStatus.CONFIRMED.value, _("Confirm: the record does not hold")),
]


class QuestionForm(forms.Form):
    """Ask the unit."""

    question = forms.CharField(
        label=_("Question to the unit"),
        max_length=300,
        help_text=_("Ask, do not reproach: the comparison may be wrong. The unit reads this."),
        widget=forms.Textarea(attrs=_LINES),
    )


class ExplanationForm(forms.Form):
    """The unit's own words."""

    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=2000,
        help_text=_("Say how the two records came to be alike, or how the dates came about."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DoubtDecisionForm(forms.Form):
    """Clear, check on the spot, or confirm."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=_OUTCOMES,
        widget=forms.RadioSelect,
    )
    standing = forms.ChoiceField(
        label=_("A clearance holds for"),
        choices=DoubtStanding.choices,
        required=False,
        initial=DoubtStanding.THIS,
        help_text=_("Beyond this doubt: such a comparison is not raised again."),
    )
    reason = forms.CharField(
        label=_("Reason of the decision"),
        max_length=300,
        help_text=_("Needed for every decision; the unit reads it if it was asked."),
        widget=forms.Textarea(attrs=_LINES),
    )

    def leave_out_confirmation(self) -> None:
        """Offer no confirmation while the unit may still have its say."""
        field: forms.ChoiceField = self.fields["outcome"]  # type: ignore[assignment]
        field.choices = [row for row in _OUTCOMES if row[0] != DoubtStatus.CONFIRMED.value]
        field.help_text = _(
            "It can be confirmed once the unit was asked and has answered, or its time is over."
        )

    def clean_standing(self) -> str:
        """Take this doubt alone where nothing was chosen."""
        return self.cleaned_data["standing"] or DoubtStanding.THIS


class ReopenForm(forms.Form):
    """Look at a decided doubt anew."""

    reason = forms.CharField(
        label=_("Why is it looked at anew"),
        max_length=300,
        widget=forms.Textarea(attrs=_LINES),
    )


class DoubtFindingForm(forms.Form):
    """Make a problem of a confirmed doubt."""

    title = forms.CharField(label=_("Problem"), max_length=120)
    description = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ThresholdForm(forms.Form):
    """Set one threshold."""

    code = forms.ChoiceField(label=_("Threshold"), choices=DetectorCode.choices)
    value = forms.DecimalField(label=_("New value"), max_digits=7, decimal_places=2)
    reason = forms.CharField(
        label=_("Reason of the setting"),
        max_length=200,
        help_text=_("Kept with the setting; doubts that stand already stay as they are."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
