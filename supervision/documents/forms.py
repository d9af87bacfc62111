"""Forms of official documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.documents import editing
from supervision.documents.content import Content
from supervision.documents.enums import Urgency
from supervision.documents.models import IssuingOrgan
from supervision.web.forms import DateField, FileInput, FilesField

BLOCKS = [
    (editing.PARAGRAPH, _("Paragraph")),
    ("1", _("Heading 一、")),
    ("2", _("Heading （一）")),
    ("3", _("Heading 1.")),
    ("4", _("Heading （1）")),
    (editing.TABLE, pgettext_lazy("block", "Table")),
]
#: Blocks of one paper, and empty ones offered after the last.
MAX_BLOCKS, MORE_BLOCKS = 200, 2


class PaperForm(forms.Form):
    """Everything of a paper but the blocks of its text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    addressee = forms.CharField(
        label=_("Addressee"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the receiving units stand here by their names."),
    )
    organ = forms.ModelChoiceField(
        label=_("Issuing organ"), queryset=IssuingOrgan.objects.none(), empty_label=None
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    reply_by = DateField(label=_("Reply by"), required=False)
    attachments = forms.CharField(
        label=_("Attachments named below the text"),
        required=False,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    copies = forms.CharField(
        label=_("Copies to"),
        required=False,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    contact = forms.CharField(label=_("Contact and telephone"), max_length=120, required=False)

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        """Offer the organs in use."""
        super().__init__(*args, **kwargs)
        organ: Any = self.fields["organ"]
        organ.queryset = organs

    def content(self, rows: list[dict[str, Any]]) -> Content:
        """Return the content that the form and the rows of its text say."""
        said = self.cleaned_data
        return Content(
            title=said["title"],
            blocks=editing.read(rows),
            addressee=said["addressee"],
            attachments=tuple(said["attachments"].splitlines()),
            copies=tuple(said["copies"].splitlines()),
            contact=said["contact"],
        )


class BlockForm(forms.Form):
    """One block of the text; left empty, it falls out."""

    kind = forms.ChoiceField(label=_("Kind of block"), choices=BLOCKS)
    text = forms.CharField(
        label=_("Words of the block"),
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


BlockFormSet = forms.formset_factory(BlockForm, extra=MORE_BLOCKS, max_num=MAX_BLOCKS)


class ReasonForm(forms.Form):
    """Why something is sent back or revoked."""

    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(forms.Form):
    """The unit's reply with its files."""

    text = forms.CharField(
        label=_("Reply"),
        max_length=20_000,
        help_text=_(
            "What was done about each point, by whom, with which result, and what is left."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(  # type: ignore[assignment]
        label=pgettext_lazy("reply", "Files"), required=False, allow_empty_file=True
    )


class VerdictForm(forms.Form):
    """Accept a reply, or send it back with the reason and perhaps a new day."""

    opinion = forms.CharField(
        label=_("Opinion"),
        max_length=500,
        required=False,
        help_text=_("Needed when the reply is sent back; it is shown to the unit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    new_day = DateField(
        label=_("Reply anew by"),
        required=False,
        help_text=_("Only when it is sent back and the unit gets more time."),
    )


class OrganForm(forms.Form):
    """An organ in whose name papers go out."""

    name = forms.CharField(label=_("Name in the signature"), max_length=80)
    mark = forms.CharField(
        label=_("Red organ mark"),
        max_length=80,
        help_text=_(
            "What stands in red at the head of notices and decisions; letters carry the name."
        ),
    )
    word = forms.CharField(
        label=_("Word in the number"),
        max_length=12,
        help_text=_("For example 清江纪 in 清江纪督函〔2026〕12号."),
    )
    contact = forms.CharField(label=_("Contact and telephone"), max_length=80, required=False)
    position = forms.IntegerField(
        label=_("Order"), min_value=0, max_value=999, help_text=_("The first one is the usual one.")
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)


class TemplateForm(forms.Form):
    """A Word template to put into use."""

    # An empty file is refused by name where it is examined.
    file = forms.FileField(
        label=_("Word template (.docx)"), widget=FileInput, allow_empty_file=True
    )
    note = forms.CharField(
        label=_("What is new in it"),
        max_length=200,
        required=False,
        help_text=_("For whoever looks at the former versions later."),
    )
