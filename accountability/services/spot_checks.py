"""Draw a sample of a patrol, and enter what the check on the spot showed."""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import CheckOutcome
from accountability.models import PatrolRound, PatrolSample, SpotCheck, SpotResult
from accountability.notices import SAMPLE_DRAWN
from accountability.permissions import PATROL
from accountability.sampling import ALGORITHM, Ballot, digest_of
from accountability.sampling import draw as drawn
from accountability.selectors.spot_checks import (
    ballots_of,
    checks_visible_to,
    proof_of,
    result_key,
)
from accountability.services.patrol_readings import raise_from, tell_unit
from accountability.services.patrols import check_no_own_unit
from accountability.verbs import PROOF_TAKEN, SPOT_CHECKED, SPOT_CORRECTED
from accountability.verbs import SAMPLE_DRAWN as DRAWN
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach, store_each
from supervision.audit.services import record, record_read
from supervision.notifications.services import notify


@transaction.atomic
def draw_sample(
    *,
    actor: User,
    patrol: PatrolRound,
    size: int,
    each_unit: bool,
    check_by: dt.date,
    reason: str = "",
) -> PatrolSample:
    """Draw filings of the patrol's queue by a seed that the system makes at this instant.

    A further draw needs a reason and stands beside the first. Raises ValidationError for a size
    that cannot be drawn, a day that is past, or a further draw without a reason.
    """
    require(actor, PATROL)
    # Two draws at the same instant: the second one waits here and is then a further draw.
    locked = PatrolRound.objects.select_for_update().get(pk=patrol.pk)
    number = locked.samples.count() + 1
    _check(number, reason, check_by)
    ballots = ballots_of(locked)
    seed = secrets.token_hex(32)
    chosen = _chosen(ballots, seed, size, each_unit)
    sample = PatrolSample.objects.create(
        round=locked,
        draw_number=number,
        algorithm=ALGORITHM,
        seed=seed,
        size=size,
        each_unit=each_unit,
        population=len(ballots),
        population_digest=digest_of(ballots),
        reason=reason.strip()[:300] if number > 1 else "",
        check_by=check_by,
        drawn_by=actor,
        drawn_at=clock.now(),
    )
    SpotCheck.objects.bulk_create(
        [
            SpotCheck(
                round=locked,
                sample=sample,
                filing_id=filing,
                position=place,
                check_by=check_by,
                added_at=sample.drawn_at,
            )
            for place, filing in enumerate(chosen, start=1)
        ]
    )
    _tell_drawn(actor, sample)
    return sample


def _check(number: int, reason: str, check_by: dt.date) -> None:
    if number > 1 and not reason.strip():
        raise ValidationError(
            {
                "reason": _(
                    "A sample of this patrol was drawn already. Say why another is needed; "
                    "both stay to be seen."
                )
            }
        )
    if check_by < clock.today():
        raise ValidationError({"check_by": _("This day is past.")})


def _chosen(ballots: list[Ballot], seed: str, size: int, each_unit: bool) -> list[int]:
    try:
        return drawn(ballots, seed=seed, size=size, each_unit=each_unit)
    except ValueError:
        units = len({ballot.unit for ballot in ballots})
        raise ValidationError(
            {
                "size": _(
                    "Choose a number from %(least)s to %(most)s: the patrol holds %(most)s "
                    "filings of %(units)s units."
                )
                % {"least": units if each_unit else 1, "most": len(ballots), "units": units}
            }
        ) from None


def _tell_drawn(actor: User, sample: PatrolSample) -> None:
    details = {
        "draw": sample.draw_number,
        "seed": sample.seed,
        "size": sample.size,
        "each_unit": sample.each_unit,
        "population": sample.population,
        "population_digest": sample.population_digest,
        "reason": sample.reason,
    }
    patrol = sample.round
    record(verb=DRAWN, actor=actor, target=patrol, unit=actor.home_unit, details=details)
    with override(settings.LANGUAGE_CODE):
        title = _("Patrol %(name)s: %(count)s filings drawn for the check on the spot") % {
            "name": patrol.name,
            "count": sample.size,
        }
    notify(
        kind=SAMPLE_DRAWN,
        recipients=[pk for pk in holders(PATROL) if pk != actor.pk],
        title=title,
        url=reverse("accountability:patrol_sample", args=[sample.pk]),
        target=patrol,
    )


def take_proof(*, actor: User, sample: PatrolSample) -> dict[str, object]:
    """Return what proves the sample outside the portal, and record that it was taken out."""
    record_read(
        verb=PROOF_TAKEN,
        actor=actor,
        target=sample.round,
        details={"draw": sample.draw_number, "population": sample.population},
    )
    return proof_of(sample)


def enter_result(
    *,
    actor: User,
    check: SpotCheck,
    outcome: str,
    note: str,
    checked_on: dt.date,
    photos: Iterable[Attachment] = (),
    raises_finding: bool = False,
) -> SpotResult:
    """Enter what the check showed; once entered, a further row corrects it and says why.

    Raises ValidationError without words where the filing was not borne out, and for a day that
    lies before the filing or has not come.
    """
    require(actor, PATROL)
    check_no_own_unit(actor, check.filing)
    with transaction.atomic():
        # The round is held: the sampled filing is a row that nobody may change, not even to hold.
        PatrolRound.objects.select_for_update().get(pk=check.round_id)
        rows = SpotCheck.objects.select_related("round", "filing__unit", "filing__duty")
        row = rows.get(pk=check.pk)
        former = row.results.filter(corrected_by__isnull=True).first()
        _check_result(row, CheckOutcome(outcome), note, checked_on, former)
        result = SpotResult.objects.create(
            check_row=row,
            outcome=outcome,
            note=note.strip()[:1000],
            checked_on=checked_on,
            corrects=former,
            checked_by=actor,
            checked_at=clock.now(),
        )
        attach(attachments=list(photos), owner=result, actor=actor)
        if raises_finding and result.outcome != CheckOutcome.AGREES:
            raise_from(actor, row.filing, result.note, row)
        _tell_result(actor, row, result, former)
    return result


def _tell_result(
    actor: User, row: SpotCheck, result: SpotResult, former: SpotResult | None
) -> None:
    record(
        verb=SPOT_CHECKED if former is None else SPOT_CORRECTED,
        actor=actor,
        target=row.filing,
        unit=row.filing.unit,
        details={
            "patrol": row.round.number,
            "outcome": result.outcome,
            "before": former.outcome if former else "",
            "note": result.note,
        },
    )
    tell_unit(row.filing, result.get_outcome_display)


def _check_result(
    check: SpotCheck,
    outcome: CheckOutcome,
    note: str,
    checked_on: dt.date,
    former: SpotResult | None,
) -> None:
    if checked_on > clock.today():
        raise ValidationError({"checked_on": _("This day has not come yet.")})
    if checked_on < clock.local(check.filing.submitted_at).date():
        raise ValidationError({"checked_on": _("On this day the filing was not there yet.")})
    if not note.strip() and former is not None:
        raise ValidationError({"note": _("Say why the result changes.")})
    if not note.strip() and outcome != CheckOutcome.AGREES:
        raise ValidationError({"note": _("Say what was seen, and where it differs.")})


def may_stage(user: User, rest: str) -> None:
    """Answer the file gate for photographs to a check: 404 beyond the scope, 403 without the act.

    `rest` is the id of the check as it stands in the draft key.
    """
    rows = checks_visible_to(user)
    check = rows.filter(pk=int(rest)).first() if rest.isdecimal() and len(rest) < 19 else None
    if check is None:
        raise Http404
    require(user, PATROL)
    check_no_own_unit(user, check.filing)


def stage_photos(
    *, actor: User, check: SpotCheck, files: Iterable[UploadedFile], dropped: Iterable[str]
) -> tuple[list[Attachment], list[str]]:
    """Keep the files of a form sent without script; return them, and why others were refused."""
    may_stage(actor, str(check.pk))
    return store_each(actor=actor, uploads=files, draft=result_key(check), dropped=dropped)
