"""Kinds of column and states of an import."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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

    CHECKED = "checked", _("Checked, not yet imported")
    APPLIED = "applied", _("Imported")
    REFUSED = "refused", _("Has errors")
    EXPIRED = "expired", _("Expired")
