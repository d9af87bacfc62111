"""Routes of the Word templates."""

from django.urls import path

from supervision.documents.views import templates

urlpatterns = [
    path("templates/", templates.templates, name="templates"),
    path("templates/kind/<str:kind>/", templates.template_kind, name="template_kind"),
    path("templates/kind/<str:kind>/start/", templates.template_start, name="template_start"),
    path(
        "templates/kind/<str:kind>/built-in/<str:form>/",
        templates.template_built_in,
        name="template_built_in",
    ),
    path("templates/kind/<str:kind>/retire/", templates.template_retire, name="template_retire"),
    path("templates/<int:pk>/sample/", templates.template_sample, name="template_sample"),
    path("templates/<int:pk>/back/", templates.template_bring_back, name="template_bring_back"),
]
