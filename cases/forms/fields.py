"""Fields of the forms of clues, and how a refusal of a service reaches its fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from supervision.organizations.models import Unit


def unlogged(label: Any, *, max_length: int, help_text: Any = "", **attrs: Any) -> forms.CharField:
    """Return a text field that no browser remembers."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attrs}),
    )


class UnitField(forms.ModelChoiceField):
    """One unit of the district."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer every unit that is in use."""
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        """Write the unit's full name."""
        return obj.name


def take_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put a refusal under its fields; one about another field stands over the form."""
    for name, words in getattr(refusal, "message_dict", {"": refusal.messages}).items():
        form.add_error(name if name in form.fields else None, words)
