"""Routes of import and export."""

from django.urls import path

from supervision.exchange.views import exporting, importing
from supervision.exchange.views.index import index

app_name = "exchange"
urlpatterns = [
    path("", index, name="index"),
    path("import/<str:code>/", importing.start, name="import_start"),
    path("template/<str:code>/", importing.template, name="template"),
    path("job/<uuid:pk>/", importing.check, name="import_check"),
    path("job/<uuid:pk>/apply/", importing.apply, name="import_apply"),
    path("job/<uuid:pk>/errors/", importing.errors, name="import_errors"),
    path("export/<str:code>/", exporting.export, name="export"),
]
