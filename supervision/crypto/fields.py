"""Model fields whose column holds nothing readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact

from supervision.crypto import blind, tokens


class EncryptedTextField(models.TextField):
    """A text that is sealed on its way into the database and opened on its way out.

    It can be compared with "" and with NULL, not with a text: search by a `BlindIndexField`.
    The database itself refuses a readable value in the column.
    """

    def __init__(self, *args: Any, context: str = "", **kwargs: Any) -> None:
        """Keep what is bound into each token; by default the name of the column's field."""
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Describe the field for migrations."""
        name, path, args, kwargs = super().deconstruct()
        if self.context:
            kwargs["context"] = self.context
        return name, path, args, kwargs

    @property
    def place(self) -> str:
        """Return what is bound into each token."""
        return self.context or f"{self.model._meta.label_lower}.{self.name}"

    def db_check(self, connection: Any) -> str:
        """Return the condition the column must meet: empty, or a token."""
        column = connection.ops.quote_name(self.column)
        return f"{column} = '' OR {column} ~ '{tokens.PATTERN}'"

    def get_prep_value(self, value: Any) -> Any:
        """Seal a text for the database."""
        value = super().get_prep_value(value)
        return tokens.encrypt(value, context=self.place) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Open a text from the database."""
        return tokens.decrypt(value, context=self.place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison that could never be true."""
        if lookup_name in ("exact", "isnull"):
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: it knows no lookup {lookup_name!r}")


@EncryptedTextField.register_lookup
class OnlyEmpty(Exact):
    """Compare a sealed text with "" alone."""

    def get_prep_lookup(self) -> Any:
        """Refuse any other text."""
        if self.rhs != "":
            raise FieldError("A sealed text can be compared with '' alone: use its blind index.")
        return self.rhs


class BlindIndexField(models.CharField):
    """The keyed digest of another field of the row, written whenever the row is saved.

    `derive` turns the source's value into what is indexed (its masked form, say). Search with
    `field__in=blind.candidates(value, purpose=…)`.
    """

    def __init__(
        self,
        *args: Any,
        source: str = "",
        purpose: str = "",
        derive: Callable[[str], str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Keep where the value comes from; migrations need none of it."""
        self.source, self.purpose, self.derive = source, purpose, derive
        kwargs.setdefault("max_length", blind.LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def digest(self, value: str) -> str:
        """Return the digest of a value of the source."""
        shown = self.derive(value) if self.derive and value else value
        return blind.index(shown or "", purpose=self.purpose)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Follow the source."""
        if self.source:
            value = self.digest(getattr(model_instance, self.source) or "")
            setattr(model_instance, self.attname, value or ("" if not self.null else None))
        return getattr(model_instance, self.attname)
