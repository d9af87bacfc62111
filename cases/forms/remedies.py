"""Forms of remedies."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import RemedyKind, RemedyResult
from cases.forms.case_acts import ActForm, OfficerField, line, officer, person, text
from cases.models import Clue, Measure
from cases.selectors.remedies import may_examine
from supervision.web.forms import DateField


class MeasureField(forms.ModelChoiceField):
    """A measure of the clue with whom it concerns."""

    def label_from_instance(self, obj: Any) -> str:
        """Return person and measure."""
        return f"{obj.respondent.name} {obj.get_kind_display()}"


class RemedyForm(ActForm):
    """A remedy that came in, and the two who examine it."""

    people = ("respondent",)
    respondent = person()
    kind = forms.ChoiceField(label=_("Remedy"), choices=RemedyKind.choices)
    measure = MeasureField(
        queryset=Measure.objects.none(),
        label=_("Measure complained about"),
        required=False,
        empty_label=_("None: it is about a decision"),
    )
    served_on = DateField(label=_("Decision received on"))
    received_on = DateField(label=_("Request received on"))
    grounds = text(_("Grounds"))
    first_officer = officer(_("First examiner"))
    second_officer = officer(_("Second examiner"))

    def narrow(self) -> None:
        """Offer measures that began, and officers who had no hand in the case."""
        fields: dict[str, Any] = self.fields
        fields["measure"].queryset = _begun(self.clue)
        for name in ("first_officer", "second_officer"):
            chosen: OfficerField = fields[name]
            chosen.queryset = may_examine(self.clue)


def _begun(clue: Clue) -> QuerySet[Measure]:
    rows = clue.measures.filter(started_at__isnull=False)
    return rows.select_related("respondent").order_by("pk")


class RemedyOpinionForm(ActForm):
    """What the two examiners propose."""

    opinion_result = forms.ChoiceField(label=_("Proposed result"), choices=RemedyResult.choices)
    opinion = text(_("Opinion of the examiners"), rows=5)


class RemedyDecisionForm(ActForm):
    """The decision on a remedy."""

    result = forms.ChoiceField(label=pgettext_lazy("case", "Result"), choices=RemedyResult.choices)
    decided_on = DateField(label=_("Decided on"))
    paper = line(_("Number of the decision"), 60)
    words = text(_("Decision and reasons"), rows=4)


class RemedyRecordForm(RemedyDecisionForm):
    """The decision of the next-higher organ."""

    outside_organ = line(_("Deciding organ"), 80)
