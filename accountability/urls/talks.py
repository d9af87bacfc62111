"""Routes: talks of the first form and what they count for."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import talk_counts, talks

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("talks/", talks.TalkList.as_view(), name="talks"),
    path("talks/export/", _export, {"code": "talks"}, name="talks_export"),
    path("talks/new/", talks.talk_new, name="talk_new"),
    path("talks/counts/", talk_counts.overview, name="counted_talks"),
    path("talks/<int:pk>/", talks.talk, name="talk"),
    path("talks/<int:pk>/correct/", talks.talk_correct, name="talk_correct"),
    path("talks/<int:pk>/strike/", talks.talk_strike, name="talk_strike"),
    path("units/<int:pk>/talks/", talk_counts.unit_talks, name="unit_talks"),
]
