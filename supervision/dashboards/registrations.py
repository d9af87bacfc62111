"""What the home page offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.accounts.roles import grant
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import (
    badges,
    kernel_badges,
    kernel_panels,
    kernel_sources,
    panels,
    search,
    selectors,
    verbs,
)
from supervision.dashboards.badges import BadgeSource
from supervision.dashboards.panels import Panel
from supervision.dashboards.permissions import EDIT_MAP
from supervision.dashboards.saved_lists import SavedLists
from supervision.dashboards.search import SearchSource
from supervision.documents import permissions as documents
from supervision.people.permissions import READ
from supervision.web import memory, navigation
from supervision.web.navigation import NavItem

navigation.register(
    NavItem(
        group="",
        label=_("Home"),
        icon="home",
        url_name="dashboards:home",
        order=0,
        tab=True,
    )
)
navigation.register(
    NavItem(
        group="",
        label=_("Portal map"),
        icon="sitemap",
        url_name="dashboards:systems",
        order=90,
    )
)
navigation.register(
    NavItem(
        group="system",
        label=_("Arrange the portal map"),
        icon="layout-dashboard",
        url_name="dashboards:map_settings",
        permission=EDIT_MAP,
        order=60,
        also=("dashboards:map_system",),
    )
)

grant(RoleCode.SYSTEM_ADMIN, EDIT_MAP)
kinds.register(
    ObjectKind("dashboards.portalsystem", _("Place of the portal map"), label_is_protected=False)
)
badges.register(BadgeSource("todos", _("Things to do"), kernel_badges.todos))
badges.register(BadgeSource("requests", _("Two-person requests"), kernel_badges.requests))
reach.register(
    ReachSource(
        key="map-places",
        label=_("Places of the portal map"),
        icon="sitemap",
        url_name="dashboards:map_system",
        rows=selectors.places_to_edit,
        kwargs=reach.by_pk,
        label_of=lambda row: row.code,
        order=165,
    )
)

for _source in (
    SearchSource(
        key="places",
        label=_("Pages of the portal"),
        icon="layout-dashboard",
        permission="",
        find=kernel_sources.places,
        order=10,
    ),
    SearchSource(
        key="tree",
        label=_("Unit tree"),
        icon="sitemap",
        permission="organizations.read_tree",
        find=kernel_sources.units,
        order=25,
    ),
    SearchSource(
        key="accounts",
        label=_("Accounts"),
        icon="users",
        permission=("accounts.manage", "accounts.grant_posts"),
        find=kernel_sources.permanent_accounts,
        order=28,
    ),
    SearchSource(
        key="people",
        label=_("People register"),
        icon="users-group",
        permission=READ,
        find=kernel_sources.people,
        order=27,
        takes_numbers=True,
    ),
    SearchSource(
        key="papers",
        label=_("Official documents"),
        icon="file-text",
        permission=documents.READ,
        find=kernel_sources.issued_papers,
        order=110,
    ),
    SearchSource(
        key="papers-received",
        label=_("Papers received"),
        icon="mail",
        permission=documents.RECEIVE,
        find=kernel_sources.received_papers,
        order=112,
    ),
    SearchSource(
        key="file-texts",
        label=_("Text of attachments"),
        icon="file-search",
        permission="",
        find=kernel_sources.file_texts,
        order=180,
    ),
    SearchSource(
        key="notices",
        label=_("Notices"),
        icon="bell",
        permission="",
        find=kernel_sources.own_notices,
        order=200,
    ),
):
    search.register(_source)

panels.register(
    Panel(
        key="papers",
        title=_("Official documents"),
        permission=documents.READ,
        template="dashboards/panels/papers.html",
        load=kernel_panels.papers_of_year,
        region="side",
        order=60,
    )
)
panels.register(
    Panel(
        key="papers-received",
        title=_("Papers received"),
        permission=documents.RECEIVE,
        template="dashboards/panels/papers_received.html",
        load=kernel_panels.papers_received,
        order=15,
    )
)

memory.register(SavedLists())

reach.register(
    ReachSource(
        key="saved-views",
        label=_("Saved views of lists"),
        icon="bookmark",
        url_name="dashboards:view_rename",
        also=("dashboards:view_default", "dashboards:view_update", "dashboards:view_delete"),
        rows=selectors.own_views,
        kwargs=reach.by_pk,
        label_of=lambda row: row.list_key,
        order=160,
    )
)

__all__ = ["verbs"]
