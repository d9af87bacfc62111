"""The form by which an office feeds a quarter back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedBackForm(forms.Form):
    """What the office adds to the list of its concluded reports."""

    words = forms.CharField(
        label=_("What the office adds"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the reports have in common, what the petition office should look at."),
    )
