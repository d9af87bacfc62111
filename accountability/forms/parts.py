"""The form that splits a duty: one row a part, as many rows as are asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accountability.values import PartData
from supervision.web.forms import DateField

#: So many empty rows stand on the page, and come with each “more rows”.
ROWS = 4
PREFIX = "part"


class PartForm(forms.Form):
    """One part: what it is, who carries it, by when, how much of the whole."""

    title = forms.CharField(label=_("What is to be done"), max_length=120)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    holder_name = forms.CharField(label=_("Person"), max_length=60, required=False)
    section = forms.CharField(label=_("Section"), max_length=40, required=False)
    due_on = DateField(label=_("Due on"))
    share = forms.IntegerField(label=_("Share (%)"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the units that may be handed a part; names are proposed from the list `people`."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["holder_name"].widget.attrs["list"] = "people"

    def data_of_part(self) -> PartData:
        """Return what was typed as a part."""
        typed = self.cleaned_data
        return PartData(
            title=typed["title"].strip(),
            unit_id=typed["unit"],
            due_on=typed["due_on"],
            holder_name=typed["holder_name"].strip(),
            section=typed["section"].strip(),
            share=typed["share"],
        )


class PartRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of one split; a row nothing was written into is left out."""

    def written(self) -> list[tuple[int, PartForm]]:
        """Return the rows that were filled in, each with its place on the page."""
        return [(place, form) for place, form in enumerate(self.forms) if form.has_changed()]

    def take_refusal(self, refused: ValidationError) -> list[str]:
        """Show what the service refused beside its cells; return what is said of the whole."""
        if not hasattr(refused, "error_dict"):
            return list(refused.messages)
        rows = [form for _place, form in self.written()]
        whole = []
        for key, errors in refused.error_dict.items():
            place, _dot, name = key.partition(".")
            if place.isdecimal() and int(place) < len(rows):
                rows[int(place)].add_error(name, errors)
            else:
                whole += [message for error in errors for message in error.messages]
        return whole


_PartRows = forms.formset_factory(PartForm, formset=PartRows, extra=0, max_num=60)


def blank_rows(units: Sequence[tuple[int, str]], first: Mapping[str, Any]) -> Any:
    """Return empty rows, each with the unit and the day it most likely has."""
    return _PartRows(
        prefix=PREFIX, initial=[dict(first) for _row in range(ROWS)], form_kwargs={"units": units}
    )


def sent_rows(
    data: Mapping[str, Any], units: Sequence[tuple[int, str]], first: Mapping[str, Any]
) -> Any:
    """Return the rows as they were sent."""
    return _PartRows(
        data, prefix=PREFIX, initial=_firsts(data, first), form_kwargs={"units": units}
    )


def more_rows(
    data: Mapping[str, Any], units: Sequence[tuple[int, str]], first: Mapping[str, Any]
) -> Any:
    """Return the rows as they were typed, unchecked, and further empty ones."""
    names = tuple(PartForm.base_fields)
    typed = [
        {name: data.get(f"{PREFIX}-{place}-{name}", "") for name in names}
        for place in range(len(_firsts(data, first)))
    ]
    blank = [dict(first) for _row in range(ROWS)]
    return _PartRows(prefix=PREFIX, initial=typed + blank, form_kwargs={"units": units})


def _firsts(data: Mapping[str, Any], first: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what each sent row stood at before anything was written into it."""
    count = str(data.get(f"{PREFIX}-TOTAL_FORMS", "0"))
    is_number = count.isdecimal() and len(count) < 4
    return [dict(first) for _row in range(min(int(count), 60) if is_number else 0)]


class WithdrawPartForm(forms.Form):
    """Why a part is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
