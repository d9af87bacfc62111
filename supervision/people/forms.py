"""Forms of the people register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.enums import Gender, KinRelation, KinSource, Rank, SuperviseeKind
from supervision.people.labels import refusal_of
from supervision.people.models import Person
from supervision.people.rules import identity
from supervision.people.rules.identity import BadNumber
from supervision.people.services.reading import SHORTEST_REASON
from supervision.people.values import KinData, PersonData, PostData
from supervision.web.forms import DateField

_NOTHING = [("", "—")]


class PastDateField(DateField):
    """A day in somebody's life, back to 1900."""

    first_year = 1900
    default_error_messages = {"year": _("Choose a year between 1900 and 2100.")}


def _unlogged(label: Any, **attrs: Any) -> forms.CharField:
    """Return a text field that no browser remembers."""
    return forms.CharField(
        label=label,
        max_length=attrs.pop("max_length", 40),
        required=attrs.pop("required", False),
        help_text=attrs.pop("help_text", ""),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attrs}),
    )


class SearchForm(forms.Form):
    """One box for names, pinyin and numbers; it is posted, so that no address holds a number."""

    q = _unlogged(
        _("Name, pinyin, initials, ID number or phone"),
        max_length=80,
        required=True,
        help_text=_(
            "Part of a name is enough; an ID number may be masked, such as 530102********1234."
        ),
    )


class PersonForm(forms.Form):
    """Everything the register holds of a person but posts and relatives."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=60)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices)
    birth_on = PastDateField(label=_("Date of birth"))
    id_number = _unlogged(_("ID number"), max_length=24, required=True)
    phone = _unlogged(_("Mobile phone"), max_length=20, inputmode="tel")
    residence = _unlogged(_("Residence"), max_length=120)
    ethnic_group = forms.CharField(label=_("Ethnic group"), max_length=20, required=False)
    native_place = forms.CharField(label=_("Native place"), max_length=80, required=False)
    growth_place = forms.CharField(
        label=_("Place of growing up"),
        max_length=80,
        required=False,
        help_text=_("Locality avoidance is checked against it."),
    )
    education = forms.CharField(label=_("Education"), max_length=20, required=False)
    occupation = forms.CharField(label=_("Occupation"), max_length=40, required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        empty_label=_("Please choose a unit"),
        help_text=_("The unit that keeps the person's file; its readers see the person."),
    )
    is_supervisee = forms.BooleanField(label=_("Supervisee"), required=False)
    supervisee_kind = forms.ChoiceField(
        label=_("Kind of supervisee"), choices=[*_NOTHING, *SuperviseeKind.choices], required=False
    )
    supervisee_since = PastDateField(label=_("Supervisee since"), required=False)
    is_member = forms.BooleanField(label=_("Party member"), required=False)
    party_branch = forms.CharField(label=_("Party branch"), max_length=80, required=False)
    party_post = forms.CharField(label=_("Party post"), max_length=40, required=False)
    joined_on = PastDateField(label=_("Joined the Party"), required=False)
    full_on = PastDateField(label=_("Became a full member"), required=False)
    account = forms.CharField(
        label=_("Account in the portal"),
        max_length=40,
        required=False,
        help_text=_("Where the person has one; write its name."),
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], person: Person | None = None, **kwargs: Any
    ) -> None:
        """Offer the units; for a person there is already, keep what is masked unless typed anew."""
        super().__init__(*args, **kwargs)
        self.person = person
        unit: Any = self.fields["unit"]
        unit.queryset = units
        if person is not None:
            self._keep(person)

    def _keep(self, person: Person) -> None:
        shown = {
            "id_number": person.masked_id_number,
            "phone": person.masked_phone,
            "residence": person.masked_residence,
        }
        for name, value in shown.items():
            field = self.fields[name]
            field.required = False
            field.widget.attrs["placeholder"] = value
            field.help_text = _("Left empty, it stays as it is.")
        for name in self.fields:
            if name not in shown and name != "account":
                self.fields[name].initial = getattr(person, name)
        self.fields["account"].initial = person.account.username if person.account else ""

    def clean_id_number(self) -> str:
        """Refuse a number that no identity card bears, beside the field."""
        text = str(self.cleaned_data["id_number"])
        if text:
            try:
                identity.checked(text)
            except BadNumber as bad:
                raise ValidationError(refusal_of(bad.code)) from None
        return text

    def clean_account(self) -> User | None:
        """Find the account by its name."""
        name = str(self.cleaned_data["account"]).strip()
        if not name:
            return None
        account = User.objects.filter(username__iexact=name, is_temporary=False).first()
        if account is None:
            raise ValidationError(_("There is no account with this name."))
        return account

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to a supervisee and to a Party member."""
        data = super().clean() or {}
        pairs = (
            ("is_supervisee", ("supervisee_kind", "supervisee_since"), ()),
            ("is_member", ("party_branch", "joined_on"), ("party_post", "full_on")),
        )
        for flag, needed, further in pairs:
            for name in (*needed, *further):
                if not data.get(flag):
                    data[name] = None if name.endswith(("_on", "_since")) else ""
                elif name in needed and name not in self.errors and not data.get(name):
                    self.add_error(name, _("This is needed here."))
        if not data.get("is_supervisee") and not data.get("is_member"):
            self.add_error("is_supervisee", _("Tick one of the two, or both."))
        joined, full = data.get("joined_on"), data.get("full_on")
        if joined and full and full < joined:
            self.add_error("full_on", _("This lies before the day of joining."))
        return data

    def data_given(self) -> PersonData:
        """Return the data for the services; what was left masked stays."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "account"}
        if self.person is not None:
            data["phone"] = data["phone"] or None
            data["residence"] = data["residence"] or None
        return PersonData(**data)


class PostForm(forms.Form):
    """A post held now or before."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label="—"
    )
    organisation = forms.CharField(
        label=_("Organisation outside of the district"), max_length=80, required=False
    )
    title = forms.CharField(label=_("Post"), max_length=60)
    rank = forms.ChoiceField(label=_("Rank"), choices=[*_NOTHING, *Rank.choices], required=False)
    is_leading = forms.BooleanField(label=_("Member of the leading group"), required=False)
    started_on = PastDateField(label=_("From"))
    ended_on = PastDateField(
        label=pgettext_lazy("end of a period", "To"),
        required=False,
        help_text=_("Empty while the post is held."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units

    def data_given(self) -> PostData:
        """Return the data for the service."""
        return PostData(**self.cleaned_data)


class EndPostForm(forms.Form):
    """The last day of a post."""

    ended_on = PastDateField(label=_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose today."""
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = clock.today()


class KinForm(forms.Form):
    """A relative: somebody of the register by number, or anybody by name."""

    relation = forms.ChoiceField(label=_("The relative is the person's"), choices=KinRelation)
    id_number = _unlogged(
        _("ID number of the relative"),
        max_length=24,
        help_text=_(
            "Links the relative's own entry in the register; the masked form is enough where "
            "only one person fits. The relation then stands on both files."
        ),
    )
    name = forms.CharField(
        label=_("Or the relative's name"),
        max_length=60,
        required=False,
        help_text=_("For somebody who is not in the register."),
    )
    workplace = forms.CharField(label=_("Workplace"), max_length=80, required=False)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    source = forms.ChoiceField(label=_("How it is known"), choices=KinSource)
    known_on = PastDateField(label=_("Known since"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose today."""
        super().__init__(*args, **kwargs)
        self.fields["known_on"].initial = clock.today()

    def data_given(self) -> KinData:
        """Return the data for the service."""
        return KinData(**self.cleaned_data)


class RevealForm(forms.Form):
    """Why a masked field is needed."""

    reason = forms.CharField(
        label=_("For what work do you need it?"),
        max_length=200,
        min_length=SHORTEST_REASON,
        help_text=_("The reason is kept with your name; the commission reviews who read what."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def take_refusal(form: forms.Form, refused: ValidationError) -> None:
    """Put what a service refused beside the fields it concerns."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)
