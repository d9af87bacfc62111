"""Routes of the two responsibilities, one module a subject."""

from accountability.urls import assessments, changes, checklists, filings, oversight

app_name = "accountability"
urlpatterns = [
    *oversight.urlpatterns,
    *filings.urlpatterns,
    *checklists.urlpatterns,
    *changes.urlpatterns,
    *assessments.urlpatterns,
]
