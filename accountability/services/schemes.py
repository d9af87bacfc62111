"""Draft, publish and renew a year's scoring scheme; what is published is never changed (A34)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability import scoring
from accountability.models import SchemeGroup, SchemeLine, ScoreScheme
from accountability.permissions import EDIT_SCHEME
from accountability.score_enums import LineKind, SchemeStatus
from accountability.score_values import GroupData, LineData
from accountability.services.scheme_checks import check_groups, check_line, check_weights
from accountability.verbs import (
    SCHEME_DISCARDED,
    SCHEME_DRAFTED,
    SCHEME_EDITED,
    SCHEME_PUBLISHED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.audit.verbs import Verb


@transaction.atomic
def draft_scheme(*, actor: User, year: int, name: str) -> ScoreScheme:
    """Begin the year's scheme, or its next version as a copy of the one in force.

    Raises ValidationError where a draft of the year is open already.
    """
    require(actor, EDIT_SCHEME)
    rows = list(ScoreScheme.objects.select_for_update().filter(year=year).order_by("version"))
    if any(row.status == SchemeStatus.DRAFT for row in rows):
        raise ValidationError({"year": _("A draft of this year is open already.")})
    before = rows[-1] if rows else None
    scheme = ScoreScheme.objects.create(
        year=year,
        version=before.version + 1 if before else 1,
        name=name.strip(),
        since=dt.date(year, 1, 1),
        until=dt.date(year, 12, 31),
        created_by=actor,
        created_at=clock.now(),
        **(
            {"shows_ranking": before.shows_ranking, "doubt_gap": before.doubt_gap} if before else {}
        ),
    )
    if before is not None:
        _copy(before, scheme)
    _record(SCHEME_DRAFTED, actor, scheme)
    return scheme


def _copy(before: ScoreScheme, scheme: ScoreScheme) -> None:
    groups, lines = list(before.groups.all()), list(before.lines.all())
    for group in groups:
        group.pk, group.scheme = None, scheme
    for line in lines:
        line.pk, line.scheme = None, scheme
    SchemeGroup.objects.bulk_create(groups)
    SchemeLine.objects.bulk_create(lines)


@transaction.atomic
def edit_scheme(
    *,
    actor: User,
    scheme: ScoreScheme,
    name: str,
    since: dt.date,
    until: dt.date,
    shows_ranking: bool,
    doubt_gap: Decimal,
    groups: Sequence[GroupData],
) -> None:
    """Change the head of a draft and its groups of units."""
    require(actor, EDIT_SCHEME)
    found = _draft(scheme)
    if until < since:
        raise ValidationError({"until": _("The last day lies before the first.")})
    check_groups(groups)
    found.name, found.since, found.until = name.strip(), since, until
    found.shows_ranking, found.doubt_gap = shows_ranking, doubt_gap
    found.save()
    found.groups.all().delete()
    SchemeGroup.objects.bulk_create(
        SchemeGroup(scheme=found, name=group.name, kinds=list(group.kinds), position=place)
        for place, group in enumerate(groups, start=1)
    )
    _record(SCHEME_EDITED, actor, found)


@transaction.atomic
def set_line(*, actor: User, scheme: ScoreScheme, data: LineData) -> SchemeLine:
    """Put a source into a draft, or change what it counts; the source says of what kind it is.

    Raises ValidationError for an unknown source or figures that do not fit its kind.
    """
    require(actor, EDIT_SCHEME)
    found = _draft(scheme)
    source = scoring.source(data.source)
    if source is None:
        raise ValidationError({"source": _("There is no such source.")})
    values = check_line(source.kind, data)
    line, _created = SchemeLine.objects.update_or_create(
        scheme=found,
        source=data.source,
        defaults={"kind": LineKind(source.kind), "position": source.order, **values},
    )
    with override(settings.LANGUAGE_CODE):
        _record(SCHEME_EDITED, actor, found, {"note": str(source.label)})
    return line


@transaction.atomic
def remove_line(*, actor: User, line: SchemeLine) -> None:
    """Take a source out of a draft."""
    require(actor, EDIT_SCHEME)
    found = _draft(line.scheme)
    source = line.source
    line.delete()
    _record(SCHEME_EDITED, actor, found, {"removed": source})


@transaction.atomic
def publish_scheme(*, actor: User, scheme: ScoreScheme) -> None:
    """Put a draft in force in place of the version before.

    Raises ValidationError where the weights do not add up to 100, a kind of unit belongs to no
    group, or a source is no longer there.
    """
    require(actor, EDIT_SCHEME)
    found = _draft(scheme)
    lines = list(found.lines.all())
    check_weights(lines)
    check_groups([GroupData(row.name, tuple(row.kinds)) for row in found.groups.all()])
    gone = [line.source for line in lines if scoring.source(line.source) is None]
    if gone:
        raise ValidationError(
            _("These sources are no longer there: %(names)s.") % {"names": ", ".join(gone)}
        )
    ScoreScheme.objects.filter(year=found.year, status=SchemeStatus.PUBLISHED).update(
        status=SchemeStatus.SUPERSEDED
    )
    found.status = SchemeStatus.PUBLISHED
    found.published_by, found.published_at = actor, clock.now()
    found.save()
    _record(SCHEME_PUBLISHED, actor, found, {"version": found.version})


@transaction.atomic
def discard_scheme(*, actor: User, scheme: ScoreScheme) -> None:
    """Throw a draft away."""
    require(actor, EDIT_SCHEME)
    found = _draft(scheme)
    _record(SCHEME_DISCARDED, actor, found)
    found.delete()


def _draft(scheme: ScoreScheme) -> ScoreScheme:
    found = ScoreScheme.objects.select_for_update().get(pk=scheme.pk)
    if found.status != SchemeStatus.DRAFT:
        raise ValidationError(
            _("A published scheme is never changed. Draft its next version instead.")
        )
    return found


def _record(
    verb: Verb, actor: User, scheme: ScoreScheme, details: dict[str, Any] | None = None
) -> None:
    record(
        verb=verb,
        actor=actor,
        target=scheme,
        unit=actor.home_unit,
        details={"note": f"{scheme.name} · {scheme.version}", **(details or {})},
    )
