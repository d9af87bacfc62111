"""Routes of the people register. No address holds a number of anybody's."""

from django.urls import path
from django.views.generic import RedirectView

from supervision.people.views import disclosures, entries, files, kinship, posts, register

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

app_name = "people"
urlpatterns = [
    path("", register.Register.as_view(), name="register"),
    path("search/", register.search, name="search"),
    path("export/", _export, {"code": "people"}, name="export"),
    path("new/", entries.person_new, name="person_new"),
    path("revealed/", disclosures.DisclosureList.as_view(), name="disclosures"),
    path("<int:pk>/", files.person, name="person"),
    path("<int:pk>/edit/", entries.person_edit, name="person_edit"),
    path("<int:pk>/reveal/<slug:field>/", files.Reveal.as_view(), name="reveal"),
    path("<int:pk>/posts/new/", posts.post_new, name="post_new"),
    path("<int:pk>/posts/<int:post>/end/", posts.post_end, name="post_end"),
    path("<int:pk>/kin/new/", kinship.kin_new, name="kin_new"),
    path("<int:pk>/kin/<int:kin>/remove/", kinship.kin_remove, name="kin_remove"),
]
