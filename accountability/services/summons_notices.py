"""The paper that calls a person to a talk: drafted from the talk, void once it is off."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

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
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting

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
    """Say why the notice of a talk must not go out any more."""
    summons = Summons.objects.filter(notice_id=document.pk).first()
    if summons is None or summons.status == SummonsStatus.PLANNED:
        return ""
    return _("The talk stands at “%(status)s” already.") % {"status": summons.get_status_display()}
