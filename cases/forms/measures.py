"""Forms of measures and of property."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import (
    MeasureKind,
    NoticeTo,
    PersonStanding,
    PropertyEnd,
    PropertyKind,
    Recovered,
)
from cases.forms.case_acts import ActForm, line, money, officer, person, text
from cases.selectors.measures import untold
from supervision.web.forms import DateField


class ProposeForm(ActForm):
    """Ask for a measure."""

    people = ("respondent",)
    officers = ("first_officer", "second_officer")
    respondent = person()
    kind = forms.ChoiceField(label=pgettext_lazy("case", "Measure"), choices=MeasureKind.choices)
    needs_custody = forms.BooleanField(
        label=_("Custody or detention is needed (24 hours instead of 12)"),
        required=False,
        help_text=_("Counts for a compelled appearance alone."),
    )
    first_officer = officer(pgettext_lazy("case", "First officer"))
    second_officer = officer(pgettext_lazy("case", "Second officer"))
    ground = text(
        pgettext_lazy("case", "Ground"), rows=5, help_text=_("Facts and evidence; it is sealed.")
    )

    def narrow(self) -> None:
        """Offer persons alone: no organisation is put under a measure."""
        offered: Any = self.fields["respondent"]
        offered.queryset = offered.queryset.exclude(standing=PersonStanding.ORGANISATION)


class _Verdict(ActForm):
    approves = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Decision"),
        choices=(("1", _("Approve")), ("0", _("Refuse"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )


class SignForm(_Verdict):
    """Approve or refuse as the principal."""

    opinion = text(pgettext_lazy("case", "Opinion"))


class OutsideForm(_Verdict):
    """Record what a meeting or the next-higher organ decided."""

    outside_name = line(_("Meeting or organ"), 120)
    outside_on = DateField(label=_("Approved on"))
    paper = line(_("Number of the approval"), 60)
    opinion = text(_("Words of the approval"))


class StartForm(ActForm):
    """When and where it began."""

    moments = (("started_at", _("Begun on")),)
    place = line(_("Place"), 120, help_text=_("It is sealed and shown to the team alone."))


class ArriveForm(ActForm):
    """When somebody was at the site."""

    moments = (("arrived_at", _("At the site on")),)


class TellForm(ActForm):
    """Who was told when."""

    moments = (("told_at", _("Told on")),)
    to = forms.ChoiceField(label=_("Told"), choices=NoticeTo.choices, widget=forms.RadioSelect)
    person = line(_("Who was told, and how"), 120)

    def narrow(self) -> None:
        """Offer those who were not told yet."""
        _offer_untold(self)


class DelayForm(ActForm):
    """Why somebody cannot be told yet."""

    to = forms.ChoiceField(label=_("Not told yet"), choices=NoticeTo.choices)
    delay_reason = text(_("Reason"), help_text=_("How the notice would hamper the investigation."))

    def narrow(self) -> None:
        """Offer those who were not told yet."""
        _offer_untold(self)


def _offer_untold(form: ActForm) -> None:
    left = untold(form.subject) if form.subject is not None else set()
    field: Any = form.fields["to"]
    field.choices = [(code, label) for code, label in NoticeTo.choices if code in left]


class ExtendForm(ActForm):
    """Prolong a measure, as somebody granted it."""

    granted_by = line(_("Granted by"), 120)
    granted_on = DateField(label=_("Granted on"))
    paper = line(_("Number of the approval"), 60)
    reason = text(_("Reason"))

    def narrow(self) -> None:
        """Ask for what the kind of measure calls for."""
        kind = self.subject.kind if self.subject is not None else ""
        if kind == MeasureKind.PROTECTIVE_CUSTODY:
            self.fields["days"] = forms.IntegerField(
                label=pgettext_lazy("case", "Days"),
                min_value=1,
                max_value=3,
                help_text=_("One to three, once."),
            )
        if kind == MeasureKind.DETENTION and self.subject.extension_count == 1:
            self.fields["ten_years"] = forms.BooleanField(
                label=_("A sentence of ten years or more is likely"),
                help_text=_("Decided by the National Commission of Supervision; two months."),
                required=False,
            )


class AskForm(ActForm):
    """A request to change custody or detention."""

    moments = (("received_at", _("Received on")),)
    asked_by = line(
        _("Asked by"), 80, help_text=_("The person held, a near relative, or the unit.")
    )
    reason = text(_("Reason"))


class DecideRequestForm(ActForm):
    """Grant or refuse a request."""

    grants = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Decision"),
        choices=(("1", _("Grant")), ("0", _("Refuse"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    answer = text(_("Answer with its reason"))


class EndForm(ActForm):
    """When and why it ended."""

    moments = (("ended_at", _("Ended on")),)
    end_reason = text(_("Reason for the end"))


class SecureForm(ActForm):
    """One thing or account that was secured."""

    people = ("respondent",)
    officers = ("first_officer", "second_officer")
    moments = (("secured_at", _("Secured on")),)
    kind = forms.ChoiceField(label=_("How it is secured"), choices=PropertyKind.choices)
    what = line(_("Thing or account"), 200)
    quantity = line(_("Quantity"), 40)
    value = money(_("Value in yuan"))
    respondent = person(_("Whose it is"), required=False)
    keeper = line(_("Keeper"), 60)
    place = line(_("Place"), 120)
    paper = line(_("Number of the list"), 60)
    first_officer = officer(pgettext_lazy("case", "First officer"))
    second_officer = officer(pgettext_lazy("case", "Second officer"))


class UnrelatedForm(ActForm):
    """When it was found to have nothing to do with the case."""

    moments = (("unrelated_at", _("Found unrelated on")),)


class SettleForm(ActForm):
    """What became of it."""

    moments = (("settled_at", _("Settled on")),)
    end = forms.ChoiceField(label=_("What became of it"), choices=PropertyEnd.choices)
    end_note = text(_("To whom, on what paper"))


class RecoveryForm(ActForm):
    """Money that came back."""

    people = ("respondent",)
    kind = forms.ChoiceField(label=_("How it came back"), choices=Recovered.choices)
    amount = money(_("Amount in yuan"))
    received_on = DateField(label=_("Received on"))
    paper = line(_("Number of the receipt"), 60)
    respondent = person(_("From whom"), required=False)


class ReverseForm(ActForm):
    """Why something is taken out."""

    reason = text(_("Reason"))
