"""Forms of the papers of a case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums.papers import Handing, Recipient
from cases.services.paper_words.base import gaps
from cases.services.papers import HandingOver
from supervision import clock
from supervision.documents import editing
from supervision.documents.content import Content, Table
from supervision.documents.forms import BlockFormSet
from supervision.documents.models import IssuingOrgan
from supervision.web.forms import DateField, FileInput

#: What is known and no longer than this stands in one line.
SHORT = 40


class PersonField(forms.ModelChoiceField):
    """One respondent, or all of them together."""

    def label_from_instance(self, obj: Any) -> str:
        """Write name and post."""
        return f"{obj.name}　{obj.post}".strip()


class OfficerField(forms.ModelChoiceField):
    """One officer who has a part in the clue."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the name."""
        return str(obj.name)


class OfficersField(forms.ModelMultipleChoiceField):
    """The officers who answer for a paper."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the name."""
        return str(obj.name)


def _officers(queryset: Any, *, required: bool = True) -> OfficersField:
    return OfficersField(
        label=_("Officers who answer for it"),
        queryset=queryset,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has a part in the clue; their names stand on the paper."),
    )


class WordsForm(forms.Form):
    """The frame of a paper: title, addressee, organ, copies, who answers for it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    addressee = forms.CharField(label=_("Addressee"), max_length=200, required=False)
    organ = forms.ModelChoiceField(
        label=_("Issuing organ"), queryset=IssuingOrgan.objects.none(), empty_label=None
    )
    copies = forms.CharField(
        label=_("Copies to"),
        required=False,
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, is_letter: bool, is_numbered: bool, organs: Any, officers: Any, **kw: Any
    ) -> None:
        """Ask only for what stands on a paper of this kind; a numbered one the organ signs."""
        super().__init__(*args, **kw)
        if not is_numbered:
            self.fields["officers"] = _officers(officers)
        organ: Any = self.fields["organ"]
        organ.queryset = organs
        if not is_numbered:
            del self.fields["organ"], self.fields["copies"]
        if not is_letter:
            del self.fields["addressee"]

    def content(self, blocks: Any) -> Content:
        """Return the words that the frame and the blocks say."""
        said = self.cleaned_data
        return Content(
            title=said["title"],
            blocks=blocks,
            addressee=said.get("addressee", ""),
            copies=tuple(said.get("copies", "").splitlines()),
        )


class RowForm(forms.Form):
    """What is said in one row of a form; its label is fixed."""

    text = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}))


class RowsFormSet(forms.BaseFormSet):
    """The rows of a form in their order, each under its own label."""

    def __init__(self, *args: Any, labels: list[str], **kwargs: Any) -> None:
        """Take the labels of the rows."""
        self.labels = labels
        super().__init__(*args, **kwargs)

    def total_form_count(self) -> int:
        """Return as many rows as the paper has, whatever was posted."""
        return len(self.labels)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Write the label beside the row."""
        super().add_fields(form, index)
        if index is None:
            return
        field = form.fields["text"]
        field.label = self.labels[index].replace("\n", "")
        rows: Any = self.initial
        known = rows[index]["text"]
        if len(known) <= SHORT and "\n" not in known and not gaps(known):
            field.widget = forms.TextInput()

    def blocks(self) -> tuple[Table, ...]:
        """Return the one table of the form."""
        rows = tuple(
            (label, one.cleaned_data.get("text", ""))
            for label, one in zip(self.labels, self.forms, strict=True)
        )
        return (Table(("", ""), rows),)


_Rows: Any = forms.formset_factory(RowForm, formset=RowsFormSet, extra=0)


def rows_of(content: Content, data: Any = None) -> Any:
    """Return the rows of a form to be filled in."""
    table = next(block for block in content.blocks if isinstance(block, Table))
    initial = [{"text": row[1]} for row in table.rows]
    return _Rows(data, prefix="row", initial=initial, labels=[row[0] for row in table.rows])


def blocks_of(content: Content, data: Any = None) -> Any:
    """Return the blocks of a text to be changed."""
    if data is not None:
        return BlockFormSet(data, prefix="block")
    return BlockFormSet(initial=editing.typed(content.blocks), prefix="block")


def read_blocks(blocks: Any) -> Any:
    """Return what the rows or the blocks of the form say."""
    if hasattr(blocks, "labels"):
        return blocks.blocks()
    return editing.read([one.cleaned_data for one in blocks if one.cleaned_data])


class BeginForm(forms.Form):
    """For whom a paper is begun."""

    respondent = PersonField(
        label=_("Written for"), queryset=None, required=False, empty_label=_("All respondents")
    )
    each = forms.BooleanField(label=_("One for each person"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the respondents."""
        super().__init__(*args, **kwargs)
        self.fields["respondent"].queryset = people  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """A paper that was made elsewhere: its scan, its number, its day, who answers for it."""

    file = forms.FileField(label=_("Scan"), widget=FileInput, allow_empty_file=True)
    printed = forms.CharField(
        label=_("Number printed on the paper"),
        max_length=60,
        help_text=_("It is compared with the papers of other clues, so that none gets in here."),
    )
    dated_on = DateField(label=_("Day on the paper"))
    respondent = PersonField(
        label=_("Written for"), queryset=None, required=False, empty_label=_("All respondents")
    )

    def __init__(
        self, *args: Any, people: Any, officers: Any, needs_officers: bool, **kwargs: Any
    ) -> None:
        """Offer respondents, where the kind is written for one, and officers."""
        super().__init__(*args, **kwargs)
        self.fields["officers"] = _officers(officers, required=needs_officers)
        if people is None:
            del self.fields["respondent"]
        else:
            self.fields["respondent"].queryset = people  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """The signed copy of a paper that was printed here."""

    file = forms.FileField(label=_("Scan"), widget=FileInput, allow_empty_file=True)
    printed = forms.CharField(
        label=_("Number printed on the paper"),
        max_length=60,
        help_text=_("As it stands at the top of the paper."),
    )


class ReceiptForm(CopyForm):
    """The signed receipt of a handing over; a paper without number is known by its page alone."""

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        """Ask for the number where the receipt bears one."""
        super().__init__(*args, **kwargs)
        self.fields["printed"].help_text = _("The number of the paper, as the receipt names it.")
        if not number:
            del self.fields["printed"]


class WithdrawForm(forms.Form):
    """Why a paper is withdrawn."""

    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeliveryForm(forms.Form):
    """The receipt of a paper that was handed over."""

    recipient = forms.ChoiceField(label=_("Handed to"), choices=Recipient.choices)
    name = forms.CharField(label=_("Name of the recipient"), max_length=80)
    handing = forms.ChoiceField(label=_("How"), choices=Handing.choices)
    place = forms.CharField(label=_("Place"), max_length=120)
    delivered_on = DateField(label=_("Day of handing over"))
    delivered_at = forms.TimeField(
        label=pgettext_lazy("handing over", "Time"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    first = OfficerField(label=_("First officer"), queryset=None)
    second = OfficerField(label=_("Second officer"), queryset=None)
    is_refused = forms.BooleanField(label=_("Signing was refused"), required=False)
    refusal = forms.CharField(
        label=_("Why signing was refused"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    witness = forms.CharField(label=_("Witness"), max_length=60, required=False)
    witness_post = forms.CharField(
        label=_("Unit and post of the witness"), max_length=80, required=False
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        """Offer the officers."""
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = officers  # type: ignore[attr-defined]

    def said(self) -> HandingOver:
        """Return what the receipt says."""
        data = dict(self.cleaned_data)
        when = dt.datetime.combine(
            data.pop("delivered_on"), data.pop("delivered_at"), tzinfo=clock.CHINA
        )
        return HandingOver(delivered_at=when, **data)
