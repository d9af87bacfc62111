"""The receipt of a handing over (送达回证): printed for signing, kept as a scan when signed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import CasePaper, PaperDelivery
from cases.selectors.papers import may_hand_over
from cases.services.paper_words.receipts import delivery_receipt
from cases.services.papers.checking import require_writer
from cases.services.papers.drafting import hold
from cases.services.papers.scans import check_file, keep, tidy
from cases.verbs import PAPER_RECEIPT_SCANNED, PAPER_TAKEN_OUT
from supervision.accounts.models import User
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.audit.services import record, record_read
from supervision.documents.drawing import Paper, pdf_of
from supervision.documents.kinds import Layout
from supervision.documents.selectors.papers import organs_in_use
from supervision.documents.services.templates import docx_for

#: The code by which the office's own Word template of the receipt is kept.
TEMPLATE = "cases.delivery_receipt"
SIGNED = "receipt"


def take_word(*, actor: User, paper: CasePaper, delivery: PaperDelivery | None = None) -> bytes:
    """Return the receipt as a Word file; without a delivery, the form to take along.

    Raises ValidationError where the office's template cannot draw it.
    """
    content = docx_for(kind=TEMPLATE, paper=drawing_of(paper, delivery))
    _note(actor, paper, "docx")
    return content


def take_pdf(*, actor: User, paper: CasePaper, delivery: PaperDelivery | None = None) -> bytes:
    """Return the receipt as PDF; raises NoChineseFont where the machine has no Chinese face."""
    content = pdf_of(drawing_of(paper, delivery))
    _note(actor, paper, "pdf")
    return content


def drawing_of(paper: CasePaper, delivery: PaperDelivery | None) -> Paper:
    """Return the receipt as the layouts draw it, in the name of the organ whose paper it is."""
    found = paper.organ or organs_in_use().first()
    organ = found.name if found is not None else ""
    with override(settings.LANGUAGE_CODE):
        content = delivery_receipt(paper, organ, delivery)
    return Paper(
        content=content,
        layout=Layout.FORM,
        organ=organ,
        organ_mark=organ,
        number="",
        signed_on=None,
        addressee="",
        sealed=False,
    )


@transaction.atomic
def add_signed_receipt(
    *, actor: User, delivery: PaperDelivery, file: UploadedFile, printed: str = ""
) -> Attachment:
    """Keep the scan of a receipt that was signed, as the proof of its delivery.

    Raises PermissionDenied for whoever has no part in the handing over, ValidationError for a file
    that cannot be opened, the number of another paper, and a scan that is kept already.
    """
    paper = delivery.paper
    if not may_hand_over(actor, paper):
        require_writer(actor, paper.clue, paper.slot)
    # Of two clicks at once the second waits here and finds the scan of the first.
    hold(paper)
    _check_printed(paper, printed)
    check_file(file)
    before = {one.sha256 for one in attachments.of(delivery)}
    kept = keep(actor, paper, file, SIGNED, owner=delivery)
    if kept.sha256 in before:
        raise ValidationError({"file": _("This scan is kept already.")}, code="kept")
    record(verb=PAPER_RECEIPT_SCANNED, actor=actor, target=paper, unit=paper.clue.unit_id)
    return kept


def printed_number(paper: CasePaper) -> str:
    """Return the number of the paper as it stands on its receipt; "" where the kind takes none."""
    return paper.number or paper.brought_number


def _check_printed(paper: CasePaper, printed: str) -> None:
    own = printed_number(paper)
    if own and tidy(printed) != tidy(own):
        raise ValidationError(
            {"printed": _("This receipt is of another paper. Look at the scan again.")}
        )


def _note(actor: User, paper: CasePaper, form: str) -> None:
    record_read(
        verb=PAPER_TAKEN_OUT,
        actor=actor,
        target=paper,
        unit=paper.clue.unit_id,
        details={"file": f"{SIGNED}.{form}"},
    )
