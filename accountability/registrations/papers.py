"""The kinds of official documents by which units are pressed."""

from django.utils.translation import gettext_lazy as _

from accountability.permissions import DRAFT_PAPER, SIGN_PAPER
from accountability.services import (
    escalation,
    falsification_notices,
    letters,
    summons_notices,
)
from supervision.documents import kinds
from supervision.documents.kinds import DocumentKind, Layout

for _kind in (
    DocumentKind(
        code="accountability.supervision_letter",
        label=_("Supervision letter"),
        series="督函",
        layout=Layout.LETTER,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        needs_reply=True,
        icon="mail",
        basis_gone=letters.basis_gone,
        settled=letters.settle,
    ),
    DocumentKind(
        code="accountability.work_reminder",
        label=_("Work reminder"),
        series="提函",
        layout=Layout.LETTER,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        needs_reply=True,
        icon="bell",
        basis_gone=letters.basis_gone,
        settled=letters.settle,
    ),
    DocumentKind(
        code=falsification_notices.KIND,
        label=_("Notice on falsified materials"),
        series="通",
        layout=Layout.GENERAL,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        icon="gavel",
    ),
    DocumentKind(
        code=escalation.NOTICE,
        label=_("Circulated notice"),
        series="通",
        layout=Layout.GENERAL,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        icon="report",
    ),
    DocumentKind(
        code=summons_notices.KIND,
        label=_("Notice of a summons talk"),
        series="约",
        layout=Layout.LETTER,
        draft=DRAFT_PAPER,
        sign=SIGN_PAPER,
        icon="user-check",
        basis_gone=summons_notices.basis_gone,
    ),
):
    kinds.register(_kind)
