"""Bring rows in and take them out, each job a worker's; each use case leaves one audit event."""

from supervision.exchange.services.applying import apply_job, confirm, run_apply
from supervision.exchange.services.checking import check_upload, run_check, submit
from supervision.exchange.services.exporting import export, fetch, run_export
from supervision.exchange.services.keeping import expire_files, tend_jobs, wipe_leftovers
from supervision.exchange.services.stopping import cancel_export, cancel_import
from supervision.exchange.services.undoing import run_undo, undo

__all__ = [
    "apply_job",
    "cancel_export",
    "cancel_import",
    "check_upload",
    "confirm",
    "expire_files",
    "export",
    "fetch",
    "run_apply",
    "run_check",
    "run_export",
    "run_undo",
    "submit",
    "tend_jobs",
    "undo",
    "wipe_leftovers",
]
