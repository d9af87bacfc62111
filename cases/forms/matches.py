"""Deciding whether an earlier clue is the same matter, and closing a repeat."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MatchForm(forms.Form):
    """Whether an earlier clue is the same matter, and why."""

    is_duplicate = forms.TypedChoiceField(
        label=_("The same matter?"),
        choices=[("yes", _("The same matter: a repeat")), ("no", _("Another matter"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("At least 10 characters; the principal reads it when a repeat is closed."),
    )


class ClosingForm(forms.Form):
    """The opinion with which the closing of a repeat is proposed."""

    opinion = forms.CharField(
        label=_("Opinion on the proposal"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
