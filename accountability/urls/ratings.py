"""Routes: rating, objections, grades."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import grades, ratings

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("ratings/", ratings.RatingList.as_view(), name="ratings"),
    path("ratings/export/", _export, {"code": "ratings"}, name="ratings_export"),
    path("ratings/queue/", ratings.RatingQueue.as_view(), name="rating_queue"),
    path("ratings/queue/export/", _export, {"code": "rating-queue"}, name="rating_queue_export"),
    path("filings/<int:pk>/rate/", ratings.rate, name="rate"),
    path("filings/<int:pk>/object/", ratings.rating_object, name="rating_object"),
    path("objections/", ratings.ObjectionList.as_view(), name="objections"),
    path("objections/export/", _export, {"code": "objections"}, name="objections_export"),
    path("objections/<int:pk>/", ratings.objection, name="objection"),
    path("grades/", grades.grades, name="grades"),
    path("grades/new/", grades.grade_new, name="grade_new"),
    path("grades/set/", grades.grade_set_new, name="grade_set_new"),
    path("grades/phrases/", grades.phrases, name="phrases"),
    path("grades/<int:pk>/edit/", grades.grade_edit, name="grade_edit"),
    path("grades/<int:pk>/retire/", grades.grade_retire, name="grade_retire"),
]
