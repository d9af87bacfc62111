"""Routes of papers, their deliveries and the organs that issue them."""

from django.urls import path
from django.views.generic import RedirectView

from supervision.documents.views import deliveries, drafts, organs, register, signing

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("", register.Register.as_view(), name="register"),
    path("export/", _export, {"code": "papers"}, name="export"),
    path("signing/", signing.queue, name="signing"),
    path("received/", register.Received.as_view(), name="received"),
    path("organs/", organs.OrganList.as_view(), name="organs"),
    path("organs/new/", organs.new, name="organ_new"),
    path("organs/<int:pk>/", organs.edit, name="organ"),
    path("<int:pk>/", register.document, name="document"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/submit/", drafts.submit, name="submit"),
    path("<int:pk>/discard/", drafts.discard, name="discard"),
    path("<int:pk>/return/", signing.send_back, name="send_back"),
    path("<int:pk>/revoke/", signing.revoke, name="revoke"),
    path("deliveries/<int:pk>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:pk>/receive/", deliveries.receive, name="receive"),
    path("deliveries/<int:pk>/reply/", deliveries.reply, name="reply"),
    path("deliveries/<int:pk>/decide/", deliveries.decide, name="decide"),
]
