"""Hand out the file of a paper; each opening is on record."""

from __future__ import annotations

from cases.models import CasePaper
from cases.services.papers.drawing import docx_of, pdf_of_paper
from cases.verbs import PAPER_TAKEN_OUT
from supervision.accounts.models import User
from supervision.audit.services import record_read


def take_word(*, actor: User, paper: CasePaper) -> bytes:
    """Return the Word file; raises ValidationError where the office's template cannot draw it."""
    content = docx_of(paper)
    _note(actor, paper, "docx")
    return content


def take_pdf(*, actor: User, paper: CasePaper) -> bytes:
    """Return the PDF; raises NoChineseFont where the machine has no Chinese face."""
    content = pdf_of_paper(paper)
    _note(actor, paper, "pdf")
    return content


def _note(actor: User, paper: CasePaper, form: str) -> None:
    record_read(
        verb=PAPER_TAKEN_OUT,
        actor=actor,
        target=paper,
        unit=paper.clue.unit_id,
        details={"file": form},
    )
