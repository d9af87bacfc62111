"""Routes of attachments."""

from django.urls import path

from supervision.attachments.views.download import download
from supervision.attachments.views.upload import discard, upload

app_name = "attachments"
urlpatterns = [
    path("", upload, name="upload"),
    path("<uuid:pk>/", download, name="download"),
    path("<uuid:pk>/discard/", discard, name="discard"),
]
