"""Routes of the audit record."""

from django.urls import path

from supervision.audit.views.events import EventList

app_name = "audit"
urlpatterns = [path("", EventList.as_view(), name="events")]
