"""Refuse words, units and days that no paper can go out with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision import clock
from supervision.documents.content import Block, Content, Heading, Paragraph, Table
from supervision.documents.drawing.paper import one_line, printable
from supervision.organizations.models import Unit

MAX_UNITS = 500
MAX_TITLE = 200
#: Characters of one paper, tables included; thirty pages have fewer.
MAX_LENGTH = 60_000


def checked_content(content: Content) -> Content:
    """Return the content as it can be printed; raises ValidationError by the form's fields."""
    title = one_line(content.title)
    if not title:
        raise ValidationError({"title": _("Give the paper a title.")})
    if len(title) > MAX_TITLE:
        raise ValidationError(
            {"title": _("The title has more than %(most)d characters.") % {"most": MAX_TITLE}}
        )
    blocks = tuple(_checked(block) for block in content.blocks)
    blocks = tuple(block for block in blocks if _length(block))
    if not any(isinstance(block, Paragraph | Table) for block in blocks):
        raise ValidationError({"text": _("The paper has no text.")})
    if sum(_length(block) for block in blocks) > MAX_LENGTH:
        raise ValidationError(
            {"text": _("The text has more than %(most)d characters.") % {"most": MAX_LENGTH}}
        )
    return replace(
        content,
        title=title,
        blocks=blocks,
        addressee=one_line(content.addressee),
        attachments=_lines(content.attachments),
        copies=_lines(content.copies),
        contact=one_line(content.contact),
    )


def checked_units(units: Sequence[Unit]) -> list[Unit]:
    """Return the units once each; raises ValidationError for none, too many, or one given up."""
    found = list({unit.pk: unit for unit in units}.values())
    if not found:
        raise ValidationError({"units": _("Choose at least one unit.")})
    if len(found) > MAX_UNITS:
        raise ValidationError(
            {"units": _("One paper goes to at most %(most)d units.") % {"most": MAX_UNITS}}
        )
    gone = next((unit for unit in found if not unit.is_active), None)
    if gone is not None:
        raise ValidationError(
            {"units": _("%(unit)s is no longer in use.") % {"unit": gone.short_name}}
        )
    return found


def check_reader(units: Sequence[Unit], words: Content) -> None:
    """Raise ValidationError where a paper that stays inside goes to a unit or names no reader."""
    if units:
        raise ValidationError({"units": _("A paper of this kind goes to no unit.")})
    if not words.addressee:
        raise ValidationError({"addressee": _("Say to whom the paper reports.")})


def check_reply_day(reply_by: dt.date | None, *, needed: bool) -> None:
    """Raise ValidationError where the day is missing or has passed."""
    if reply_by is None:
        if needed:
            raise ValidationError(
                {"reply_by": _("Papers of this kind need a day by which to reply.")}
            )
        return
    if reply_by < clock.today():
        raise ValidationError({"reply_by": _("The day for the reply has passed.")})
    if reply_by > clock.today() + dt.timedelta(days=366):
        raise ValidationError({"reply_by": _("The day for the reply lies more than a year ahead.")})


def _checked(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=one_line(block.text))
    if isinstance(block, Paragraph):
        return Paragraph(printable(block.text).strip())
    if any(len(row) != len(block.columns) for row in block.rows):
        raise ValidationError({"text": _("A row of the table has too many or too few cells.")})
    columns = tuple(one_line(cell) for cell in block.columns)
    return Table(columns, tuple(tuple(one_line(cell) for cell in row) for row in block.rows))


def _length(block: Block) -> int:
    if isinstance(block, Table):
        return sum(len(cell) for row in (block.columns, *block.rows) for cell in row)
    return len(block.text)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in map(one_line, texts) if text)
