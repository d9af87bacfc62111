"""Forms about who takes part in a clue, who must not, and who stands in."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import STATED, AccessKind
from supervision.accounts.models import User
from supervision.web.forms import DateField


def _account(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int)


def _offer(field: forms.Field, people: Iterable[User]) -> None:
    rows = [(one.pk, _named(one)) for one in people]
    field.choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


def _named(user: User) -> str:
    return " ".join(part for part in (user.name, str(user.home_unit or "")) if part)


class NameForm(forms.Form):
    """Name somebody for a part in the clue, through a day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Part"), widget=forms.RadioSelect)
    user = _account(_("Officer"))
    last_on = DateField(
        label=_("Open through"),
        help_text=_("The clue closes to the officer after this day; it can be given anew."),
    )

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[str],
        people: Iterable[User],
        last_on: dt.date,
        version: int,
        **kwargs: Any,
    ) -> None:
        """Offer the parts the account may name, and the officers who may take them."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, AccessKind(one).label) for one in kinds]  # type: ignore[attr-defined]
        self.fields["last_on"].initial = last_on
        self.fields["version"].initial = version
        _offer(self.fields["user"], people)


class AvoidanceForm(forms.Form):
    """Record that somebody must leave the clue to others."""

    user = _account(_("Who leaves it to others"))
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(one.value, one.label) for one in STATED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("At least 10 characters."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        """Offer whoever the account may say it of."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["user"], people)


class StandInForm(forms.Form):
    """Name who signs in one's place, from a day to a day."""

    stand_in = _account(_("Stand-in"))
    first_on = DateField(label=_("First day of the absence"))
    last_on = DateField(label=_("Last day of the absence"))
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("For example: business trip, leave.")
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        """Offer whoever may sign in this account's place."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["stand_in"], people)
