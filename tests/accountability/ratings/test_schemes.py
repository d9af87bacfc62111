"""Scoring schemes: weights of exactly 100, versions, and what is published stands."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accountability.models import ScoreScheme
from accountability.score_enums import SchemeStatus
from accountability.score_values import GroupData, LineData
from accountability.services import schemes
from accountability.services.score_confirmations import confirm_scores


def test_a_scheme_is_published_only_at_exactly_100(draft: ScoreScheme, office: Any) -> None:
    for weight in ("60", "99.99"):
        schemes.set_line(
            actor=office,
            scheme=draft,
            data=LineData("duties-in-time", weight=Decimal(weight), empty="spread"),
        )
        with pytest.raises(ValidationError, match=weight):
            schemes.publish_scheme(actor=office, scheme=draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreScheme.objects.filter(pk=draft.pk).update(
            status="published", published_by=office, published_at=draft.created_at
        )


def test_what_is_published_is_never_changed(scheme: ScoreScheme, office: Any) -> None:
    with pytest.raises(ValidationError):
        schemes.set_line(
            actor=office, scheme=scheme, data=LineData("duties-concluded", weight=Decimal(1))
        )
    for act in (
        lambda: scheme.lines.update(weight=1),
        lambda: scheme.lines.all().delete(),
        lambda: scheme.groups.update(name="改"),
        lambda: ScoreScheme.objects.filter(pk=scheme.pk).update(doubt_gap=1),
        lambda: ScoreScheme.objects.filter(pk=scheme.pk).update(
            status="draft", published_by=None, published_at=None
        ),
        lambda: ScoreScheme.objects.filter(pk=scheme.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_next_version_supersedes_the_one_before(scheme: ScoreScheme, office: Any) -> None:
    newer = schemes.draft_scheme(actor=office, year=2026, name="修订")
    assert newer.version == 2
    assert newer.lines.count() == scheme.lines.count()
    with pytest.raises(ValidationError):
        schemes.draft_scheme(actor=office, year=2026, name="又一份")
    schemes.publish_scheme(actor=office, scheme=newer)
    scheme.refresh_from_db()
    assert scheme.status == SchemeStatus.SUPERSEDED


@pytest.mark.parametrize(
    "line",
    [
        LineData("nothing", weight=Decimal(10)),
        LineData("duties-in-time"),
        LineData("duties-in-time", weight=Decimal(101)),
        LineData("material-bonus", points_each=Decimal(1)),
        LineData("falsified", ceiling=Decimal(60)),
    ],
)
def test_figures_that_do_not_fit_are_refused(
    draft: ScoreScheme, office: Any, line: LineData
) -> None:
    with pytest.raises(ValidationError):
        schemes.set_line(actor=office, scheme=draft, data=line)


def test_every_kind_of_unit_stands_in_one_group(draft: ScoreScheme, office: Any) -> None:
    facts = {
        "name": draft.name,
        "since": draft.since,
        "until": draft.until,
        "shows_ranking": True,
        "doubt_gap": Decimal(10),
    }
    for groups in ((GroupData("部门", ("department",)),), (GroupData("全", ("department",)),) * 2):
        with pytest.raises(ValidationError):
            schemes.edit_scheme(actor=office, scheme=draft, groups=groups, **facts)


@pytest.mark.parametrize("who", ["officer", "leader", "clerk", "stranger"])
def test_only_the_head_writes_schemes(draft: Any, request: Any, who: str) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        schemes.publish_scheme(actor=user, scheme=draft)
    with pytest.raises(PermissionDenied):
        confirm_scores(actor=user, scheme=draft, name="x")
