"""What findings, rectification and assessments add to a unit's score and to its year."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import chronicle, finding_scores, scoring
from accountability.chronicle import ChronicleSource, Event
from accountability.scoring import ScoreSource
from accountability.selectors import findings, rectifications

for _source in (
    ScoreSource(
        "assessment-score",
        gettext_lazy("Score of the assessment group"),
        "share",
        finding_scores.group_scores,
        order=40,
    ),
    ScoreSource(
        "findings", gettext_lazy("Problems found"), "deduction", finding_scores.problems, order=140
    ),
    ScoreSource(
        "rectification-overdue",
        gettext_lazy("Overdue rectification"),
        "deduction",
        finding_scores.overdue,
        order=150,
    ),
):
    scoring.register(_source)


def _found(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = findings.findings_visible_to(user).filter(unit=unit)
    for row in rows.filter(raised_at__gte=since, raised_at__lt=until):
        title = _("Problem found: %(title)s") % {"title": findings.shown_title(user, row)}
        url = reverse("accountability:finding", args=[row.pk])
        yield Event(row.raised_at, title, url, light="yellow")


def _rectified(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = rectifications.standing(rectifications.rectifications_visible_to(user))
    for row in rows.filter(unit=unit, set_at__gte=since, set_at__lt=until):
        title = _("Rectification asked for: %(number)s") % {"number": row.number}
        yield Event(row.set_at, title, _page(row))
    for row in rows.filter(unit=unit, closed_at__gte=since, closed_at__lt=until):
        title = _("Rectification verified: %(number)s") % {"number": row.number}
        if row.closed_at is not None:
            yield Event(row.closed_at, title, _page(row), light="green")


def _page(row: Any) -> str:
    return reverse("accountability:rectification", args=[row.pk])


for _events in (
    ChronicleSource("findings", gettext_lazy("Problems found"), "flag", _found, order=60),
    ChronicleSource(
        "rectification", gettext_lazy("Rectification"), "report-analytics", _rectified, order=70
    ),
):
    chronicle.register(_events)
