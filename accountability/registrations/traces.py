"""What traces offer the kernel: sections, navigation, search, reach."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.exporters import traces as exporters
from accountability.permissions import TRACE_BACK
from accountability.search_patrols import find_traces
from accountability.sections import Place, Section, register
from accountability.selectors import traces
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

kinds.register(ObjectKind("accountability.trace", _("Trace")))

#: So many earlier traces the page of a record names.
_SHOWN = 5


def _of(name: str) -> Any:
    """Return what loads the section on the page of a duty or a filing."""

    def load(user: Any, subject: Any) -> dict[str, Any] | None:
        if not user.can_in(TRACE_BACK, subject.unit):
            return None
        rows = traces.traces_visible_to(user).filter(**{name: subject})
        return {
            "url": f"{reverse('accountability:trace_new')}?{name}={subject.pk}",
            "traces": list(rows[:_SHOWN]),
        }

    return load


_PLACES: tuple[tuple[Place, str], ...] = (("duty-side", "duty"), ("filing-side", "filing"))
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
        order=210,
    )
)
