"""Choices of attachments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TextSource(models.TextChoices):
    """Where the searchable text of a file comes from."""

    NONE = "none", _("No text")
    LAYER = "layer", _("Text of the file itself")
    OCR = "ocr", _("Text recognition")


class ReadingState(models.TextChoices):
    """How far the portal has come with reading a file."""

    WAITING = "waiting", _("Waiting to be read")
    READ = "read", _("Searchable")
    EMPTY = "empty", _("Holds no text")
    UNRECOGNISED = "unrecognised", _("Not recognised")
    FAILED = "failed", _("Could not be read")


class FactsState(models.TextChoices):
    """Whether a file told something about itself."""

    FOUND = "found", _("Facts read")
    NONE = "none", _("No facts")


class FactsGap(models.TextChoices):
    """Why a file told nothing about itself, or less than its kind can."""

    PIXELS = "pixels", _("more pixels than are opened")
    SMALL = "small", _("picture too small to compare")
    PICTURE = "picture", _("broken picture")
    UNDATED = "undated", _("photo without a date")
    DOCUMENT = "document", _("broken document")
    PROPERTIES = "properties", _("broken properties")
    OVERSIZE = "oversize", _("properties larger than are opened")
    ENTITIES = "entities", _("properties with entities, which are not opened")
    BARE = "bare", _("document without properties")
    PDF = "pdf", _("broken PDF")
    LOCKED = "locked", _("PDF with a password")
    LARGE = "large", _("PDF larger than is opened")
    MISSING = "missing", _("missing from the disk")
    KIND = "kind", _("kind of file without facts")
    FAULT = "fault", _("could not be examined")
