"""Routes of import and export."""

from django.urls import path

from supervision.exchange.views import exporting, importing, listing
from supervision.exchange.views.index import index

app_name = "exchange"
urlpatterns = [
    path("", index, name="index"),
    path("imports/", listing.ImportList.as_view(), name="imports"),
    path("exports/", listing.ExportList.as_view(), name="exports"),
    path("records/", listing.RecordList.as_view(), name="records"),
    path("records/<int:pk>/", listing.record, name="record"),
    path("import/<str:code>/", importing.start, name="import_start"),
    path("template/<str:code>/", importing.template, name="template"),
    path("job/<uuid:pk>/", importing.check, name="import_check"),
    path("job/<uuid:pk>/state/", importing.state, name="import_state"),
    path("job/<uuid:pk>/apply/", importing.apply, name="import_apply"),
    path("job/<uuid:pk>/cancel/", importing.cancel, name="import_cancel"),
    path("job/<uuid:pk>/undo/", importing.undo, name="import_undo"),
    path("job/<uuid:pk>/errors/", importing.errors, name="import_errors"),
    path("export/<str:code>/", exporting.export, name="export"),
    path("exports/<int:pk>/", exporting.job, name="export_job"),
    path("exports/<int:pk>/state/", exporting.state, name="export_state"),
    path("exports/<int:pk>/file/", exporting.file, name="export_file"),
    path("exports/<int:pk>/cancel/", exporting.cancel, name="export_cancel"),
]
