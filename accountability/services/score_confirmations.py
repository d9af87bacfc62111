"""Confirm every unit's score as it stands on a day: frozen, with its lines (A34)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import ConfirmedScore, ScoreConfirmation, ScoreScheme
from accountability.notices import SCORES_FIXED
from accountability.permissions import EDIT_SCHEME, SELF_SCORE
from accountability.score_enums import SchemeStatus
from accountability.selectors import scores
from accountability.selectors.scores import Ranking, UnitScore
from accountability.verbs import SCORES_CONFIRMED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import Draft, write

BATCH = 2000


@transaction.atomic
def confirm_scores(
    *, actor: User, scheme: ScoreScheme, name: str, until: dt.date | None = None
) -> ScoreConfirmation:
    """Keep every ranked unit's score up to a day, or to today, with all its lines, for good.

    A later confirmation stands beside it; none is ever changed. Raises ValidationError for a
    scheme that is not in force, a taken name, a day to come, or where nothing is scored yet.
    """
    require(actor, EDIT_SCHEME)
    held = ScoreScheme.objects.select_for_update().get(pk=scheme.pk)
    if held.status != SchemeStatus.PUBLISHED:
        raise ValidationError(_("Only scores under the scheme in force can be confirmed."))
    if held.confirmations.filter(name=name.strip()).exists():
        raise ValidationError({"name": _("There are confirmed scores of that name.")})
    if until is not None and not held.since <= until <= clock.today():
        raise ValidationError({"until": _("Choose a day from the scheme's first to today.")})
    ranked = scores.ranking(held, until)
    rows = [row for row in ranked.scores if row.place]
    if not rows:
        raise ValidationError(_("Nothing is scored yet."))
    found = ScoreConfirmation.objects.create(
        scheme=held,
        name=name.strip(),
        since=ranked.since,
        until=ranked.until,
        confirmed_by=actor,
        confirmed_at=clock.now(),
    )
    ConfirmedScore.objects.bulk_create(
        [
            ConfirmedScore(
                confirmation=found,
                unit=row.unit,
                group=row.group,
                place=row.place,
                among=row.among,
                total=row.total,
                lines=_frozen(ranked, row),
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    record(
        verb=SCORES_CONFIRMED,
        actor=actor,
        target=found,
        unit=actor.home_unit,
        details={"note": f"{found.name} · {len(rows)}", "scheme": held.pk},
    )
    _tell(found, rows)
    return found


def _frozen(ranked: Ranking, row: UnitScore) -> list[dict[str, Any]]:
    """Return the unit's lines as JSON, in the portal's own language, figures as text."""
    with override(settings.LANGUAGE_CODE):
        return _lines(ranked, row)


def _lines(ranked: Ranking, row: UnitScore) -> list[dict[str, Any]]:
    return [
        {
            "source": line.row.line.source,
            "label": str(line.row.label),
            "kind": line.row.line.kind,
            "count": line.points.count,
            "raw": _text(line.points.raw),
            "weight": _text(line.points.weight),
            "points": str(line.points.points),
        }
        for line in scores.lines_of(ranked, row)
    ]


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(round(value, 4).normalize(), "f")


def _tell(found: ScoreConfirmation, rows: list[UnitScore]) -> None:
    told = recipients(permission=SELF_SCORE, unit_ids=[row.unit.pk for row in rows])
    write(
        [
            Draft(
                recipient_id=person,
                kind=SCORES_FIXED,
                title=f"{found.name} · {row.total}",
                body=f"{row.group} {row.place}/{row.among}",
                url=reverse("accountability:confirmed_score", args=[found.pk, row.unit.pk]),
                object_type=found._meta.label_lower,
                object_id=str(found.pk),
                unit_id=row.unit.pk,
                dedupe_key=f"confirmation-{found.pk}-{row.unit.pk}",
            )
            for row in rows
            for person in told.get(row.unit.pk, [])
        ]
    )
