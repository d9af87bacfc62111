"""Routes of attachments."""

from django.urls import path

from supervision.attachments.views.download import download
from supervision.attachments.views.reading import again, progress
from supervision.attachments.views.upload import discard, upload

app_name = "attachments"
urlpatterns = [
    path("", upload, name="upload"),
    path("reading/", progress, name="reading"),
    path("reading/again/", again, name="read_again"),
    path("<uuid:pk>/", download, name="download"),
    path("<uuid:pk>/discard/", discard, name="discard"),
]
