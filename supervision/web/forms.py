"""How forms look: one renderer, one bound field, the fields and widgets of the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from supervision.web import formats


class PortalBoundField(BoundField):
    """A field with the classes of the design and without the browser's own error bubbles.

    What is missing is named by the field's own label; a field with words of its own keeps them.
    """

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = _missing(field.widget) % {"field": self.label}

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class of the control, the error mark, and `aria-required`."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The browser words its bubbles in its own language and hides the summary; the server's
        # message stands under the field instead.
        if attrs.pop("required", None):
            attrs["aria-required"] = "true"
        names = [*str(widget.attrs.get("class", "")).split(), _control_class(widget)]
        if self.errors and not widget.is_hidden:
            names.append("is-invalid")
        attrs["class"] = " ".join(dict.fromkeys(name for name in names if name))
        if not attrs["class"]:
            del attrs["class"]
        return attrs

    @cached_property
    def is_single_check(self) -> bool:
        """Tell whether the field is one box with its label beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def described_by(self) -> str:
        """Name the help and the error for a group of choices."""
        parts = [f"{self.auto_id}_helptext"] if self.help_text else []
        return " ".join(parts + ([f"{self.auto_id}_error"] if self.errors else []))


def _missing(widget: forms.Widget) -> Any:
    if isinstance(widget, forms.FileInput):
        return _("Add %(field)s.")
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick “%(field)s”.")
    if isinstance(widget, ChoiceWidget):
        return _("Choose %(field)s.")
    return _("Fill in %(field)s.")


def _control_class(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "" if isinstance(widget, forms.HiddenInput | forms.MultiWidget) else "form-control"


class PortalFormRenderer(TemplatesSetting):
    """Render forms and fields through the component templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = PortalBoundField

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """Write a list of choices at once: a template for each option is felt at 42 units."""
        if template_name == forms.Select.template_name:
            return mark_safe("".join(_select(context["widget"])))  # every part is escaped
        return mark_safe(super().render(template_name, context, request))  # a template escapes


def _select(widget: dict[str, Any]) -> Iterator[str]:
    yield f'<select name="{escape(widget["name"])}"{flatatt(widget["attrs"])}>'
    for label, options, _index in widget["optgroups"]:
        if label:
            yield f'<optgroup label="{escape(label)}">'
        for option in options:
            attributes = flatatt(option["attrs"]) if option["attrs"] else ""
            text = conditional_escape(option["label"])
            yield f'<option value="{escape(option["value"])}"{attributes}>{text}</option>'
        if label:
            yield "</optgroup>"
    yield "</select>"


class DateInput(forms.DateInput):
    """A day typed as text or picked; its writing does not depend on the browser's language."""

    template_name = "components/widgets/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "autocomplete": "off", **(attrs or {})},
            format="%Y-%m-%d",
        )


class DateField(forms.DateField):
    """A day in any of the ways people write one."""

    widget = DateInput
    #: Beyond these years instants cannot be counted, and no calendar holds the day.
    first_year = 2000
    last_year = 2100
    default_error_messages = {
        "invalid": _("Write the day as year-month-day, for example 2026-11-13."),
        "year": _("Choose a year between 2000 and 2100."),
    }

    def to_python(self, value: Any) -> date | None:
        """Read a day leniently."""
        if value in self.empty_values:
            return None
        if isinstance(value, date | datetime):
            return formats.day_of(value)
        try:
            day = formats.parse_date(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not self.first_year <= day.year <= self.last_year:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        return day


class FileInput(forms.FileInput):
    """The drop place for one file; without script it is the browser's own control."""

    template_name = "components/widgets/file.html"


class FilesInput(FileInput):
    """The drop place for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; the cleaned value is a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file on its own."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(FilesField, self).clean(file, initial) for file in files]
