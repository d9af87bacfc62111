"""What traces offer the kernel: sections, the report, navigation, search, reach."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.exporters import traces as exporters
from accountability.permissions import DRAFT_PAPER, SIGN_PAPER, TRACE_BACK
from accountability.search_patrols import find_traces
from accountability.sections import Place, Section, register
from accountability.selectors import traces
from accountability.services import trace_reports
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.documents import kinds as papers
from supervision.documents.kinds import DocumentKind, Layout
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

kinds.register(ObjectKind("accountability.trace", _("Trace")))

#: So many earlier traces the page of a record names.
_SHOWN = 5


def _of(name: str) -> Any:
    """Return what loads the section on the page of a duty, a filing or a finding."""

    def load(user: Any, subject: Any) -> dict[str, Any] | None:
        if not user.can_in(TRACE_BACK, subject.unit):
            return None
        rows = traces.traces_visible_to(user).filter(**{name: subject})
        return {
            "url": f"{reverse('accountability:trace_new')}?{name}={subject.pk}",
            "label": _("Trace this problem back")
            if name == "finding"
            else _("Trace a problem back"),
            "traces": list(rows[:_SHOWN]),
        }

    return load


_PLACES: tuple[tuple[Place, str], ...] = (
    ("duty-side", "duty"),
    ("filing-side", "filing"),
    ("finding-side", "finding"),
)
for _place, _name in _PLACES:
    register(
        Section(
            key=f"traces-{_name}",
            place=_place,
            template="accountability/traces/on_record.html",
            load=_of(_name),
            order=200,
        )
    )

papers.register(
    DocumentKind(
        code=trace_reports.KIND,
        label=_("Report on a trace-back"),
        series="督报",
        layout=Layout.GENERAL,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        stays_inside=True,
        icon="zoom-in",
    )
)

navigation.register(
    NavItem(
        group="pressing",
        label=_("Traces"),
        icon="zoom-in",
        url_name="accountability:traces",
        permission=TRACE_BACK,
        order=90,
        also=("accountability:trace",),
    )
)

search.register(
    SearchSource(
        key="traces",
        label=_("Traces"),
        icon="zoom-in",
        permission=TRACE_BACK,
        find=find_traces,
        order=130,
    )
)

reach.register(
    ReachSource(
        key="traces",
        label=_("Traces"),
        icon="zoom-in",
        url_name="accountability:trace",
        rows=traces.traces_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        also=("accountability:trace_report",),
        order=210,
    )
)
