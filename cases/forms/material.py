"""The form by which files are added to a clue."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums.material import MaterialOrigin
from supervision.web.forms import FilesField


class MaterialForm(forms.Form):
    """What the files are, where they came from, and the files."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    origin = forms.ChoiceField(
        label=_("Where it came from"),
        choices=[("", _("Choose where the files came from")), *MaterialOrigin.choices],
    )
    words = forms.CharField(
        label=_("What it is"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the files show, of which day they are; without the reporter's name."),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(label=pgettext_lazy("reply", "Files"), required=False, allow_empty_file=True)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each form a token of its own."""
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4()
