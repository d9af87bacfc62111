"""Routes of clues and cases, one module a slice of the work."""

from cases.urls import (
    clocks,
    intake,
    outcomes,
    papers,
    plans,
    steps,
    surfaces,
)

app_name = "cases"
urlpatterns = [
    *clocks.urlpatterns,
    # Before the pages of one clue: “new” is no number.
    *intake.urlpatterns,
    *outcomes.urlpatterns,
    *papers.urlpatterns,
    *plans.urlpatterns,
    *steps.urlpatterns,
    *surfaces.urlpatterns,
]
