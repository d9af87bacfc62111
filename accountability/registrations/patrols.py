"""What patrols offer the kernel: sections, files, to-dos, navigation, search, reach."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accountability.exporters import patrols as exporters
from accountability.permissions import OVERSEE, PATROL
from accountability.search_patrols import find_patrols
from accountability.sections import Section, register
from accountability.selectors import patrols, spot_checks
from accountability.services.spot_checks import may_stage
from supervision import clock
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

kinds.register(
    ObjectKind("accountability.patrolround", _("Patrol")),
    ObjectKind("accountability.spotresult", _("Result of a check on the spot")),
)

gates.register(
    spot_checks.RESULT_OWNER,
    spot_checks.may_read_photos,
    may_stage,
    spot_checks.ids_with_photos,
    spot_checks.unit_of_photos,
)


def _on_filing(user: Any, filing: Any) -> dict[str, Any] | None:
    """Return what patrols said of the filing; the unit concerned reads it too, once it is done.

    A check on the spot comes unannounced: until its result is in, the office alone knows of it.
    """
    readings = list(patrols.readings_of(filing))
    checks = list(spot_checks.checks_of(filing))
    is_office = user.can(PATROL) or user.can(OVERSEE)
    if not is_office:
        to_come = {check.reading_id for check in checks if not check.results.all()}
        readings = [row for row in readings if row.pk not in to_come]
        checks = [check for check in checks if check.results.all()]
    if not readings and not checks:
        return None
    results = {check.pk: list(check.results.all()) for check in checks}
    photos = spot_checks.photos_of([row for rows in results.values() for row in rows])
    return {
        "readings": readings,
        "checks": [
            (check, [(row, photos[str(row.pk)]) for row in results[check.pk]]) for check in checks
        ],
        "may_open": is_office,
    }


register(
    Section(
        key="patrols",
        place="filing-main",
        template="accountability/patrols/on_filing.html",
        load=_on_filing,
        order=60,
    )
)


def _to_read(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=patrol.name,
            url=reverse("accountability:patrol", args=[patrol.pk]),
            sub=_now("%(n)s filings to read") % {"n": left},
        )
        for patrol, left in patrols.open_to(user)
    ]


def _to_check(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=check.filing.duty.title,
            url=reverse("accountability:spot_check", args=[check.pk]),
            unit=check.filing.unit.short_name,
            due_at=clock.end_of(check.check_by),
            light=check.light,  # type: ignore[attr-defined]
            sub=check.filing.receipt,
        )
        for check in spot_checks.checks_to_make(user)
    ]


todos.register(
    TodoSource(
        key="accountability.patrols",
        label=_("Filings to read on patrol"),
        permission=PATROL,
        items=_to_read,
        rows=patrols.open_rounds,
    )
)
todos.register(
    TodoSource(
        key="accountability.spot_checks",
        label=_("Checks on the spot to make"),
        permission=PATROL,
        items=_to_check,
        rows=spot_checks.without_result,
    )
)

navigation.register(
    NavItem(
        group="assessing",
        label=_("Patrols of filings"),
        icon="eye",
        url_name="accountability:patrols",
        permission=OVERSEE,
        order=60,
        also=("accountability:patrol", "accountability:spot_check"),
    )
)

search.register(
    SearchSource(
        key="patrols",
        label=_("Patrols of filings"),
        icon="eye",
        permission=OVERSEE,
        find=find_patrols,
        order=110,
    )
)

for _source in (
    ReachSource(
        key="patrols",
        label=_("Patrols of filings"),
        icon="eye",
        url_name="accountability:patrol",
        also=(
            "accountability:patrol_next",
            "accountability:patrol_close",
            "accountability:patrol_draw",
        ),
        rows=patrols.patrols_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.number,
        order=200,
    ),
    ReachSource(
        key="patrol-filings",
        label=_("Filings on patrol"),
        icon="eye",
        url_name="accountability:patrol_entry",
        also=("accountability:patrol_put_back",),
        rows=patrols.entries_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.round.number} · {row.position}",
        order=201,
    ),
    ReachSource(
        key="patrol-samples",
        label=_("Samples of patrols"),
        icon="filter",
        url_name="accountability:patrol_sample",
        also=("accountability:patrol_proof", "accountability:patrol_sheet"),
        rows=spot_checks.samples_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.round.number} · {row.draw_number}",
        order=202,
    ),
    ReachSource(
        key="spot-checks",
        label=_("Checks on the spot"),
        icon="map-pin",
        url_name="accountability:spot_check",
        rows=spot_checks.checks_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.round.number} · {row.filing.receipt}",
        order=203,
    ),
):
    reach.register(_source)
