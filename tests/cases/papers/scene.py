"""Short ways to bring a paper of a case to each stage, by the services that do so in life."""

import dataclasses
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.entries import ReporterEntry
from cases.models import CasePaper, Clue
from cases.rules import paper_kinds
from cases.services import papers
from cases.services.paper_words.base import gaps
from cases.services.papers.words import plain_text, words_of
from supervision.accounts.models import User
from supervision.documents.content import Content, Heading, Paragraph, Table
from tests.cases.walk import Walk, force

REPORTER = ReporterEntry(
    name="郁离", id_number="11010119900307803X", phone="13900001234", address="白砚镇清溪路18号"
)
FILLED = "已据实填写"


def again(clue: Clue) -> Clue:
    """Return the clue as it stands now."""
    return Clue.objects.get(pk=clue.pk)


def stand_for(clue: Clue, slot: str) -> Clue:
    """Lead the clue to a status at which the paper may be begun."""
    found = again(clue)
    statuses = sorted(status for status in _STATUSES if paper_kinds.may_be_written(slot, status))
    return found if found.status in statuses else force(found, statuses[0])


_STATUSES = (
    *("registered", "assigned", "talk_inquiry", "verifying", "held", "filed", "investigating"),
    *("transferred", "in_review", "returned", "decided", "announced"),
)


def writers(walk: Walk, clue: Clue, slot: str) -> tuple[User, list[User]]:
    """Return who writes the paper, and who stands under it; a review panel is named on the way."""
    hand = paper_kinds.kind_of(slot).hand
    if hand == "case_supervision":
        return walk.casesup, [walk.casesup]
    if hand == "handling":
        return walk.handler, [walk.handler, walk.second]
    if not clue.accesses.filter(user=walk.reviewers[0]).exists():
        walk.panel(clue)
    return walk.reviewers[0], list(walk.reviewers)


def drafted(walk: Walk, clue: Clue, slot: str, person: Any = None) -> CasePaper:
    """Begin the paper."""
    found = stand_for(clue, slot)
    actor, _officers = writers(walk, found, slot)
    return papers.draft_paper(actor=actor, clue=again(found), slot=slot, respondent=person)


def filled(content: Content) -> Content:
    """Return the words with every open place filled in."""
    return dataclasses.replace(
        content,
        title=_fill(content.title),
        addressee=_fill(content.addressee),
        blocks=tuple(_filled(block) for block in content.blocks),
    )


def written(
    walk: Walk, paper: CasePaper, *more: str, officers: Sequence[User] | None = None
) -> CasePaper:
    """Fill in the paper, with further paragraphs, and name who answers for it."""
    actor, own = writers(walk, paper.clue, paper.slot)
    words = filled(words_of(paper))
    words = dataclasses.replace(words, blocks=(*words.blocks, *map(Paragraph, more)))
    chosen = own if officers is None else list(officers)
    return papers.edit_paper(actor=actor, paper=paper, content=words, officers=chosen)


def finished(walk: Walk, clue: Clue, slot: str, person: Any = None) -> CasePaper:
    """Bring the paper to where its words stand."""
    paper = written(walk, drafted(walk, clue, slot, person))
    return papers.finish_paper(actor=paper.written_by, paper=paper)


def issued(walk: Walk, clue: Clue, slot: str, person: Any = None) -> CasePaper:
    """Bring a letter or notice out."""
    paper = finished(walk, clue, slot, person)
    return papers.issue_paper(actor=paper.written_by, paper=paper)


def open_places(paper: CasePaper) -> list[str]:
    """Return what is still to be filled in."""
    return gaps(plain_text(words_of(paper)))


def broken_docx() -> SimpleUploadedFile:
    """Return a Word file whose table of contents is whole and whose text is not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
        archive.writestr("word/document.xml", "<w:document")
    return SimpleUploadedFile("关于高建军的报告.docx", stream.getvalue())


def _fill(text: str) -> str:
    for what in gaps(text):
        text = text.replace(f"【请填写：{what}】", FILLED)
    return text


def _filled(block: Heading | Paragraph | Table) -> Heading | Paragraph | Table:
    if isinstance(block, Table):
        return dataclasses.replace(block, rows=tuple(tuple(map(_fill, row)) for row in block.rows))
    return dataclasses.replace(block, text=_fill(block.text))
