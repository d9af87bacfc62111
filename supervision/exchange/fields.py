"""Columns of an importer: how they are headed, read and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override
from django_stubs_ext import StrPromise

from supervision.exchange import rules
from supervision.exchange.enums import FieldKind
from supervision.exchange.lookups import Lookup
from supervision.exchange.rules import BadValue

Text = str | StrPromise


@dataclass(frozen=True)
class Field:
    """One column: `key` names its value in a row, `label` and `aliases` its heading.

    `choices` are (value, label) pairs; `choice_aliases` maps further spellings to a value.
    `lookup` names the entry of `Importer.lookups()` that a LOOKUP column is found in.
    `unique` refuses the same value in two rows. What a `sealed` column holds is shown and kept by
    its ends alone: a job's preview and problems lie in the database in plain text.
    """

    key: str
    label: Text
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    max_length: int | None = None
    minimum: int | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    choice_aliases: Mapping[str, str] = field(default_factory=dict)
    lookup: str = ""
    unique: bool = False
    sealed: bool = False
    default: Any = None
    help_text: Text = ""
    sample: Any = ""
    width: int = 18

    def headings(self) -> set[str]:
        """Return every heading this column is recognised by, folded for comparing."""
        return {rules.header_key(text) for text in spellings(self.label, self.aliases)}

    def shown(self, value: Any) -> str:
        """Return the value for messages and the preview; a choice by its label."""
        text = rules.shown(dict(self.choices).get(value, value) if self.choices else value)
        return rules.starred(text) if self.sealed else text

    def blank(self) -> Any:
        """Return the value of an empty cell."""
        if self.default is not None:
            return self.default
        return "" if self.kind in (FieldKind.TEXT, FieldKind.CHOICE) else None

    def reader(self, lookups: Mapping[str, Lookup]) -> FieldReader:
        """Return what reads this column's cells in one workbook."""
        return FieldReader(self, lookups)


class FieldReader:
    """Reads the cells of one column, with its choices and records loaded once."""

    def __init__(self, column: Field, lookups: Mapping[str, Lookup]) -> None:
        self.column = column
        self._lookup = lookups[column.lookup] if column.kind == FieldKind.LOOKUP else None
        self._choices = _choice_table(column) if column.kind == FieldKind.CHOICE else {}
        self._read = {
            FieldKind.TEXT: self._text,
            FieldKind.INTEGER: self._integer,
            FieldKind.DECIMAL: self._decimal,
            FieldKind.DATE: rules.as_date,
            FieldKind.CHOICE: self._choice,
            FieldKind.LOOKUP: self._record,
        }[column.kind]

    def read(self, value: Any) -> Any:
        """Return the cell's value; raises BadValue with the reason when it has none."""
        if rules.is_blank(value):
            if self.column.required:
                raise BadValue("required")
            return self.column.blank()
        return self._read(value)

    def _text(self, value: Any) -> str:
        text = rules.as_text(value)
        limit = self.column.max_length
        if limit is not None and len(text) > limit:
            raise BadValue("too_long", length=str(len(text)), limit=str(limit))
        return text

    def _integer(self, value: Any) -> int:
        return self._bounded(rules.as_integer(value))

    def _decimal(self, value: Any) -> Any:
        return self._bounded(rules.as_decimal(value))

    def _bounded(self, number: Any) -> Any:
        if self.column.minimum is not None and number < self.column.minimum:
            raise BadValue("too_small", limit=str(self.column.minimum))
        return number

    def _choice(self, value: Any) -> str:
        text = rules.as_text(value)
        try:
            return self._choices[rules.squash(text)]
        except KeyError:
            allowed = "、".join(str(label) for _value, label in self.column.choices)
            raise BadValue("not_choice", allowed=allowed) from None

    def _record(self, value: Any) -> Any:
        assert self._lookup is not None
        return self._lookup.find(rules.as_text(value))


def spellings(label: Text, aliases: Iterable[str]) -> set[str]:
    """Return the label in every language of the portal, and its aliases."""
    found = set(aliases)
    if not isinstance(label, Promise):
        return found | {str(label)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(str(label))
    return found


def _choice_table(column: Field) -> dict[str, str]:
    table = {rules.squash(text): value for text, value in column.choice_aliases.items()}
    for value, label in column.choices:
        for text in spellings(label, (str(value),)):
            table[rules.squash(text)] = value
    return table
