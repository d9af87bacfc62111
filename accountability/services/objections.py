"""Object to a rating once; somebody who did not rate answers, keeping or changing it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.models import Duty, Filing, Grade, Objection, Rating
from accountability.notices import OBJECTED, OBJECTION_ANSWERED
from accountability.permissions import RATE, SELF_SCORE
from accountability.score_enums import ObjectionStatus
from accountability.selectors.ratings import matter_of
from accountability.services.own_cause import check_may_decide
from accountability.services.ratings import (
    MINIMUM_REASON,
    check_grade,
    current_rating,
    write_rating,
)
from accountability.verbs import OBJECTION_DECIDED, OBJECTION_RAISED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.notifications.services.notices import notify, withdraw


@transaction.atomic
def raise_objection(*, actor: User, filing: Filing, reason: str) -> Objection:
    """Object to the rating that stands, for the unit; a filing is objected to once.

    Raises ValidationError without a rating, for a second objection, or for a thin reason.
    """
    require(actor, SELF_SCORE, filing.unit)
    Duty.objects.select_for_update(of=("self",)).get(pk=filing.duty_id)
    rating = current_rating(filing)
    if rating is None:
        raise ValidationError(_("This filing is not rated yet."))
    if Objection.objects.filter(filing=filing).exists():
        raise ValidationError(_("Your unit has objected to this rating already; once is all."))
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    objection = Objection.objects.create(
        filing=filing,
        rating=rating,
        reason=reason.strip(),
        raised_by=actor,
        raised_at=clock.now(),
    )
    record(
        verb=OBJECTION_RAISED,
        actor=actor,
        target=filing,
        unit=filing.unit,
        details={"note": objection.reason, "objection": objection.pk},
    )
    notify(
        kind=OBJECTED,
        recipients=[pk for pk in holders(RATE) if pk != rating.rated_by_id],
        title=f"{filing.unit.short_name} · {filing.duty.title}",
        body=objection.reason,
        url=reverse("accountability:objection", args=[objection.pk]),
        target=objection,
        unit=filing.unit,
        dedupe_key=f"objection-{objection.pk}",
    )
    return objection


def answer(
    *, actor: User, objection: Objection, answer: str, grade: Grade | None = None
) -> Rating | None:
    """Answer an objection: keep the rating, or give another grade, which is returned.

    Raises OwnCause for whoever rated, filed or objected and whoever must avoid the unit,
    ValidationError where it is answered already, the answer is thin, or the grade is the one that
    stands.
    """
    require(actor, RATE, objection.filing.unit)
    matter = matter_of(objection)
    check_may_decide(actor, matter, about=objection.filing, unit=objection.filing.unit)
    with transaction.atomic():
        return _answer(actor, objection, answer.strip(), grade)


def _answer(actor: User, objection: Objection, answer: str, grade: Grade | None) -> Rating | None:
    filing = objection.filing
    Duty.objects.select_for_update(of=("self",)).get(pk=filing.duty_id)
    found = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    before = current_rating(filing)
    _check_answer(found, answer, grade, before)
    if grade is not None:
        found.outcome = write_rating(actor, filing, grade, answer, before)
    found.status = ObjectionStatus.CHANGED if grade is not None else ObjectionStatus.KEPT
    found.answer, found.answered_by, found.answered_at = answer, actor, clock.now()
    found.save()
    record(
        verb=OBJECTION_DECIDED,
        actor=actor,
        target=filing,
        unit=filing.unit,
        details={"note": found.answer, "objection": found.pk, "status": found.status},
    )
    withdraw(found)
    notify(
        kind=OBJECTION_ANSWERED,
        recipients=[found.raised_by_id],
        title=filing.duty.title,
        body=found.answer,
        url=reverse("accountability:filing", args=[filing.pk]),
        target=filing,
        unit=filing.unit,
        dedupe_key=f"objection-{found.pk}-answered",
    )
    return found.outcome


def _check_answer(
    found: Objection, answer: str, grade: Grade | None, before: Rating | None
) -> None:
    if found.status != ObjectionStatus.PENDING:
        raise ValidationError(_("This objection is answered already."))
    if len(answer) < MINIMUM_REASON:
        raise ValidationError({"answer": _("Give the answer in at least 10 characters.")})
    if grade is not None:
        check_grade(grade)
        if before and before.grade_id == grade.pk:
            raise ValidationError(
                {"grade": _("This is the grade that stands. To keep it, choose no other.")}
            )
