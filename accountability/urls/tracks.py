"""Routes: the two tracks of supervision."""

from django.urls import path

from accountability.views import tracks

urlpatterns = [path("findings/tracks/", tracks.tracks, name="tracks")]
