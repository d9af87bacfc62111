"""What the home page offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.dashboards import kernel_sources, search, selectors, verbs
from supervision.dashboards.saved_lists import SavedLists
from supervision.dashboards.search import SearchSource
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
        key="notices",
        label=_("Notices"),
        icon="bell",
        permission="",
        find=kernel_sources.own_notices,
        order=200,
    ),
):
    search.register(_source)

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
