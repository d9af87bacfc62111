"""Excel in and out: importers, exporters, checked workbooks."""
