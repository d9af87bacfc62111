"""Routes of official documents, one module a subject."""

from supervision.documents.urls import papers, templates

app_name = "documents"
urlpatterns = [*templates.urlpatterns, *papers.urlpatterns]
