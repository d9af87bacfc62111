"""Read the Word templates of the office: the one in use, and those before it."""

from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from supervision.attachments import selectors as attachments
from supervision.attachments import storage
from supervision.attachments.models import Attachment
from supervision.documents.models import DocumentTemplate
from supervision.documents.permissions import EDIT_TEMPLATES


def templates_visible_to(user: Any) -> QuerySet[DocumentTemplate]:
    """Return every version of every kind to whoever may replace them."""
    rows = DocumentTemplate.objects.select_related("uploaded_by", "retired_by")
    return rows.order_by("kind", "-version") if user.can(EDIT_TEMPLATES) else rows.none()


def readable_templates(user: Any) -> QuerySet[Any]:
    """Return the ids, as text, of the templates whose files the account may download."""
    rows = templates_visible_to(user).order_by()
    return rows.annotate(key=Cast("pk", TextField())).values("key")


def in_use(kind: str) -> DocumentTemplate | None:
    """Return the template with which papers of the kind are drawn; None is the built-in layout."""
    return DocumentTemplate.objects.filter(kind=kind, retired_at__isnull=True).first()


def all_in_use() -> dict[str, DocumentTemplate]:
    """Return the template in use of each kind that has one."""
    rows = DocumentTemplate.objects.filter(retired_at__isnull=True).select_related("uploaded_by")
    return {row.kind: row for row in rows}


def file_of(template: DocumentTemplate) -> Attachment:
    """Return the file of the version."""
    return attachments.of(template)[0]


def content_of(template: DocumentTemplate) -> bytes:
    """Return the bytes of the version's file."""
    with storage.read(file_of(template).storage_name) as stream:
        return stream.read()
