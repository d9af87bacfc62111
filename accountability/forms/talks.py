"""What is written down of a talk; services decide what may stand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accountability.enums import TalkMeasure, TalkReason
from accountability.selectors.talks import Leading
from accountability.services.entries import MAX_TEXT
from accountability.values import TalkData
from supervision.web.forms import DateField, FilesField


class TalkForm(forms.Form):
    """One talk: who with whom, when, why, what was said."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    talked_on = DateField(label=_("Date of the talk"))
    measure = forms.ChoiceField(label=_("Measure taken"), choices=TalkMeasure.choices)
    talker_name = forms.ChoiceField(
        label=_("Talker"), help_text=_("A member of the unit's leading group.")
    )
    talked_name = forms.CharField(label=_("Talked with"), max_length=60)
    talked_post = forms.CharField(label=_("Post"), max_length=60, required=False)
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=TalkReason.choices)
    summary = forms.CharField(
        label=_("What was said"),
        help_text=_("Which matter was pointed out and what was asked for, not general words."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    outcome = forms.CharField(
        label=_("Attitude and outcome"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # An empty file is refused with its name when it is stored.
    files = FilesField(
        label=_("Signed record and other files"), required=False, allow_empty_file=True
    )  # type: ignore[assignment]

    def __init__(self, *args: Any, leading: Iterable[Leading], **kwargs: Any) -> None:
        """Offer the members of the unit's leading group."""
        super().__init__(*args, **kwargs)
        choices = [(one.name, one.label) for one in leading]
        self.fields["talker_name"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def data_of_talk(self) -> TalkData:
        """Return what was typed as one value."""
        typed: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        return TalkData(**{name: typed[name] for name in TalkData.__dataclass_fields__})


class TalkCorrectionForm(TalkForm):
    """The same, with the reason for which the record is corrected."""

    correction = forms.CharField(label=_("Why it is corrected"), max_length=200)


class TalkStrikeForm(forms.Form):
    """Why a record is struck off."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
