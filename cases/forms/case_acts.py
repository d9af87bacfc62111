"""What the forms of a case share: people of the case, and instants to the minute."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Clue, Respondent
from cases.selectors.visibility import accesses_in_force
from supervision import clock
from supervision.accounts.models import User
from supervision.web.forms import DateField

LONG = 4000


def text(label: Any, *, rows: int = 3, help_text: Any = "", required: bool = True) -> Any:
    """Return a field of several lines."""
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line(label: Any, most: int, *, help_text: Any = "", required: bool = True) -> Any:
    """Return a field of one line."""
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required)


class PersonField(forms.ModelChoiceField):
    """A respondent of the clue, with the post that tells one from another."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and post."""
        return f"{obj.name} {obj.workplace} {obj.post}".strip()


class OfficerField(forms.ModelChoiceField):
    """An officer by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.name)


class ActForm(forms.Form):
    """A form about a clue, or about one record of it.

    `moments` names the instants that are asked for as a day and a time: each pair of fields
    `<name>_on` and `<name>_time` is handed to the service as one instant in China.
    """

    moments: Sequence[tuple[str, Any]] = ()
    #: Which fields offer the respondents of the clue, and which its officers.
    people: Sequence[str] = ()
    officers: Sequence[str] = ()

    def __init__(self, *args: Any, clue: Clue, subject: Any = None, **kwargs: Any) -> None:
        """Offer the people of the clue and ask for instants."""
        self.clue, self.subject = clue, subject
        super().__init__(*args, **kwargs)
        for name in self.people:
            self._field(name).queryset = clue.respondents.order_by("pk")
        for name in self.officers:
            self._field(name).queryset = officers_of(clue)
        for name, label in self.moments:
            self.fields[f"{name}_on"] = DateField(label=label)
            self.fields[f"{name}_time"] = forms.TimeField(
                label=_("Time to the minute"), input_formats=["%H:%M", "%H:%M:%S"]
            )
        self.order_fields([f"{name}_{part}" for name, _label in self.moments for part in _PARTS])
        self.narrow()

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def narrow(self) -> None:
        """Leave out what the record does not call for; forms that offer less say so here."""

    def values(self) -> dict[str, Any]:
        """Return what was stated under the names the service knows."""
        found = dict(self.cleaned_data)
        for name, _label in self.moments:
            day, time = found.pop(f"{name}_on"), found.pop(f"{name}_time")
            found[name] = dt.datetime.combine(day, time, tzinfo=clock.CHINA)
        return found

    def refuse(self, faults: dict[str, list[str]]) -> None:
        """Put the refusals of the service under the fields they speak of."""
        for name, sentences in faults.items():
            field = f"{name}_on" if f"{name}_on" in self.fields else name
            self.add_error(field if field in self.fields else None, sentences)


_PARTS = ("on", "time")


class NoForm(ActForm):
    """Nothing to state but that it is done."""


def officers_of(clue: Clue) -> QuerySet[User]:
    """Return who works on the clue now."""
    held = accesses_in_force(clock.now()).filter(clue=clue, kind__in=("handler", "team"))
    return User.objects.filter(pk__in=held.order_by().values("user_id")).order_by("name", "pk")


def person(label: Any = None, *, required: bool = True) -> PersonField:
    """Return a field for one respondent."""
    return PersonField(
        queryset=Respondent.objects.none(),
        label=label or _("Respondent"),
        required=required,
        empty_label=_("Choose") if required else _("Nobody in particular"),
    )


def officer(label: Any) -> OfficerField:
    """Return a field for one officer."""
    return OfficerField(queryset=User.objects.none(), label=label, empty_label=_("Choose"))


def money(label: Any) -> forms.DecimalField:
    """Return a field for an amount to the fen."""
    return forms.DecimalField(label=label, min_value=0, max_digits=14, decimal_places=2)
