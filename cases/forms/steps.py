"""Forms of steps: propose an act with its facts, sign, record an approval from outside."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import FilingKind, TalkMode
from cases.models import Clue
from cases.selectors.acts import people_for
from cases.selectors.countersigners import MOST, offered
from cases.selectors.offices import handling_offices
from cases.services.faults import with_article
from cases.services.hands import TWO_PERSONS
from cases.workflow import Transition
from supervision.accounts.models import User
from supervision.web.forms import DateField, FileInput

_AT_LEAST = _("At least 10 characters.")
_LONG = 2000


def _text(label: Any, rows: int = 4, help_text: Any = _AT_LEAST) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=_LONG, help_text=help_text, widget=area)


def _respondents(clue: Clue) -> forms.Field:
    people = clue.respondents.order_by("pk")
    return forms.TypedMultipleChoiceField(
        label=_("Respondents"),
        coerce=int,
        choices=[(one.pk, f"{one.name} {one.workplace} {one.post}".strip()) for one in people],
        initial=[one.pk for one in people],
        widget=forms.CheckboxSelectMultiple,
    )


def _office(clue: Clue) -> forms.Field:
    offices = [one for one in handling_offices() if one.pk != clue.handling_office_id]
    return forms.TypedChoiceField(
        label=_("Handling office"),
        coerce=int,
        choices=[("", _("Choose")), *((one.pk, one.name) for one in offices)],
        help_text=_("Offices with a head and handling officers, those of townships included."),
    )


def _repeat(clue: Clue) -> forms.Field:
    matches = clue.matches.filter(is_duplicate=True).select_related("earlier")
    return forms.ChoiceField(
        label=_("Earlier clue"),
        choices=[("", _("Choose")), *((one.earlier.number, one.earlier.number) for one in matches)],
        help_text=_("Only what was decided to be the same matter is offered."),
    )


def _choice(label: Any, choices: Any) -> Callable[[Clue], forms.Field]:
    def build(clue: Clue) -> forms.Field:
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    return build


#: How each fact of the table is asked for; a panel is whoever takes part in the acceptance.
FACT_FIELDS: dict[str, Callable[[Clue], forms.Field]] = {
    "handling_office": _office,
    "respondents": _respondents,
    "talk_mode": _choice(_("Way of asking"), TalkMode.choices),
    "filing_kind": _choice(_("Filed under"), FilingKind.choices),
    "reason": lambda clue: _text(_("Reason")),
    "review_on": lambda clue: DateField(label=_("Look again on")),
    "receiving_unit": lambda clue: forms.CharField(
        label=_("Receiving Party organisation"), max_length=80
    ),
    "announced_on": lambda clue: DateField(label=_("Announced on")),
    "investigation_plan": lambda clue: _text(
        _("Plan of the investigation"),
        help_text=_("Approved at the special meeting; at least 10 characters."),
    ),
    "property": lambda clue: _text(
        _("Property involved"), help_text=_("What is moved with the case; write none where none.")
    ),
    "executed_on": lambda clue: DateField(label=_("Executed on")),
    "archive_number": lambda clue: forms.CharField(label=_("Archive number"), max_length=40),
    "repeat_of": _repeat,
}

#: In this order; facts that are not named follow.
_ORDER = list(FACT_FIELDS)


class ProposalForm(forms.Form):
    """Propose one act: its facts, who takes part, the opinion.

    A subject whose facts are more than fields gives a form of its own, with `facts()`.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, clue: Clue, row: Transition, user: User, **kwargs: Any) -> None:
        """Ask for the facts of the act, and for its officers where it takes several."""
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["version"].initial = clue.version
        for fact in sorted(row.facts & FACT_FIELDS.keys(), key=_ORDER.index):
            self.fields[fact] = FACT_FIELDS[fact](clue)
        self.people = [one for one in people_for(clue, row) if one.pk != user.pk]
        if row.officers > 1:
            self.fields["officers"] = self._officers(row.officers)
        self.fields["opinion"] = _text(pgettext_lazy("proposal", "Opinion"))
        self.offices = offered(clue, row)
        for place in range(1, MOST + 1) if self.offices else ():
            self.fields[f"countersigner_{place}"] = self._countersigner(place)

    def _countersigner(self, place: int) -> forms.Field:
        told = _(
            "Where another office has to say what it holds before the step is approved. They sign "
            "in this order; the clue is open to each head until they have signed."
        )
        return forms.TypedChoiceField(
            label=_("Countersigned by (%(n)d)") % {"n": place},
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("no office")), *self.offices],
            help_text=told if place == 1 else "",
        )

    def _officers(self, count: int) -> forms.Field:
        words = _("%(n)d officers have to take part in this step; %(named)d are named.")
        refusal = with_article(words % {"n": count, "named": 1}, TWO_PERSONS)
        return forms.TypedMultipleChoiceField(
            label=_("Taking part with you"),
            coerce=int,
            error_messages={"required": refusal},
            choices=[(one.pk, one.name) for one in self.people],
            help_text=_("This step takes at least %(n)d officers, yourself among them.")
            % {"n": count},
            widget=forms.CheckboxSelectMultiple,
        )

    def facts(self) -> dict[str, Any]:
        """Return what the form stated, by fact."""
        return {fact: self.cleaned_data[fact] for fact in self.row.facts & self.fields.keys()}

    def officers(self) -> Sequence[User]:
        """Return whoever takes part beside the proposer."""
        chosen = set(self.cleaned_data.get("officers", ()))
        return [one for one in self.people if one.pk in chosen]

    def countersigners(self) -> Sequence[User]:
        """Return the heads of offices whose opinion is asked for, in the order they were chosen."""
        named = [self.cleaned_data.get(f"countersigner_{place}") for place in range(1, MOST + 1)]
        people = User.objects.in_bulk([pk for pk in named if pk])
        return [people[pk] for pk in dict.fromkeys(named) if pk in people]


class SignForm(forms.Form):
    """Approve a step or send it back."""

    opinion = forms.CharField(
        label=_("Opinion"),
        max_length=_LONG,
        help_text=_("To send it back say why, in at least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def of_countersigner(self) -> None:
        """Say what a countersigner writes, who sends nothing back."""
        self.fields["opinion"].help_text = _(
            "For another opinion say what your office holds, in at least 10 characters."
        )


class OutsideForm(forms.Form):
    """Record what somebody outside of the portal approved or refused."""

    name = forms.CharField(label=_("Who approved"), max_length=60)
    post = forms.CharField(label=_("Post or organ"), max_length=60)
    on = DateField(label=_("Approved on"))
    opinion = forms.CharField(
        label=_("Words of the approval"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachment = forms.FileField(label=_("Paper of the approval"), widget=FileInput)
