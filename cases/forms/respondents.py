"""Whom a clue is about: found in the register, or written as the report names them."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.entries import RespondentEntry
from cases.enums import PersonStanding, RespondentRole
from cases.forms.fields import UnitField, unlogged
from cases.selectors.registrar import described, people_named, person_of, units_concerned
from supervision.people.models import Person

#: Respondents of one clue that the form takes.
MOST_PEOPLE = 20
NOBODY = "0"


class RespondentForm(forms.Form):
    """One person the clue is about, found in the register or written as the report names them."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person = forms.ChoiceField(
        label=_("In the people register"), required=False, widget=forms.RadioSelect
    )
    unit = UnitField(label=_("Unit"), required=False, empty_label=_("As the clue, or not known"))
    workplace = forms.CharField(
        label=_("Workplace outside of the tree"), max_length=80, required=False
    )
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    rank = forms.CharField(label=_("Rank"), max_length=20, required=False)
    id_number = unlogged(_("ID number"), max_length=24)
    role = forms.ChoiceField(
        label=_("Role in the clue"),
        choices=RespondentRole.choices,
        initial=RespondentRole.MAIN,
    )
    standing = forms.ChoiceField(
        label=_("Standing in law"),
        choices=[("", _("As in the register")), *PersonStanding.choices],
        required=False,
    )
    is_member = forms.BooleanField(label=_("Party member"), required=False)
    holds_party_post = forms.BooleanField(label=_("Holds a Party post"), required=False)
    heads_committee = forms.BooleanField(
        label=_("Heads a Party committee of the next lower level"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the persons of the register who bear the typed name."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_concerned()  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs |= {
            "hx-get": f"{reverse('cases:clue_people')}?row={self.prefix}",
            "hx-trigger": "input changed delay:500ms",
            "hx-target": f"#{self.prefix}-found",
        }
        self.namesakes = self._namesakes()
        choices = [(str(one.pk), f"{one.name} · {described(one)}") for one in self.namesakes]
        field: Any = self.fields["person"]
        field.choices = [*choices, (NOBODY, _("None of these"))] if choices else []

    def _namesakes(self) -> list[Person]:
        name = str(self._said("name")).strip()[:60]
        found = people_named(name, None) if name else []
        chosen = person_of(str(self._said("person")))
        return found if chosen is None or chosen in found else [chosen, *found]

    def _said(self, name: str) -> Any:
        """Return what was typed in a field, else with what the form began."""
        known = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return known or ""

    def clean(self) -> dict[str, Any]:
        """Ask which of several persons of one name is meant, and for what the register lacks."""
        data: dict[str, Any] = super().clean() or {}
        name = str(data.get("name", "")).strip()
        if not name:
            self.add_error("name", _t("Write the name, or leave the whole part empty."))
            return data
        if self.namesakes and not data.get("person") and "person" not in self.errors:
            self._choose(data)
        is_known = str(data.get("person", "")) not in ("", NOBODY) or bool(data.get("id_number"))
        if "person" not in self.errors and not is_known:
            self._ask_for_more(name, data)
        return data

    def _choose(self, data: dict[str, Any]) -> None:
        """Take the one person of the name in the unit; ask where that says nothing."""
        unit = data.get("unit")
        known = people_named(data["name"], unit) if unit is not None else []
        if len(known) == 1:
            data["person"] = str(known[0].pk)
            return
        self.add_error("person", _t("The register knows this name: choose who is meant, or none."))

    def _ask_for_more(self, name: str, data: dict[str, Any]) -> None:
        """Ask about somebody whom the register does not know."""
        if name.isascii():
            self.add_error("name", _t("Write the name in characters, or choose who is meant."))
        if not data.get("standing"):
            self.add_error("standing", _t("The register does not know this person: choose one."))

    def entry(self) -> RespondentEntry:
        """Return the person as one value."""
        data = dict(self.cleaned_data)
        chosen = data.pop("person", "")
        data["person"] = next((one for one in self.namesakes if str(one.pk) == chosen), None)
        return RespondentEntry(**data)


def facts_of(respondent: Any) -> dict[str, Any]:
    """Return what is known of a respondent, as the form begins with it."""
    names = [name for name in RespondentForm.base_fields if name != "person"]
    known = {name: getattr(respondent, name) for name in names}
    return known | {"person": str(respondent.person_id or "")}


class _Respondents(BaseFormSet):
    """The persons of one clue; rows without a name are left out."""

    def entries(self) -> list[RespondentEntry]:
        """Return every person that was written down."""
        return [form.entry() for form in self.forms if form.cleaned_data.get("name")]


Respondents = formset_factory(
    RespondentForm, formset=_Respondents, extra=1, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE
)


def respondents(data: Any = None, *, more: bool = False) -> Any:
    """Return the rows of persons, bound to what was sent; `more` adds an empty row."""
    if data is None:
        return Respondents(prefix="people")
    sent = data.copy()
    if more:
        total = str(sent.get("people-TOTAL_FORMS", "1"))
        count = int(total) if total.isdecimal() else 1
        if count < MOST_PEOPLE:
            sent["people-TOTAL_FORMS"] = str(count + 1)
            sent[f"people-{count}-role"] = RespondentRole.MAIN.value
    return Respondents(sent, prefix="people")
