"""Draw the files of a paper: Word inside the signing transaction, PDF after its commit.

A paper cannot be committed as signed without its Word file (the wall `issued_whole`); a blob
whose transaction broke off is an orphan, which the nightly cleaning removes. The PDF is asked for
through the outbox, whose row stands in the signing transaction, so that a crash only delays it.
"""

import logging

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.documents.drawing import NoChineseFont, Paper, pdf_of
from supervision.documents.kinds import Layout
from supervision.documents.models import OfficialDocument
from supervision.documents.services.moves import hold
from supervision.documents.services.templates import docx_for
from supervision.documents.workflow import NUMBERED
from supervision.notifications.services import enqueue_after_commit

logger = logging.getLogger(__name__)

#: Slots of the files that belong to a paper.
DOCX, PDF = "docx", "pdf"
_DRAW_PDF = "documents.draw_pdf"
#: More addressees than this are named in one word.
_NAMED = 10


def paper_of(document: OfficialDocument) -> Paper:
    """Return the paper as the layouts draw it; without number and day while it is a draft."""
    layout, organ = document.kind_entry.layout, document.organ
    with override(settings.LANGUAGE_CODE):
        return Paper(
            content=document.words,
            layout=layout,
            organ=organ.name,
            organ_mark=organ.name if layout is Layout.LETTER else organ.mark,
            number=document.number,
            signed_on=document.issued_on,
            addressee=_addressee(document),
            urgency=str(document.get_urgency_display()) if document.urgency else "",
        )


def keep_docx(document: OfficialDocument) -> Attachment:
    """Draw the Word file and keep it with the signed paper.

    Raises ValidationError where the office's template cannot draw it.
    """
    content = docx_for(kind=document.kind, paper=paper_of(document))
    return _keep(document, DOCX, content)


def ask_for_pdf(document: OfficialDocument) -> None:
    """Let a worker draw the PDF once the signature is committed."""
    enqueue_after_commit(_DRAW_PDF, document.pk)


def draw_pdf(*, document_id: int) -> Attachment | None:
    """Draw the PDF of a signed paper once; None where it is there, or no Chinese face is."""
    document = OfficialDocument.objects.filter(pk=document_id, status__in=NUMBERED).first()
    if document is None:
        return None
    with transaction.atomic():
        found = hold(document)
        if attachments.of(found).filter(slot=PDF).exists():
            return None
        try:
            content = pdf_of(paper_of(found))
        except NoChineseFont:
            logger.warning("no Chinese font on this machine: paper %s has no PDF", found.pk)
            return None
        return _keep(found, PDF, content)


def _keep(document: OfficialDocument, slot: str, content: bytes) -> Attachment:
    upload = SimpleUploadedFile(f"{document.number} {document.title[:60]}.{slot}", content)
    return store(actor=document.signed_by, upload=upload, slot=slot, owner=document)


def _addressee(document: OfficialDocument) -> str:
    if document.words.addressee:
        return document.words.addressee
    names = list(document.addressees.values_list("unit__name", flat=True)[: _NAMED + 1])
    if len(names) > _NAMED:
        return _("All units concerned")
    return "、".join(names)
