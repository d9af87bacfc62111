"""Refuse papers that are not whole, and words that must not leave the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import CasePaper, Clue, Reporter, Signature
from cases.rules.paper_kinds import PaperKind, kind_of
from cases.selectors.papers import may_write, officers_of, waits_for_step
from cases.services.paper_words.base import gaps
from cases.services.papers.words import plain_text, words_of
from supervision.accounts.models import User
from supervision.documents.content import Block, Content, Heading, Paragraph, Table
from supervision.documents.drawing.paper import one_line, printable
from supervision.people.selectors.natural_persons import accounts_of

MAX_TITLE = 200
#: Characters of one paper, tables included; forty pages have fewer.
MAX_LENGTH = 80_000
#: An opinion shorter than this ("同意。") says nothing of its own.
_TELLING = 8
#: Numbers shorter than this stand in any paper.
_OWN = 6


def require_writer(actor: User, clue: Clue, slot: str) -> None:
    """Raise PermissionDenied unless the account writes such papers on the clue now."""
    if not may_write(actor, clue, slot):
        raise PermissionDenied(_("This paper is written by the office in whose hands it lies."))


def checked(content: Content) -> Content:
    """Return the words as they can be printed; raises ValidationError by the form's fields."""
    title = one_line(content.title)
    if not title:
        raise ValidationError({"title": _("Give the paper a title.")})
    if len(title) > MAX_TITLE:
        raise ValidationError(
            {"title": _("The title has more than %(most)d characters.") % {"most": MAX_TITLE}}
        )
    blocks = tuple(found for found in map(_checked, content.blocks) if _says_something(found))
    found = replace(
        content,
        title=title,
        blocks=blocks,
        addressee=one_line(content.addressee),
        copies=tuple(filter(None, map(one_line, content.copies))),
        attachments=tuple(filter(None, map(one_line, content.attachments))),
        contact=one_line(content.contact),
    )
    if not any(isinstance(block, Paragraph | Table) for block in blocks):
        raise ValidationError(_("The paper has no text."))
    if len(plain_text(found)) > MAX_LENGTH:
        raise ValidationError(
            _("The text has more than %(most)d characters.") % {"most": MAX_LENGTH}
        )
    return found


def check_whole(paper: CasePaper) -> None:
    """Raise ValidationError where the paper is not finished: open places, officers, the organ."""
    kind = kind_of(paper.slot)
    content = words_of(paper)
    open_places = list(dict.fromkeys(gaps(plain_text(content))))
    if open_places:
        raise ValidationError(
            _("The paper is not finished. Still to be filled in: %(places)s.")
            % {"places": "；".join(open_places)},
        )
    check_officers(kind, officers_of(paper))
    if kind.is_numbered and paper.organ is None:
        raise ValidationError(_("Choose the organ that issues the paper."), code="organ")


def check_officers(kind: PaperKind, officers: Sequence[User]) -> None:
    """Raise ValidationError where fewer people stand under the paper than the law asks for.

    Two accounts of one natural person are one officer.
    """
    people: list[set[int]] = []
    for officer in officers:
        accounts = set(accounts_of(officer))
        if not any(accounts & known for known in people):
            people.append(accounts)
    if len(people) < kind.names:
        said = ngettext(
            "At least %(n)d officer answers for this paper by name (%(article)s).",
            "At least %(n)d officers answer for this paper by name (%(article)s).",
            kind.names,
        )
        words = said % {"n": kind.names, "article": kind.article}
        raise ValidationError({"officers": words})


def check_free(paper: CasePaper) -> None:
    """Raise ValidationError where the paper belongs to a step that was taken or that waits."""
    if paper.step_id is not None:
        raise ValidationError(_("A step was taken on this paper: it stands as it is."), code="used")
    if waits_for_step(paper):
        raise ValidationError(
            _("A step that rests on this paper waits for approval: its words stand."),
            code="waits",
        )


def tells_too_much(paper: CasePaper, content: Content) -> bool:
    """Tell whether words that leave the house hold who reported, or an inner remark.

    Looked for are the reporter's own data, the numbers of the clue and of its source, and what was
    written in opinions on its steps.
    """
    if not kind_of(paper.slot).leaves:
        return False
    said = "".join(plain_text(content).split())
    secret = [*_of_reporter(paper.clue), *_of_house(paper.clue)]
    return any(words in said for words in map(_joined, secret) if words)


def _of_reporter(clue: Clue) -> list[str]:
    reporter = Reporter.objects.filter(clue=clue).first()
    if reporter is None:
        return []
    own = set(clue.respondents.values_list("name", flat=True))
    found = [
        one for one in (reporter.id_number, reporter.phone, reporter.address) if len(one) >= _OWN
    ]
    return found if reporter.name in own or len(reporter.name) < 2 else [*found, reporter.name]


def _of_house(clue: Clue) -> list[str]:
    opinions = [
        *clue.steps.values_list("opinion", flat=True),
        *Signature.objects.filter(step__clue=clue).values_list("opinion", flat=True),
    ]
    telling = [one for one in opinions if len(_joined(one)) >= _TELLING]
    numbers = [one for one in (clue.number, clue.source_number) if len(one) >= _OWN]
    return [*numbers, *telling]


def _joined(text: str) -> str:
    return "".join(text.split())


def _says_something(block: Block) -> bool:
    return bool(block.rows) if isinstance(block, Table) else bool(block.text)


def _checked(block: Block) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=one_line(block.text))
    if isinstance(block, Paragraph):
        return Paragraph(printable(block.text).strip())
    if any(len(row) != len(block.columns) for row in block.rows):
        raise ValidationError(_("A row of the table has too many or too few cells."))
    rows = tuple(tuple(printable(cell).strip() for cell in row) for row in block.rows)
    return Table(tuple(one_line(cell) for cell in block.columns), rows, block.least)
