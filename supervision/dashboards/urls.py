"""Routes of the home page."""

from django.urls import path

from supervision.dashboards.views.home import home, panel, systems

app_name = "dashboards"
urlpatterns = [
    path("", home, name="home"),
    path("systems/", systems, name="systems"),
    path("panels/<slug:key>/", panel, name="panel"),
]
