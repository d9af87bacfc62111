"""Jobs that bring rows in and take them out, what an import did, and what was taken out."""

from supervision.exchange.models.exports import ExportDownload, ExportJob, ExportRecord
from supervision.exchange.models.imports import ImportJob, ImportStep

__all__ = ["ExportDownload", "ExportJob", "ExportRecord", "ImportJob", "ImportStep"]
