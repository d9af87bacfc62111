"""How sensitive a stored field is: every model names the class of each of its fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataClass(models.TextChoices):
    """Grade of one field, from what anyone may read to what is kept encrypted."""

    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    PERSONAL = "personal", _("Personal")
    SENSITIVE = "sensitive", _("Sensitive")
    SECRET = "secret", _("Secret")


def unclassified(model: type[models.Model]) -> list[str]:
    """Return the concrete fields of a model that carry no data class."""
    classes = getattr(model, "DATA_CLASSES", {})
    return [field.name for field in model._meta.concrete_fields if field.name not in classes]


def unknown(model: type[models.Model]) -> list[str]:
    """Return the names classified on a model that are none of its concrete fields."""
    names = {field.name for field in model._meta.concrete_fields}
    return [name for name in getattr(model, "DATA_CLASSES", {}) if name not in names]
