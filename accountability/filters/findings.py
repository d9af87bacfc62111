"""Narrow the lists of findings and of rectifications."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.enums import FindingSource, FindingStatus, RectificationStatus, Track
from accountability.models import Finding, Rectification
from accountability.selectors.findings import may_see_names, standing
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.web.filters import RowChoiceFilter
from supervision.web.formats import month_name
from supervision.web.searching import holding

#: How far back the choice of months goes.
MONTHS = 24
#: The two tracks of supervision: what concerns both stands on either (P03).
_LANES = {
    "people": (Track.PERSON, Track.BOTH),
    "matters": (Track.MATTER, Track.BOTH),
}
_TRACKS = [
    ("people", _("Supervision of persons")),
    ("matters", _("Supervision of matters")),
    (Track.PERSON.value, _("persons only")),
    (Track.MATTER.value, _("matters only")),
    (Track.BOTH.value, Track.BOTH.label),
]
_STANDING = [choice for choice in RectificationStatus.choices if choice[0] != "lapsed"]


def _months() -> list[tuple[str, str]]:
    """Return the last months, the newest first."""
    first = clock.today().replace(day=1)
    found = []
    for back in range(MONTHS):
        years, at = divmod(first.year * 12 + first.month - 1 - back, 12)
        day = first.replace(year=years, month=at + 1)
        found.append((f"{day:%Y-%m}", month_name(day)))
    return found


class FindingFilter(django_filters.FilterSet):
    """By words, unit, source, track, status and month."""

    q = django_filters.CharFilter(label=_("Problem or number"), method="by_text")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
    )
    source = django_filters.ChoiceFilter(label=_("Source"), choices=FindingSource.choices)
    track = django_filters.ChoiceFilter(label=_("Track"), choices=_TRACKS, method="by_track")
    status = django_filters.ChoiceFilter(label=_("Status"), choices=FindingStatus.choices)
    withdrawn = django_filters.ChoiceFilter(
        label=_("Withdrawn"), choices=[("no", _("without withdrawn ones"))], method="by_withdrawal"
    )
    month = django_filters.ChoiceFilter(label=_("Month"), choices=_months, method="by_month")

    class Meta:
        model = Finding
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Keep rows whose title or number holds the text; masked titles are not searched."""
        titled = holding(value, "title")
        if not may_see_names(self.request.user):
            titled &= Q(holder_name="")
        return rows.filter(titled | Q(number__icontains=value))

    def by_track(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Keep one of the two tracks as a whole, or what is on exactly one, or on both."""
        return rows.filter(track__in=_LANES.get(value, (value,)))

    def by_withdrawal(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Leave out what was withdrawn: the rows that the figures count."""
        return standing(rows)

    def by_month(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Keep what was found in the month."""
        year, at = value.split("-")
        return rows.filter(found_on__year=int(year), found_on__month=int(at))


class RectificationFilter(django_filters.FilterSet):
    """By words, unit, light, status, origin and whether it came late."""

    q = django_filters.CharFilter(label=_("Problem or number"), method="by_text")
    unit = RowChoiceFilter(
        label=_("Unit"),
        queryset=lambda request: responsible_units(request.user),
        label_field="name",
    )
    light = django_filters.ChoiceFilter(label=_("State"), choices=Light.choices, method="by_light")
    status = django_filters.ChoiceFilter(label=_("Step of the rectification"), choices=_STANDING)
    source = django_filters.ChoiceFilter(
        label=_("Source"), choices=FindingSource.choices, field_name="finding__source"
    )
    is_late = django_filters.TypedChoiceFilter(
        label=_("Reported late"),
        choices=[("", _("All")), ("true", _("reported late"))],
        coerce=lambda text: text == "true",
    )

    class Meta:
        model = Rectification
        fields: list[str] = []

    def by_text(
        self, rows: QuerySet[Rectification], name: str, value: str
    ) -> QuerySet[Rectification]:
        """Keep rows whose title or number holds the text; masked titles are not searched."""
        titled = holding(value, "title")
        if not may_see_names(self.request.user):
            titled &= Q(finding__isnull=True) | Q(finding__holder_name="")
        return rows.filter(titled | Q(number__icontains=value))

    def by_light(
        self, rows: QuerySet[Rectification], name: str, value: str
    ) -> QuerySet[Rectification]:
        """Keep rows at the light at this instant."""
        return rows.filter(light_q(Light(value), clock.now()))


def filtered_findings(rows: QuerySet[Finding], params: Any, request: Any) -> QuerySet[Finding]:
    """Return the findings that pass the query string, for exports."""
    chosen = FindingFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()


def filtered_rectifications(
    rows: QuerySet[Rectification], params: Any, request: Any
) -> QuerySet[Rectification]:
    """Return the rectifications that pass the query string, for exports."""
    chosen = RectificationFilter(params, queryset=rows, request=request)
    return chosen.qs if chosen.is_valid() else rows.none()
