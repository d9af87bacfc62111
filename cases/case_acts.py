"""Every form of the case page: its fields, the service behind it, and the rule it cites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from cases.enums.case_acts import CaseAct
from cases.forms import incidents as incident_forms
from cases.forms import measures as measure_forms
from cases.forms import outcomes as forms
from cases.forms import remedies as remedy_forms
from cases.forms.case_acts import ActForm, NoForm
from cases.services import (
    incidents,
    measure_terms,
    measures,
    outcome_drafts,
    outcomes,
    property,
    proposals,
    prosecutions,
    rectifications,
    remedies,
    review,
    unit_sanctions,
)

Run = Callable[[Any, Any, Any, dict[str, Any]], Any]


@dataclass(frozen=True)
class ActPage:
    """One form: what it asks, what it calls, which records of the clue it is about.

    `subject` is the path from the clue to those records, None for a new one. `anchor` is the part
    of the case page to return to.
    """

    form: type[ActForm]
    run: Run
    anchor: str
    rule: StrPromise
    subject: str | None = None


def _new(service: Callable[..., Any]) -> Run:
    """Return how a service that makes a record of a clue is called."""
    return lambda user, clue, subject, stated: service(actor=user, clue=clue, **stated)


def _of(name: str, service: Callable[..., Any]) -> Run:
    """Return how a service about one record is called; `name` is its argument."""
    return lambda user, clue, subject, stated: service(actor=user, **{name: subject}, **stated)


_MEASURE = "measures"
_TERMS = _(
    "Supervision Law, articles 44, 46 and 48: two officers, approval first, never beyond "
    "the term; every time to the minute."
)
_NOTICE = _(
    "Supervision Law, article 50: family and unit are told within 24 hours, unless it "
    "hampers the investigation; then at once when it no longer does."
)
_INCIDENT = _(
    "Rules on Supervision and Discipline, article 70: a grave safety incident is reported level "
    "by level up to the Central Commission within 24 hours; no holiday moves the end."
)
_PROPERTY = _(
    "Supervision Law, articles 26 and 28: listed, kept, and released within three days "
    "where it has nothing to do with the case."
)
_SANCTION = _(
    "Regulations on Party Sanctions, articles 8 to 13 (11 to 13 in part from memory); Law on "
    "Governmental Sanctions, articles 7, 8, 15, 16, 22, 23 and 27. For Party organisations also "
    "the Regulations on Accountability, article 8 (from memory)."
)
_PROSECUTE = _(
    "Supervision Law, articles 52 and 54: at most two supplementary rounds of one month each."
)
_REMEDY = _(
    "Supervision Law, articles 56 and 69; Rules on Supervision and Discipline, article 59 "
    "(from memory): examined by two who neither investigated nor reviewed."
)
_REVIEW = _(
    "Rules on Supervision and Discipline, articles 54 (from memory) and 55: at least two "
    "reviewers, none of whom investigated."
)
_AFTER = _(
    "Supervision Law, article 52: what a case shows about a unit is put right there, item "
    "by item, and verified by somebody else."
)


def _measure(form: type[ActForm], service: Callable[..., Any], rule: Any = _TERMS) -> ActPage:
    return ActPage(form, _of("measure", service), "measures", rule, _MEASURE)


FORMS: dict[str, ActPage] = {
    CaseAct.MEASURE_PROPOSE: ActPage(
        measure_forms.ProposeForm, _new(measures.propose), "measures", _TERMS
    ),
    CaseAct.MEASURE_SIGN: _measure(measure_forms.SignForm, measures.sign),
    CaseAct.MEASURE_OUTSIDE: _measure(measure_forms.OutsideForm, measures.sign_outside),
    CaseAct.MEASURE_START: _measure(measure_forms.StartForm, measures.start),
    CaseAct.MEASURE_DROP: _measure(NoForm, measures.drop),
    CaseAct.MEASURE_ARRIVE: _measure(measure_forms.ArriveForm, measure_terms.arrive),
    CaseAct.MEASURE_TELL: _measure(measure_forms.TellForm, measure_terms.tell, _NOTICE),
    CaseAct.MEASURE_DELAY: _measure(measure_forms.DelayForm, measure_terms.delay_notice, _NOTICE),
    CaseAct.MEASURE_EXTEND: _measure(measure_forms.ExtendForm, measure_terms.extend),
    CaseAct.MEASURE_ASK: _measure(measure_forms.AskForm, measure_terms.ask_change, _NOTICE),
    CaseAct.MEASURE_END: _measure(measure_forms.EndForm, measures.end),
    CaseAct.REQUEST_DECIDE: ActPage(
        measure_forms.DecideRequestForm,
        _of("request", measure_terms.decide_change),
        "measures",
        _NOTICE,
        "measures.requests",
    ),
    CaseAct.INCIDENT_RECORD: ActPage(
        incident_forms.IncidentForm, _new(incidents.record_incident), "incidents", _INCIDENT
    ),
    CaseAct.INCIDENT_REPORT: ActPage(
        incident_forms.IncidentReportForm,
        _of("incident", incidents.report_incident),
        "incidents",
        _INCIDENT,
        "incidents",
    ),
    CaseAct.PROPERTY_SECURE: ActPage(
        measure_forms.SecureForm, _new(property.secure), "money", _PROPERTY
    ),
    CaseAct.PROPERTY_UNRELATED: ActPage(
        measure_forms.UnrelatedForm,
        _of("item", property.find_unrelated),
        "money",
        _PROPERTY,
        "property",
    ),
    CaseAct.PROPERTY_SETTLE: ActPage(
        measure_forms.SettleForm, _of("item", property.settle), "money", _PROPERTY, "property"
    ),
    CaseAct.RECOVERY_ADD: ActPage(
        measure_forms.RecoveryForm, _new(property.recover), "money", _PROPERTY
    ),
    CaseAct.RECOVERY_REVERSE: ActPage(
        measure_forms.ReverseForm,
        _of("recovery", property.reverse_recovery),
        "money",
        _PROPERTY,
        "recoveries",
    ),
    CaseAct.OUTCOME_WRITE: ActPage(
        forms.OutcomeForm, _new(outcome_drafts.write), "outcomes", _SANCTION
    ),
    CaseAct.OUTCOME_STRIKE: ActPage(
        NoForm, _of("draft", outcome_drafts.strike), "outcomes", _SANCTION, "outcome_drafts"
    ),
    CaseAct.OUTCOME_CORRECT: ActPage(
        forms.CorrectForm, _of("outcome", outcomes.correct), "outcomes", _SANCTION, "outcomes"
    ),
    CaseAct.UNIT_SANCTION: ActPage(
        forms.UnitSanctionForm, _new(unit_sanctions.note_unit_sanction), "outcomes", _SANCTION
    ),
    CaseAct.UNIT_REVOKE: ActPage(
        forms.RevokeForm,
        _of("sanction", unit_sanctions.revoke_unit_sanction),
        "outcomes",
        _SANCTION,
        "respondents.unit_sanctions",
    ),
    CaseAct.OPINION_WRITE: ActPage(forms.OpinionForm, _new(review.write_opinion), "panel", _REVIEW),
    CaseAct.PROPOSAL_SEND: ActPage(forms.ProposalForm, _new(proposals.send), "follow_ups", _AFTER),
    CaseAct.PROPOSAL_REPLY: ActPage(
        forms.ReplyForm, _of("proposal", proposals.reply), "follow_ups", _AFTER, "proposals"
    ),
    CaseAct.CAUSES_WRITE: ActPage(
        forms.CausesForm, _new(proposals.write_causes), "follow_ups", _AFTER
    ),
    CaseAct.RECTIFY_ADD: ActPage(forms.RectifyForm, _new(rectifications.add), "follow_ups", _AFTER),
    CaseAct.RECTIFY_DONE: ActPage(
        forms.DoneForm,
        _of("item", rectifications.report_done),
        "follow_ups",
        _AFTER,
        "rectifications",
    ),
    CaseAct.RECTIFY_VERIFY: ActPage(
        forms.VerifyForm,
        _of("item", rectifications.verify),
        "follow_ups",
        _AFTER,
        "rectifications",
    ),
    CaseAct.RECTIFY_REPORT: ActPage(
        forms.ReportForm, _new(rectifications.report_back), "follow_ups", _AFTER
    ),
    CaseAct.PROSECUTION_ADD: ActPage(
        forms.ProsecutionForm, _new(prosecutions.transfer), "remedies", _PROSECUTE
    ),
    CaseAct.ROUND_OPEN: ActPage(
        forms.RoundForm,
        _of("prosecution", prosecutions.send_back),
        "remedies",
        _PROSECUTE,
        "prosecutions",
    ),
    CaseAct.ROUND_CLOSE: ActPage(
        forms.ResubmitForm,
        _of("prosecution", prosecutions.resubmit),
        "remedies",
        _PROSECUTE,
        "prosecutions",
    ),
    CaseAct.JUDGMENT: ActPage(
        forms.JudgmentForm,
        _of("prosecution", prosecutions.judge),
        "remedies",
        _PROSECUTE,
        "prosecutions",
    ),
    CaseAct.REMEDY_RECEIVE: ActPage(
        remedy_forms.RemedyForm, _new(remedies.receive), "remedies", _REMEDY
    ),
    CaseAct.REMEDY_OPINION: ActPage(
        remedy_forms.RemedyOpinionForm,
        _of("remedy", remedies.write_opinion),
        "remedies",
        _REMEDY,
        "remedies",
    ),
    CaseAct.REMEDY_DECIDE: ActPage(
        remedy_forms.RemedyDecisionForm,
        _of("remedy", remedies.decide),
        "remedies",
        _REMEDY,
        "remedies",
    ),
    CaseAct.REMEDY_RECORD: ActPage(
        remedy_forms.RemedyRecordForm,
        _of("remedy", remedies.record_decision),
        "remedies",
        _REMEDY,
        "remedies",
    ),
}


def subject_of(page: ActPage, clue: Any, pk: int | None) -> Any:
    """Return the record of the clue that the form is about; raises Http404 for another's."""
    if page.subject is None or pk is None:
        return None
    for parent in _parents(clue, page.subject):
        found = parent.filter(pk=pk).first()
        if found is not None:
            return found
    raise Http404


def _parents(clue: Any, path: str) -> list[Any]:
    """Return the sets of records at the end of a path of one or two steps from the clue."""
    first, _dot, second = path.partition(".")
    rows = getattr(clue, first)
    return [getattr(row, second) for row in rows.all()] if second else [rows]
