"""Forms about falsified filings and summons talks."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability.selectors.summonses import Member
from supervision import clock
from supervision.web.forms import DateField, FilesField

# Full-width marks are written as escapes: they cannot be told from the plain ones by eye.
_PARTS = re.compile("[,\uff0c、;\uff1b\t]+")
_AT = dt.time(9, 0)


def read_members(text: str) -> list[Member]:
    """Read one person a line: the name, and behind a comma the post."""
    found = []
    for line in text.splitlines():
        name, *rest = _PARTS.split(line.strip(), maxsplit=1)
        if name.strip():
            post = rest[0].strip() if rest else ""
            found.append(Member(name.strip()[:60], post[:60]))
    return found


class ProposalForm(forms.Form):
    """Propose that a filing be held to be falsified."""

    facts = forms.CharField(
        label=pgettext_lazy("falsification", "Facts"),
        help_text=_("What is false, how it showed, and what was compared. Stands in the notice."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Evidence"), help_text=_("Photographs, originals, records of the check.")
    )

    def __init__(self, *args: Any, has_basis: bool = False, **kwargs: Any) -> None:
        """Ask for no file where a checked doubt or a finding stands behind the proposal."""
        super().__init__(*args, **kwargs)
        self.fields["files"].required = not has_basis


class EvidenceForm(forms.Form):
    """Add evidence to a proposal."""

    files = FilesField(label=_("Further evidence"))  # type: ignore[assignment]


class StatementForm(forms.Form):
    """The unit's own word before anybody decides."""

    text = forms.CharField(
        label=_("Statement of the unit"),
        help_text=_("At least 10 characters. It is handed in once and read by whoever decides."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    files = FilesField(label=_("Files"), required=False)  # type: ignore[assignment]


class TalkTimeForm(forms.Form):
    """When and where a talk is held."""

    planned_on = DateField(label=_("Day of the talk"))
    planned_time = forms.TimeField(
        label=_("Time"), initial=_AT, input_formats=["%H:%M", "%H:%M:%S"]
    )
    place = forms.CharField(label=_("Place"), max_length=60)

    def planned_at(self) -> dt.datetime:
        """Return the instant in China."""
        data = self.cleaned_data
        return dt.datetime.combine(data["planned_on"], data["planned_time"], tzinfo=clock.CHINA)


class SummonForm(TalkTimeForm):
    """Call members of a leading group to a talk about something of its own."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("At least 10 characters; it stands in the notice of the talk."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    members = forms.MultipleChoiceField(
        label=_("Members of the leading group"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    typed = forms.CharField(
        label=_("Further persons"),
        required=False,
        help_text=_("One a line: name, post. For persons who are not in the register."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, group: list[Member], **kwargs: Any) -> None:
        """Offer the leading group as the register knows it."""
        super().__init__(*args, **kwargs)
        self.group = {str(member.person_id): member for member in group}
        self.fields["members"].choices = [  # type: ignore[attr-defined]
            (key, f"{member.name} · {member.post}") for key, member in self.group.items()
        ]

    def chosen(self) -> list[Member]:
        """Return the persons ticked and the persons typed."""
        ticked = [self.group[key] for key in self.cleaned_data["members"]]
        return ticked + read_members(self.cleaned_data["typed"])


class DecisionForm(forms.Form):
    """Decide on a proposal; what the confirmation needs beside is asked only for it."""

    opinion = forms.CharField(
        label=_("Opinion"),
        help_text=_("At least 10 characters; it is shown to the unit and stands in the notice."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    waiver = forms.CharField(
        label=_("Why the statement of the unit is not waited for"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    planned_on = DateField(label=_("Day of the talk"), required=False)
    planned_time = forms.TimeField(
        label=_("Time"), initial=_AT, required=False, input_formats=["%H:%M", "%H:%M:%S"]
    )
    place = forms.CharField(label=_("Place"), max_length=60, required=False)
    typed = forms.CharField(
        label=_("Members of the leading group"),
        required=False,
        help_text=_("The register names nobody. One a line: name, post."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, is_heard: bool, has_group: bool, **kwargs: Any) -> None:
        """Leave out what this proposal does not need."""
        super().__init__(*args, **kwargs)
        if is_heard:
            del self.fields["waiver"]
        if has_group:
            del self.fields["typed"]

    def needs_talk(self) -> None:
        """Complain of a missing day or place: a confirmation calls the leading group."""
        for name in ("planned_on", "planned_time", "place"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in."))

    def planned_at(self) -> dt.datetime:
        """Return the instant of the talk in China."""
        data = self.cleaned_data
        return dt.datetime.combine(data["planned_on"], data["planned_time"], tzinfo=clock.CHINA)


class HoldForm(forms.Form):
    """Record a talk that was held."""

    talked_on = DateField(label=_("Held on"))
    talk = forms.CharField(
        label=_("Record of the talk"),
        help_text=_("What was put to the person and what was answered; at least 20 characters."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    result = forms.CharField(
        label=_("Result"),
        help_text=_("What the person acknowledged and undertook, and by when."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    files = FilesField(label=_("Signed record"), required=False)  # type: ignore[assignment]


class CancelForm(forms.Form):
    """Call a talk off."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("At least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LateNoticeForm(forms.Form):
    """Draft the circulated notice about units that do not answer."""

    facts = forms.CharField(
        label=pgettext_lazy("falsification", "Facts"),
        help_text=_("At least 20 characters; each unit gets a notice of its own."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
