"""Routes of the home page."""

from django.urls import path

from supervision.dashboards.views import map_settings, saved_lists
from supervision.dashboards.views.home import home, panel, systems
from supervision.dashboards.views.search import quick, results

app_name = "dashboards"
urlpatterns = [
    path("", home, name="home"),
    path("systems/", systems, name="systems"),
    path("systems/settings/", map_settings.index, name="map_settings"),
    path("systems/settings/<int:pk>/", map_settings.edit, name="map_system"),
    path("panels/<slug:key>/", panel, name="panel"),
    path("search/", results, name="search"),
    path("search/quick/", quick, name="search_quick"),
    path("lists/", saved_lists.index, name="saved_views"),
    path("lists/views/", saved_lists.save, name="view_save"),
    path("lists/views/<int:pk>/rename/", saved_lists.rename, name="view_rename"),
    path("lists/views/<int:pk>/default/", saved_lists.default, name="view_default"),
    path("lists/views/<int:pk>/update/", saved_lists.update, name="view_update"),
    path("lists/views/<int:pk>/delete/", saved_lists.delete, name="view_delete"),
    path("lists/columns/", saved_lists.columns, name="list_columns"),
]
