"""The upload form."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
