"""Kinds of column and states of jobs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: The content type of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FieldKind(TextChoices):
    """How a cell of an imported column is read."""

    TEXT = "text", _("Text")
    INTEGER = "int", _("Whole number")
    DECIMAL = "decimal", _("Numeric value")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")
    LOOKUP = "lookup", _("Code or name of a record")


class ColumnKind(TextChoices):
    """How a value of an exported column is written."""

    TEXT = "text", _("Text")
    DATE = "date", _("Date")
    DATETIME = "datetime", _("Date and time")
    NUMBER = "number", _("Numeric value")
    LIGHT = "light", _("Light")


class ImportState(TextChoices):
    """Where an uploaded workbook stands."""

    QUEUED = "queued", _("Waiting its turn")
    READING = "reading", _("Being read")
    CHECKING = "checking", _("Being checked")
    WAITING = "waiting", _("Checked, not yet imported")
    APPLYING = "applying", _("Being imported")
    DONE = "done", _("Imported")
    REFUSED = "refused", _("Has errors")
    CANCELLED = "cancelled", _("Cancelled")
    FAILED = "failed", _("Broken off")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    EXPIRED = "expired", _("Expired")


class ExportState(TextChoices):
    """Where an export stands."""

    QUEUED = "queued", _("Waiting its turn")
    WRITING = "writing", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Broken off")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


class Failure(TextChoices):
    """Why a job broke off, in words the user can act on."""

    WORKER_LOST = (
        "worker_lost",
        _("The work was interrupted three times. Nothing was changed; you can start again."),
    )
    NO_ROOM = (
        "no_room",
        _("The server has no room left for files. Nothing was changed; tell the administrator."),
    )
    TOO_LONG = (
        "too_long",
        _("The work took longer than allowed and was stopped. Nothing was changed."),
    )
    FORBIDDEN = (
        "forbidden",
        _("The account may no longer do this. Nothing was changed."),
    )
    UNEXPECTED = (
        "unexpected",
        _("An unexpected fault stopped the work. Nothing was changed; you can start again."),
    )


class QuickPurpose(TextChoices):
    """What people take rows out for most often."""

    INSPECTION = "inspection", _("On-site supervision and inspection")
    MEETING = "meeting", _("Material for a meeting or a report")
    CHECKING = "checking", _("Checking against other records")
    ARCHIVE = "archive", _("Filing in the archive")
    OTHER = "other", _("Another purpose")
