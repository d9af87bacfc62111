"""Routes of the two responsibilities, one module a subject."""

from accountability.urls import (
    assessing,
    assessments,
    changes,
    checklists,
    filings,
    findings,
    oversight,
    parts,
    patrols,
    pressing,
    ratings,
    scores,
    talks,
    traces,
    tracks,
    truth,
    year,
)

app_name = "accountability"
urlpatterns = [
    *oversight.urlpatterns,
    *filings.urlpatterns,
    *checklists.urlpatterns,
    *changes.urlpatterns,
    *assessments.urlpatterns,
    *assessing.urlpatterns,
    *findings.urlpatterns,
    *patrols.urlpatterns,
    *pressing.urlpatterns,
    *truth.urlpatterns,
    *year.urlpatterns,
    *parts.urlpatterns,
    *talks.urlpatterns,
    *tracks.urlpatterns,
    *ratings.urlpatterns,
    *scores.urlpatterns,
    *traces.urlpatterns,
]
