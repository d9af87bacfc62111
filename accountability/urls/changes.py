"""Routes: extensions and pauses."""

from django.urls import path

from accountability.views import changes

urlpatterns = [
    path("changes/", changes.ChangeList.as_view(), name="changes"),
    path("changes/<int:pk>/", changes.change, name="change"),
    path("changes/<int:pk>/decide/", changes.change_decide, name="change_decide"),
    path("changes/<int:pk>/withdraw/", changes.change_withdraw, name="change_withdraw"),
    path("changes/<int:pk>/resume/", changes.change_resume, name="change_resume"),
    path("duties/<int:pk>/change/", changes.change_request, name="change_request"),
]
