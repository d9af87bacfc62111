"""How problems, rectifications and plans are found: the search box and the reach map."""

from django.utils.translation import gettext_lazy as _

from accountability import finding_search
from accountability.permissions import READ
from accountability.selectors import findings, plans, rectifications
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource

for _search in (
    SearchSource(
        key="findings",
        label=_("Problems found"),
        icon="flag",
        permission=READ,
        find=finding_search.find_findings,
        order=110,
    ),
    SearchSource(
        key="rectifications",
        label=_("Rectification"),
        icon="report-analytics",
        permission=READ,
        find=finding_search.find_rectifications,
        order=120,
    ),
    SearchSource(
        key="plans",
        label=_("Rectification plans"),
        icon="report",
        permission=READ,
        find=finding_search.find_plans,
        order=130,
    ),
):
    search.register(_search)

for _source in (
    ReachSource(
        key="findings",
        label=_("Problems found"),
        icon="flag",
        url_name="accountability:finding",
        also=(
            "accountability:finding_correct",
            "accountability:finding_withdraw",
            "accountability:finding_refer",
        ),
        rows=findings.findings_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        order=100,
    ),
    ReachSource(
        key="rectifications",
        label=_("Rectification"),
        icon="report-analytics",
        url_name="accountability:rectification",
        also=tuple(
            f"accountability:rectification_{name}"
            for name in (*("write", "verify", "time", "time_decide", "owner", "notice", "report"),)
        ),
        rows=rectifications.rectifications_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        order=110,
    ),
    ReachSource(
        key="plans",
        label=_("Rectification plans"),
        icon="report",
        url_name="accountability:plan",
        also=tuple(
            f"accountability:plan_{name}" for name in ("edit", "submit", "discard", "paper")
        ),
        rows=plans.plans_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        order=120,
    ),
):
    reach.register(_source)
