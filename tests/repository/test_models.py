"""What holds for every table: data classes, pairs, walls, and the direction of relations."""

import re

import pytest
from django.apps import apps
from django.db import models

from supervision.web.classification import DataClass, unclassified, unknown

OURS = ("supervision.", "accountability", "cases")
#: Lower apps come first; a relation may point to the same app or to an earlier one.
ORDER = (
    "web",
    "audit",
    "deadlines",
    "organizations",
    "accounts",
    "referrals",
    "attachments",
    "notifications",
    "documents",
    "exchange",
    "people",
    "dashboards",
    "accountability",
    "cases",
    "project",
)
#: Tables that belong to Django and to libraries; they stand below everything of ours.
FOREIGN = {"auth", "contenttypes", "sessions", "guardian", "axes"}
#: Never changed once written; the database refuses it.
APPEND_ONLY = {
    "audit.AuditDigest",
    "audit.AuditEvent",
    "audit.AuditSeal",
    "deadlines.ClockShift",
    "people.Disclosure",
    "exchange.ExportDownload",
    "exchange.ExportRecord",
    "documents.DeliveryReply",
    "documents.PaperHand",
    "documents.ReplyVerdict",
    "accountability.AccountabilityAction",
    "accountability.ConfirmedScore",
    "accountability.DetectorSetting",
    "accountability.DoubtStep",
    "accountability.FieldCheck",
    "accountability.Filing",
    "accountability.FindingCorrection",
    "accountability.GivenScore",
    "accountability.GivenScoreLine",
    "accountability.LetterDuty",
    "accountability.MaterialDecision",
    "accountability.MaterialRecord",
    "accountability.PatrolReading",
    "accountability.PatrolSample",
    "accountability.Rating",
    "accountability.ReadingMark",
    "accountability.RectificationEntry",
    "accountability.ScoreConfirmation",
    "accountability.SpotCheck",
    "accountability.SpotResult",
    "accountability.TalkCount",
    "accountability.TalkRecord",
    "accountability.TalkStrike",
    "accountability.Trace",
    "accountability.Urging",
    "accountability.Verification",
    "cases.Avoidance",
    "cases.CasePlanNote",
    "cases.CasePlanRow",
    "cases.CauseReport",
    "cases.ClockExtension",
    "cases.ClockMove",
    "cases.ClueMaterial",
    "cases.Interference",
    "cases.Countersigner",
    "cases.InterferenceNote",
    "cases.MeasureExtension",
    "cases.MeasureNotice",
    "cases.MeasureSignature",
    "cases.Outcome",
    "cases.PanelOpinion",
    "cases.PaperDelivery",
    "cases.PaperFile",
    "cases.PromptClock",
    "cases.Recovery",
    "cases.RectificationReport",
    "cases.ReporterNotice",
    "cases.ReporterObjection",
    "cases.Signature",
}
#: A person without a time beside it, or a time without a person, and why.
UNPAIRED = {
    "accountability.AssessmentSheet.rectify_by": "a day, not a person",
    "accountability.AssessmentSheet.feedback_at": "the signed paper names the person",
    "accountability.Finding.shown_at": "the signed feedback names the person",
    "accountability.Rectification.closed_at": "the verification names the person",
    "accountability.Rectification.paused_at": "the report names the person",
    "accountability.Duty.closed_at": "the concluding filing names the person",
    "accountability.Duty.paused_at": "the approved change names both persons",
    "accountability.Duty.withdrawn_at": "the newer version of the list names the publisher",
    "accountability.Assignment.ended_at": "the newer version of the list names the publisher",
    "accountability.Duty.last_filed_at": "the filing names the person",
    "accountability.Falsification.hearing_ends_at": "the proposal names the person",
    "accountability.Summons.planned_at": "whoever called the talk planned it",
    "accounts.TemporaryAccount.last_used_at": "the account itself is the person",
    "accounts.TemporaryAccount.revoked_at": "the audit event names the person",
    "accounts.User.password_changed_at": "the account itself is the person",
    "documents.Delivery.closed_at": "the receipt, the decision or the revocation names the person",
    "documents.OfficialDocument.reply_by": "a day, not a person",
    "documents.Delivery.paused_at": "the reply under examination names the person",
    "organizations.Unit.supervised_by": "a stationed group, not a person",
    "accounts.User.reopened_at": "the request names both persons",
    "accounts.SecondFactor.enrolled_at": "the account itself is the person",
    "accounts.SignInSession.ended_at": "the reason beside it says who ended it",
    "accounts.SignInSession.proved_at": "the account itself is the person",
    "referrals.Referral.concluded_at": "the step that concluded the clue names the persons",
    "cases.Clue.concluded_at": "the step that concluded it names the persons",
    "cases.Clock.closed_at": "the step names the persons, or the audit event",
    "cases.Clock.closed_by": "a step, not a person",
    "cases.Clock.opened_by": "a step, not a person",
    "cases.Clock.paused_at": "the step that returned the case names the persons",
    "cases.ClockPause.ended_at": "the step that brought the supplement names the persons",
    "cases.Prompt.planned_at": "whoever drafted the summons planned it",
    "cases.Prompt.reply_by": "a day, not a person",
    "cases.Prompt.talked_by": "the talk has a day, not a time",
    "cases.Step.settled_at": "its last signature names the person, or whoever took it back",
    "cases.Measure.started_at": "the two officers who carried it out are named",
    "cases.Measure.ended_at": "the audit event names who recorded it",
    "cases.MeasureNotice.told_at": "noted_by is who recorded it",
    "cases.Prosecution.result_by": "the result has a day, not a time",
    "cases.SupplementRound.resubmitted_by": "the end of a round has a day, not a time",
    "cases.Remedy.decided_by": "the decision has a day, not a time",
    "cases.Proposal.closed_at": "reply_noted_by is who recorded the reply",
    "cases.Proposal.paused_at": "its clock never rests",
    "cases.Proposal.reply_noted_by": "the reply has a day, not a time",
    "cases.CasePlan.paused_at": "its clock never rests",
    "cases.CaseRectification.closed_at": "verified_by is who closed it",
    "cases.CaseRectification.paused_at": "its clock never rests",
    "cases.QuarterFeedback.paused_at": "its clock never rests",
    "cases.CaseRectification.done_noted_by": "what was done has a day, not a time",
    "cases.SecuredProperty.unrelated_at": "the audit event names who recorded it",
}
#: Times of notices, files, imports and text messages: the row has one recipient or one owner.
OWN_PERSON = {"notifications", "attachments", "exchange"}


def our_models() -> list[type[models.Model]]:
    """Return every table of this project."""
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def label(model: type[models.Model]) -> str:
    """Return the name as app.Model."""
    return model._meta.label


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_every_field_has_a_data_class(model: type[models.Model]) -> None:
    assert unclassified(model) == []
    assert unknown(model) == []
    assert set(model.DATA_CLASSES.values()) <= set(DataClass)  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_relations_point_down_only(model: type[models.Model]) -> None:
    own = ORDER.index(model._meta.app_label)
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.remote_field is not None:
            target = field.remote_field.model._meta.app_label
            assert target in FOREIGN or ORDER.index(target) <= own, field


@pytest.mark.parametrize("model", our_models(), ids=label)
def test_a_person_and_a_time_come_and_go_together(model: type[models.Model]) -> None:
    """A required pair needs no constraint; one that may be empty is empty as a whole."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    checks = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )
    for name, field in fields.items():
        stem = re.sub(r"_(at|by)$", "", name)
        if stem == name or not field.null or f"{label(model)}.{name}" in UNPAIRED:
            continue
        if model._meta.app_label in OWN_PERSON and f"{stem}_by" not in fields:
            continue
        if name == "extended_to" or stem in ("ends", "due", "warn", "starts"):
            continue
        assert {f"{stem}_at", f"{stem}_by"} <= set(fields), f"{label(model)}.{name} has no pair"
        assert f"{stem}_by__isnull" in checks, f"{label(model)}.{name} has no constraint"
        assert f"{stem}_at__isnull" in checks, f"{label(model)}.{name} has no constraint"


def test_the_exceptions_are_still_there() -> None:
    for name in UNPAIRED:
        app, model, field = name.split(".")
        assert apps.get_model(app, model)._meta.get_field(field)


@pytest.mark.parametrize("name", sorted(APPEND_ONLY))
def test_what_is_written_once_is_protected_by_the_database(name: str) -> None:
    triggers = {trigger.name for trigger in getattr(apps.get_model(name)._meta, "triggers", [])}
    assert triggers & {"append_only", "written_once"}


def test_nothing_else_claims_to_be_append_only() -> None:
    claimed = {
        label(model)
        for model in our_models()
        for trigger in getattr(model._meta, "triggers", [])
        if trigger.name in {"append_only", "written_once"}
    }
    assert claimed == APPEND_ONLY


def test_every_choice_has_words() -> None:
    for model in our_models():
        for field in model._meta.concrete_fields:
            for value, words in field.choices or ():
                assert str(words).strip(), (field, value)
