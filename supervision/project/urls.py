"""Every route of the portal; each app owns the paths below its prefix."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from supervision.accounts.views.me import language
from supervision.project.views import probes
from supervision.web.views.contrast import contrast

urlpatterns = [
    path("", include("supervision.dashboards.urls")),
    path("account/", include("supervision.accounts.urls")),
    path("units/", include("supervision.organizations.urls")),
    path("audit/", include("supervision.audit.urls")),
    path("deadlines/", include("supervision.deadlines.urls")),
    path("notices/", include("supervision.notifications.urls")),
    path("files/", include("supervision.attachments.urls")),
    path("documents/", include("supervision.documents.urls")),
    path("exchange/", include("supervision.exchange.urls")),
    path("people/", include("supervision.people.urls")),
    path("referrals/", include("supervision.referrals.urls")),
    path("accountability/", include("accountability.urls")),
    path("cases/", include("cases.urls")),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("language/", login_not_required(language), name="set_language"),
    path("contrast/", login_not_required(contrast), name="set_contrast"),
]

handler400 = "supervision.web.views.errors.bad_request"
handler403 = "supervision.web.views.errors.forbidden"
handler404 = "supervision.web.views.errors.not_found"
handler500 = "supervision.web.views.errors.server_error"
