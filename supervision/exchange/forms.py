"""The upload form, and the question what an export is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import QuickPurpose
from supervision.web.forms import FileInput


class UploadForm(forms.Form):
    """One Excel file."""

    file = forms.FileField(
        label=_("Excel file"),
        help_text=_("A workbook (.xlsx or .xls) of at most 20 MB."),
        # An empty file is told apart by the check, with the same care as a broken one.
        allow_empty_file=True,
        widget=FileInput(attrs={"accept": ".xlsx,.xls"}),
    )


class PurposeForm(forms.Form):
    """What the rows are taken out for: picked, or written."""

    kind = forms.ChoiceField(
        label=_("Export purpose"),
        choices=QuickPurpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what the rows are needed for.")},
    )
    note = forms.CharField(
        label=_("In your own words"),
        max_length=150,
        required=False,
        help_text=_("For “another purpose” this must be filled in, for example a document number."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where the purpose is none of the usual ones."""
        data = super().clean() or {}
        if data.get("kind") == QuickPurpose.OTHER and not data.get("note"):
            self.add_error("note", _("Say what the rows are needed for."))
        return data

    @property
    def purpose(self) -> str:
        """Return the purpose as it is recorded."""
        kind, note = QuickPurpose(self.cleaned_data["kind"]), self.cleaned_data["note"]
        if kind == QuickPurpose.OTHER:
            return note
        return f"{kind.label}：{note}" if note else str(kind.label)
