"""Forms of rectification plans: open one, record progress, look at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.forms.case_acts import line, text
from cases.selectors.plans import people_of_office
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.web.forms import DateField


class PeopleField(forms.ModelChoiceField):
    """An account by the name of its person."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.name)


class PlanForm(forms.Form):
    """Why the rows stand red, what is done about it, by whom, until when."""

    title = line(_("Title"), 80)
    causes = text(
        _("Causes"),
        rows=5,
        help_text=_("At least 20 characters; name no person of a clue."),
    )
    measures = text(
        _("Measure to take"),
        rows=5,
        help_text=_("At least 20 characters; name no person of a clue."),
    )
    owner = PeopleField(
        queryset=User.objects.none(), label=_("Person in charge"), empty_label=_("Choose")
    )
    due_on = DateField(label=_("To be rectified by"))

    def __init__(self, *args: Any, office: Unit, **kwargs: Any) -> None:
        """Offer whoever works in the office."""
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["owner"]
        offered.queryset = people_of_office(office)


class ProgressForm(forms.Form):
    """What was done so far."""

    words = text(
        _("What was done"),
        rows=4,
        help_text=_("At least 10 characters; name no person of a clue."),
    )


class LookForm(forms.Form):
    """Close the plan, or send it back."""

    accepts = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Verdict"),
        choices=(("1", _("Put right: close the plan")), ("0", _("Sent back"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    verdict = line(pgettext_lazy("case", "Opinion"), 300)
    due_on = DateField(label=_("New last day, where it is sent back"), required=False)
