"""Forms of the steps that take proposed outcomes along, or count as an outcome themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.steps import ProposalForm
from cases.models import Clue
from cases.selectors.outcomes import drafts_of
from cases.workflow import Transition
from supervision.accounts.models import User
from supervision.web.forms import DateField


class _TakesAlong(ProposalForm):
    """Shows what goes along; it is written on the page of the clue and not changed here."""

    fact = ""

    def __init__(self, *args: Any, clue: Clue, row: Transition, user: User, **kwargs: Any) -> None:
        """Show the proposed outcomes before the opinion."""
        super().__init__(*args, clue=clue, row=row, user=user, **kwargs)
        lines = [f"{one.respondent.name}：{one.get_code_display()}" for one in drafts_of(clue)]
        self.fields[self.fact] = forms.CharField(
            label=_("Outcomes that go along"),
            required=False,
            disabled=True,
            initial="\n".join(lines),
            help_text=_("They are proposed on the page of the clue, under “Outcomes”."),
            widget=forms.Textarea(attrs={"rows": max(2, len(lines))}),
        )
        self.order_fields(["version", self.fact])


class MeasuresForm(_TakesAlong):
    """Deal with a matter by the first form."""

    fact = "measures"


class DecideForm(_TakesAlong):
    """Decide a case."""

    fact = "outcomes"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask whether the Party committee approves, and for the day of the decision."""
        super().__init__(*args, **kwargs)
        self.fields["needs_party_committee"] = forms.BooleanField(
            label=_("The Party committee has to approve the sanction"), required=False
        )
        self.fields["decided_on"] = DateField(
            label=_("Day of the decision"),
            required=False,
            help_text=_("Where the paper bears another day than that of the last signature."),
        )
        self.order_fields(["version", self.fact, "needs_party_committee", "decided_on"])

    def facts(self) -> dict[str, Any]:
        """Add what is stated beside the facts of the table."""
        stated = {"needs_party_committee": self.cleaned_data["needs_party_committee"]}
        if self.cleaned_data["decided_on"]:
            stated["decided_on"] = self.cleaned_data["decided_on"].isoformat()
        return {**super().facts(), **stated}


class VerifyCloseForm(ProposalForm):
    """Close after verification: face to face it counts as the first form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask whether the person was met."""
        super().__init__(*args, **kwargs)
        self.fields["face_to_face"] = forms.BooleanField(
            label=_("The verification met the person face to face"),
            required=False,
            help_text=_("Counts as a case of the first form."),
        )

    def facts(self) -> dict[str, Any]:
        """Add whether the person was met."""
        return {**super().facts(), "face_to_face": self.cleaned_data["face_to_face"]}
