"""Bring in papers as scans: made elsewhere, or printed here and signed by hand."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from docx import Document
from lxml.etree import LxmlError

from cases.enums.papers import PaperStatus, Slot
from cases.models import CasePaper, Clue, Respondent
from cases.selectors.papers import may_write
from cases.services.papers.checking import check_officers, require_writer
from cases.services.papers.drafting import (
    check_person,
    create,
    hold,
    hold_clue,
    known,
    moved,
    name_officers,
)
from cases.verbs import PAPER_BROUGHT, PAPER_SCANNED
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments import rules
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.audit.services import record

#: Where the file of a paper that was made elsewhere is kept, and the signed copy of one of ours.
BROUGHT, SIGNED_COPY = "brought", "signed"
#: The code at the end of what is printed on our own papers: number of the clue, place in its file.
_CODE = re.compile(r"^(?P<clue>.+)-(?P<place>\d{2,4})$")
_KINDS = frozenset({"pdf", "jpg", "jpeg", "png", "docx", "ofd"})


@transaction.atomic
def add_scan(
    *,
    actor: User,
    clue: Clue,
    slot: str,
    file: UploadedFile,
    dated_on: dt.date,
    printed: str,
    officers: Sequence[User] = (),
    respondent: Respondent | None = None,
) -> CasePaper:
    """Bring in a paper that was made elsewhere, with the number and the day printed on it.

    Raises PermissionDenied for whoever does not write such papers now, ValidationError for a file
    that cannot be opened, a day ahead, too few officers, and a number that is another paper's.
    """
    kind = known(slot)
    require_writer(actor, clue, slot)
    check_person(clue, kind, respondent)
    _check_day(clue, dated_on)
    number = _checked_number(clue, slot, printed)
    check_officers(kind, officers)
    check_file(file)
    clue = hold_clue(clue)
    now = clock.now()
    paper = create(
        actor=actor,
        clue=clue,
        slot=slot,
        respondent=respondent,
        status=PaperStatus.ISSUED,
        is_brought=True,
        brought_number=number,
        dated_on=dated_on,
        finished_by=actor,
        finished_at=now,
        issued_by=actor,
        issued_at=now,
    )
    name_officers(paper, officers)
    keep(actor, paper, file, BROUGHT)
    record(
        verb=PAPER_BROUGHT,
        actor=actor,
        target=paper,
        unit=clue.unit_id,
        details={"slot": slot, "number": number},
    )
    return paper


@transaction.atomic
def add_signed_copy(
    *, actor: User, paper: CasePaper, file: UploadedFile, printed: str
) -> Attachment:
    """Add the scan of a paper of ours that was printed and signed by hand.

    Raises ValidationError for a paper still being written, a file that cannot be opened, and a
    code that is not the one printed on this paper.
    """
    if not may_write(actor, paper.clue, paper.slot) and paper.written_by_id != actor.pk:
        require_writer(actor, paper.clue, paper.slot)
    found = hold(paper)
    if found.status not in (PaperStatus.FINISHED, PaperStatus.ISSUED) or found.is_brought:
        raise moved(found)
    _check_printed(found, printed)
    check_file(file)
    kept = keep(actor, found, file, SIGNED_COPY)
    record(verb=PAPER_SCANNED, actor=actor, target=found, unit=found.clue.unit_id)
    return kept


def _check_day(clue: Clue, dated_on: dt.date) -> None:
    if dated_on > clock.today():
        raise ValidationError({"dated_on": _("The day on the paper lies ahead.")})
    if dated_on < clock.local(clue.received_at).date():
        raise ValidationError(
            {"dated_on": _("The day on the paper lies before the day the clue was received.")}
        )


def _checked_number(clue: Clue, slot: str, printed: str) -> str:
    """Return the number as it is kept; raises ValidationError for one of another paper of ours."""
    number = tidy(printed)
    if not number:
        raise ValidationError({"printed": _("Copy the number that is printed on the paper.")})
    other = _ours(number)
    if other is None:
        return number
    if other.clue_id != clue.pk:
        raise ValidationError({"printed": _wrong_clue()})
    label = Slot(other.slot).label
    if other.slot != slot:
        raise ValidationError(
            {"printed": _("That is the number of another paper: %(paper)s.") % {"paper": label}},
        )
    raise ValidationError(
        {"printed": _("That paper is in the file already: add its signed copy on its own page.")},
    )


def _check_printed(paper: CasePaper, printed: str) -> None:
    """Raise ValidationError unless the text is what stands on this paper."""
    given = tidy(printed)
    if given and given in {tidy(paper.code), tidy(paper.number)}:
        return
    other = _ours(given) if given else None
    if other is not None and other.clue_id != paper.clue_id:
        raise ValidationError({"printed": _wrong_clue()})
    raise ValidationError(
        {"printed": _("This paper bears another number. Look at the scan again.")}
    )


def _wrong_clue() -> ValidationError:
    return ValidationError(
        _("This number belongs to a paper of another clue. Look at the scan again."),
        code="other_clue",
    )


def _ours(number: str) -> CasePaper | None:
    """Return the paper of the portal that bears the number or the code, of whatever clue."""
    wanted = Q(number=number)
    if parts := _CODE.match(number):
        wanted |= Q(clue__number=parts["clue"], position=int(parts["place"]))
    return CasePaper.objects.filter(wanted).select_related("clue").first()


def tidy(text: str) -> str:
    """Return a number as it is compared: signs narrowed, without blanks and its label."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded.removeprefix("编号").lstrip(":")[:60]


def keep(
    actor: User, paper: CasePaper, file: UploadedFile, slot: str, owner: Model | None = None
) -> Attachment:
    """Keep the file of a paper, or of a record of it, under a name that says nothing of whom."""
    ending = rules.extension(file.name or "")
    file.name = f"{paper.code}.{ending}"
    return store(actor=actor, upload=file, owner=owner or paper, slot=slot)


def check_file(file: UploadedFile) -> None:
    """Raise ValidationError for a kind of file that is no scan, and a Word file that is broken."""
    ending = rules.extension(file.name or "")
    if ending not in _KINDS:
        raise ValidationError(
            {"file": _("Bring in a scan (PDF, OFD, JPG, PNG) or a Word file (.docx).")}
        )
    if ending != "docx":
        return
    try:
        content = file.read()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            broken = archive.testzip()
        if broken is None:
            Document(io.BytesIO(content))
            return
    except (zipfile.BadZipFile, KeyError, ValueError, LxmlError, OSError) as fault:
        raise _unreadable() from fault
    finally:
        file.seek(0)
    raise _unreadable()


def _unreadable() -> ValidationError:
    return ValidationError(
        {"file": _("This Word file is damaged and cannot be opened. Save it anew.")}
    )
