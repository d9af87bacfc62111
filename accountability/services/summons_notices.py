"""The paper that calls a person to a talk: drafted from the talk, void once it is off."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import SummonsStatus
from accountability.models import Summons
from accountability.permissions import DRAFT_PAPER
from accountability.services.paper_texts import summons_notice
from accountability.verbs import (
    SUMMONS_NOTICE,
)
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.documents.content import Paragraph
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting
from supervision.web.formats import clock_time, full_date

KIND = "accountability.summons_notice"


@transaction.atomic
def draft_notices(*, actor: User, summonses: Iterable[Summons]) -> list[OfficialDocument]:
    """Draft the paper that calls each person and hand all of them to the signer.

    Talks whose paper is on its way already are left out; raises ValidationError where none is
    left.
    """
    require(actor, DRAFT_PAPER)
    wanted = [summons.pk for summons in summonses]
    rows = Summons.objects.select_for_update(of=("self",)).select_related(
        "unit", "notice", "called_by"
    )
    drafted = []
    for summons in rows.filter(pk__in=wanted, status=SummonsStatus.PLANNED).order_by("pk"):
        require(actor, DRAFT_PAPER, summons.unit)
        if summons.notice is not None and not _is_gone(summons.notice):
            continue
        drafted.append(_draft_notice(actor, summons))
    if not drafted:
        raise ValidationError(_("The notices of these talks are drafted already."))
    return drafted


def _is_gone(document: OfficialDocument) -> bool:
    return document.status in (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)


def _draft_notice(actor: User, summons: Summons) -> OfficialDocument:
    document = drafting.draft(
        actor=actor,
        kind=KIND,
        units=[summons.unit],
        content=summons_notice(summons),
        reply_by=None,
        about=summons,
        subject_unit=summons.unit,
    )
    document = drafting.submit(actor=actor, document=document)
    summons.notice = document
    summons.save(update_fields=["notice"])
    record(verb=SUMMONS_NOTICE, actor=actor, target=summons, unit=summons.unit)
    return document


def basis_gone(document: OfficialDocument) -> str:
    """Say why the notice of a talk must not go out any more, with the talk held."""
    summons = Summons.objects.select_for_update().filter(notice_id=document.pk).first()
    if summons is None:
        return ""
    if summons.status == SummonsStatus.PLANNED:
        return _names_another_time(document, summons)
    return _("The talk stands at “%(status)s” already.") % {"status": summons.get_status_display()}


def _names_another_time(document: OfficialDocument, summons: Summons) -> str:
    """Say that the talk was moved after its notice was drafted, "" where the notice names it."""
    with override(settings.LANGUAGE_CODE):
        day, time = full_date(summons.planned_at), clock_time(summons.planned_at)
    said = "".join(block.text for block in document.words.blocks if isinstance(block, Paragraph))
    if day in said and time in said:
        return ""
    return _("The talk was moved to %(day)s %(time)s; change the notice first.") % {
        "day": day,
        "time": time,
    }
