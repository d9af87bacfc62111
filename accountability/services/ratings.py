"""Rate filings by hand: a grade and its reason, by a hand that did not file (A09)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import Duty, Filing, Grade, Rating
from accountability.notices import RATED
from accountability.permissions import RATE, SELF_SCORE
from accountability.selectors.avoidance import about_filings
from accountability.services.own_cause import check_may_decide
from accountability.verbs import FILING_RATED, FILING_RERATED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import notify

MINIMUM_REASON = 10


def rate(
    *, actor: User, filing: Filing, grade: Grade, reason: str, expected: int | None = None
) -> Rating:
    """Give the filing a grade; `expected` is the key of the rating that the rater saw, if any.

    An earlier rating stays in the history. Raises OwnCause for the hand that filed and whoever
    must avoid the unit, ValidationError for a thin reason, a grade out of use, the same grade
    with the same reason, or a rating that came in meanwhile.
    """
    require(actor, RATE, filing.unit)
    check_may_decide(actor, about_filings([filing]), about=filing, unit=filing.unit)
    with transaction.atomic():
        # The duty is held, so that two who rate at once come one after the other.
        Duty.objects.select_for_update(of=("self",)).get(pk=filing.duty_id)
        before = current_rating(filing)
        _check(before, grade, reason.strip(), expected)
        return write_rating(actor, filing, grade, reason.strip(), before)


def current_rating(filing: Filing) -> Rating | None:
    """Return the rating that stands, None where nobody has rated."""
    rows = Rating.objects.filter(filing=filing, superseded_by__isnull=True)
    return rows.select_related("grade").first()


def _check(before: Rating | None, grade: Grade, reason: str, expected: int | None) -> None:
    if (before.pk if before else None) != expected:
        raise ValidationError(
            _("Somebody else rated this filing meanwhile. Look at that rating before you go on.")
        )
    check_grade(grade)
    if len(reason) < MINIMUM_REASON:
        raise ValidationError({"reason": _("Give the reason in at least 10 characters.")})
    if before and before.grade_id == grade.pk and before.reason == reason:
        raise ValidationError(
            {"reason": _("The same grade for the same reason is no new rating. Say what is new.")}
        )


def check_grade(grade: Grade) -> None:
    """Refuse a grade that is not in use any more."""
    rows = Grade.objects.filter(retired_at__isnull=True, grade_set__is_current=True)
    if not rows.filter(pk=grade.pk).exists():
        raise ValidationError({"grade": _("This grade is no longer in use. Choose another.")})


def write_rating(
    actor: User, filing: Filing, grade: Grade, reason: str, before: Rating | None
) -> Rating:
    """Write the rating with its record and tell the unit; the caller has checked and locked."""
    rating = Rating.objects.create(
        filing=filing,
        unit_id=filing.unit_id,
        grade=grade,
        reason=reason,
        rated_by=actor,
        rated_at=clock.now(),
        supersedes=before,
    )
    record(
        verb=FILING_RERATED if before else FILING_RATED,
        actor=actor,
        target=filing,
        unit=filing.unit,
        details={
            "note": f"{grade.name} · {reason}",
            "rating": rating.pk,
            **({"before": before.grade.name} if before else {}),
        },
    )
    told = recipients(permission=SELF_SCORE, unit_ids=[filing.unit_id])
    notify(
        kind=RATED,
        recipients=told.get(filing.unit_id, []),
        title=_title(filing, grade, before),
        body=reason,
        url=reverse("accountability:filing", args=[filing.pk]),
        target=filing,
        unit=filing.unit,
        dedupe_key=f"rating-{rating.pk}",
    )
    return rating


def _title(filing: Filing, grade: Grade, before: Rating | None) -> str:
    """Return the notice's title in the portal's own language, in which notices are kept."""
    facts = {"grade": grade.name, "task": filing.duty.title}
    with override(settings.LANGUAGE_CODE):
        if before is None:
            return _("Rated %(grade)s: %(task)s") % facts
        return _("Now rated %(grade)s, before %(before)s: %(task)s") % {
            **facts,
            "before": before.grade.name,
        }
