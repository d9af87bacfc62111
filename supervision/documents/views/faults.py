"""Show what a service refused where the person typed it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import Form
from django.http import HttpRequest


def put(form: Form, error: ValidationError) -> None:
    """Put each refusal at its field, or above the form where it has no such field."""
    for name, found in _by_field(error).items():
        form.add_error(name if name in form.fields else None, found)


def say(request: HttpRequest, error: ValidationError) -> None:
    """Show the refusal on the next page."""
    messages.error(request, " ".join(error.messages))


def _by_field(error: ValidationError) -> dict[str, Any]:
    if hasattr(error, "error_dict"):
        return dict(error.error_dict)
    return {NON_FIELD_ERRORS: error}
