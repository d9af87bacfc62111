"""Forms of outcomes, review, and what follows from a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import OutcomeCode, PersonStanding, ProposalKind, ProsecutionResult
from cases.forms.case_acts import ActForm, line, person, text
from cases.rules.outcomes import NOT_BY_HAND, OF_DECISION_ONLY, is_first_form
from cases.selectors.follow_ups import places_for_report
from supervision.organizations.models import Unit
from supervision.web.forms import DateField, FilesField

_GROUPS = (
    (_("First form"), lambda code: is_first_form(code)),
    (_("Party sanction"), lambda code: code.startswith("party:")),
    (_("Government sanction"), lambda code: code.startswith("government:")),
    (_("Party organisation"), lambda code: code.startswith("unit:")),
    (_("Without sanction"), lambda code: code in OF_DECISION_ONLY),
    (_("Organisational measure or transfer"), lambda code: True),
)


def outcome_choices(*, first_only: bool) -> list[Any]:
    """Return the outcomes that can be proposed by hand, in groups."""
    left = [(code, label) for code, label in OutcomeCode.choices if code not in NOT_BY_HAND]
    groups = []
    for title, belongs in _GROUPS[:1] if first_only else _GROUPS:
        chosen = [pair for pair in left if belongs(pair[0])]
        left = [pair for pair in left if pair not in chosen]
        groups.append((title, chosen))
    return groups


class OutcomeForm(ActForm):
    """Propose an outcome for one person."""

    people = ("respondent",)
    respondent = person()
    code = forms.ChoiceField(label=pgettext_lazy("case", "Outcome"))
    reason = text(_("Facts and reasons"), rows=5, help_text=_("At least 10 characters; sealed."))
    times = forms.IntegerField(
        label=_("Number of acts"),
        min_value=1,
        max_value=20,
        initial=1,
        help_text=_("Government sanctions of one kind may be added up, to 48 months at most."),
    )
    months = forms.IntegerField(
        label=_("Period in months"),
        min_value=1,
        max_value=48,
        required=False,
        help_text=_("Only for several acts; empty for the least the law gives."),
    )
    probation_years = forms.TypedChoiceField(
        label=_("Years of probation"),
        choices=(("", _("not a probation")), ("1", "1"), ("2", "2")),
        coerce=int,
        empty_value=None,
        required=False,
    )
    in_place_of_removal = forms.BooleanField(
        label=_("Stands in place of removal (two years)"), required=False
    )
    running_until = DateField(
        label=_("An earlier sanction runs until"),
        required=False,
        help_text=_("Only one the portal does not know of; the rest is added."),
    )
    cannot_correct = forms.BooleanField(
        label=_("The organisation gravely violates discipline and cannot correct itself"),
        required=False,
        help_text=_("Asked for by reorganisation and dissolution."),
    )
    most_members = forms.BooleanField(
        label=_("All or most of its members gravely violate discipline"),
        required=False,
        help_text=_("Asked for by dissolution; each member is examined and registered anew."),
    )

    def narrow(self) -> None:
        """Before a case is reviewed only the first form is offered, without periods."""
        first_only = self.clue.status in ("talk_inquiry", "verifying")
        field: Any = self.fields["code"]
        field.choices = [("", _("Choose")), *outcome_choices(first_only=first_only)]
        if first_only:
            for name in ("times", "months", "probation_years", "in_place_of_removal"):
                del self.fields[name]
            del self.fields["running_until"]
        standings = set(self.clue.respondents.values_list("standing", flat=True))
        if first_only or PersonStanding.ORGANISATION not in standings:
            del self.fields["cannot_correct"], self.fields["most_members"]


class CorrectForm(ActForm):
    """Why an outcome is taken out."""

    reason = text(_("Reason"), help_text=_("At least 10 characters; it stands beside the outcome."))


class UnitSanctionForm(ActForm):
    """That the unit has sanctioned the act already."""

    people = ("respondent",)
    respondent = person()
    unit_name = line(_("By which unit"), 80)
    sanction = line(_("Sanction"), 60)
    given_on = DateField(label=_("Given on"))


class RevokeForm(ActForm):
    """When the unit revoked its sanction."""

    revoked_on = DateField(label=_("Revoked on"))


class OpinionForm(ActForm):
    """What a member of the panel holds."""

    opinion = text(
        pgettext_lazy("case", "Opinion"),
        rows=6,
        help_text=_("At least 10 characters; it stands for good."),
    )
    dissents = forms.BooleanField(label=_("Differs from the panel"), required=False)


class UnitsField(forms.ModelChoiceField):
    """A unit by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.name)


def _unit(label: Any) -> UnitsField:
    units = Unit.objects.filter(is_active=True).order_by("path")
    return UnitsField(queryset=units, label=label, empty_label=_("Choose"))


class ProposalForm(ActForm):
    """A proposal that went to a unit."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ProposalKind.choices, widget=forms.RadioSelect
    )
    unit = _unit(_("Unit"))
    number = line(_("Number of the document"), 60)
    problem = text(_("Problem"))
    request = text(_("What is proposed"))
    sent_on = DateField(label=_("Sent on"))
    reply_by = DateField(label=_("Reply by"))


class ReplyForm(ActForm):
    """What the unit answered."""

    replied_on = DateField(label=_("Replied on"))
    reply = text(_("Reply of the unit"), rows=5)
    objects_to_it = forms.BooleanField(label=_("The unit objects"), required=False)


class CausesForm(ActForm):
    """The second report of a case."""

    causes = text(_("Causes"), rows=4, help_text=_("At least 20 characters each."))
    gaps = text(_("Gaps in rules and supervision"), rows=4)
    advice = text(_("Advice"), rows=4)


class RectifyForm(ActForm):
    """One item of the list."""

    unit = _unit(_("Unit"))
    problem = line(_("Problem"), 300)
    measures = text(_("Measure to take"))
    owner_name = line(_("Person in charge"), 40)
    due_on = DateField(label=_("To be rectified by"))


class DoneForm(ActForm):
    """What the unit did, with its evidence."""

    done_on = DateField(label=_("Done on"))
    done = text(_("What was done"), rows=4)
    files = FilesField(  # type: ignore[assignment]
        label=_("Evidence"), required=False, allow_empty_file=True
    )


class VerifyForm(ActForm):
    """Accept what was done, or send it back."""

    accepts = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Verdict"),
        choices=(("1", _("Accepted")), ("0", _("Sent back"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    verdict = line(pgettext_lazy("case", "Opinion"), 300)
    due_on = DateField(label=_("New last day, where it is sent back"), required=False)


class ReportForm(ActForm):
    """Report back to whoever supervised."""

    to_unit = UnitsField(
        queryset=Unit.objects.none(), label=_("Office or group"), empty_label=_("Choose")
    )
    words = text(_("Report"), rows=6, help_text=_("Problems and measures, no person of the case."))

    def narrow(self) -> None:
        """Offer the offices and groups that can read a report."""
        field: Any = self.fields["to_unit"]
        field.queryset = places_for_report()


class ProsecutionForm(ActForm):
    """A transfer to the procuratorate."""

    people = ("respondent",)
    respondent = person()
    procuratorate = line(pgettext_lazy("case", "Procuratorate"), 60)
    charges = line(_("Charges"), 200)
    paper = line(_("Number of the prosecution opinion"), 60)
    transferred_on = DateField(label=_("Transferred on"))


class RoundForm(ActForm):
    """A return by the procuratorate."""

    returned_on = DateField(label=_("Returned on"))
    wanted = text(_("What is to be supplemented"))


class ResubmitForm(ActForm):
    """The end of a supplementary investigation."""

    resubmitted_on = DateField(label=_("Submitted anew on"))
    result = text(_("What was supplemented"))


class JudgmentForm(ActForm):
    """The judgment in force, or the decision not to prosecute."""

    court = line(pgettext_lazy("case", "Decided by"), 60)
    result = forms.ChoiceField(
        label=pgettext_lazy("case", "Result"), choices=ProsecutionResult.choices
    )
    result_on = DateField(label=_("In force since"))
    result_paper = line(_("Number of the judgment"), 60)
    judgment = text(_("Judgment"), rows=4)
    expelled = forms.BooleanField(label=_("Expelled upon the judgment"), required=False)
