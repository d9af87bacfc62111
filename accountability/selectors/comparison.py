"""Lay the two records of a doubt side by side, with what differs and what is the same marked."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

from accountability.doubt_enums import DoubtKind
from accountability.models import Doubt, Filing
from accountability.selectors.doubts import facts_by_digest
from accountability.selectors.newest import filings_visible_to
from supervision.attachments.models import Attachment, AttachmentText, FileFacts
from supervision.web import formats

#: Longer documents are compared as far as this.
_SHOWN = 4_000
#: Shorter runs that happen to be equal are drawn as different: else every comma stands out.
_SHORTEST = 3
_PICTURES = ("image/jpeg", "image/png")

#: A run of text and whether the other record has it too.
Segment = tuple[str, bool]


@dataclass
class Side:
    """One record as it is shown: its filing, its file, its text in runs, and its properties."""

    filing: Filing
    file: Attachment | None
    text: list[Segment] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    is_open: bool = True

    @property
    def picture(self) -> Attachment | None:
        """Return the file where it is a picture that may be shown."""
        shown = self.is_open and self.file is not None and self.file.content_type in _PICTURES
        return self.file if shown else None


def sides_of(user: Any, doubt: Doubt) -> list[Side]:
    """Return the later record and, where there is one, the earlier record.

    What the account may not open is named but not shown: a unit that is asked to explain does not
    read another unit's filing.
    """
    if doubt.filing is None:
        return []
    found = [Side(doubt.filing, doubt.attachment)]
    if doubt.other_filing is not None:
        other = Side(doubt.other_filing, doubt.other_attachment)
        other.is_open = filings_visible_to(user).filter(pk=doubt.other_filing.pk).exists()
        found.append(other)
    _mark(doubt, found)
    _add_properties(found)
    return found


def _mark(doubt: Doubt, sides: list[Side]) -> None:
    texts = [_text(doubt, side) for side in sides]
    if len(sides) == 1:
        sides[0].text = [(texts[0], False)] if texts[0] else []
        return
    sides[0].text, sides[1].text = marked(texts[0], texts[1])
    if not sides[1].is_open:
        sides[1].text = []


def _text(doubt: Doubt, side: Side) -> str:
    if doubt.kind == DoubtKind.ALIKE_DOCUMENT and side.file is not None:
        row = AttachmentText.objects.filter(attachment=side.file).values_list("text", flat=True)
        return (row.first() or "")[:_SHOWN]
    return side.filing.text[:_SHOWN]


def marked(first: str, second: str) -> tuple[list[Segment], list[Segment]]:
    """Return both texts in runs, each with whether the other text has the run at this place."""
    mine: list[Segment] = []
    theirs: list[Segment] = []
    for step in Indel.opcodes(first, second):
        same = step.tag == "equal" and step.src_end - step.src_start >= _SHORTEST
        _append(mine, first[step.src_start : step.src_end], same=same)
        _append(theirs, second[step.dest_start : step.dest_end], same=same)
    return mine, theirs


def _append(segments: list[Segment], text: str, *, same: bool) -> None:
    """Add a run; runs of the same kind grow together."""
    if not text:
        return
    if segments and segments[-1][1] == same:
        segments[-1] = (segments[-1][0] + text, same)
    else:
        segments.append((text, same))


def _add_properties(sides: list[Side]) -> None:
    files = [side.file for side in sides if side.file is not None]
    facts = facts_by_digest([file.sha256 for file in files])
    for side in sides:
        if side.file is not None and side.is_open:
            side.properties = _properties(side.file, facts.get(side.file.sha256))


def _properties(file: Attachment, facts: FileFacts | None) -> list[tuple[str, str]]:
    rows = [(_("File"), file.name), (_("SHA-256 digest"), file.short_digest)]
    if facts is None:
        return [*rows, (_("Facts of the file"), _("not examined yet"))]
    rows += [
        (_("Photo taken"), formats.full_datetime(facts.taken) if facts.taken else ""),
        (_("Camera"), facts.camera),
        (_("Place noted"), _("yes") if facts.has_place else ""),
        (_("Size in pixels"), f"{facts.width} × {facts.height}" if facts.width else ""),
        (_("Document created"), formats.full_datetime(facts.made) if facts.made else ""),
        (_("Document last changed"), formats.full_datetime(facts.changed) if facts.changed else ""),
        (_("Author"), facts.author),
        (_("Last changed by"), facts.last_author),
        (_("Revision"), str(facts.revision or "")),
        (_("Made with"), facts.producer),
        (_("Pages"), str(facts.pages or "")),
        (_("Facts of the file"), facts.get_reason_display() if facts.reason else ""),
    ]
    return [(str(label), str(value)) for label, value in rows if value]
