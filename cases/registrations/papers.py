"""What the papers of cases offer the kernel: their kinds and templates, files, a place, reach."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.enums import Hand
from cases.enums.papers import Slot
from cases.exporters import papers as exporters
from cases.permissions import HANDLE, HEAD_HANDLING, READ
from cases.rules.paper_kinds import KINDS
from cases.selectors import deliveries
from cases.selectors.offices import HEADS, OFFICERS
from cases.selectors.papers import (
    OWNER,
    ids_with_scans,
    may_read_scans,
    papers_visible_to,
    unit_of_scans,
)
from cases.services.papers import receipts
from cases.services.papers.drawing import layout_of, template_code
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.attachments import gates
from supervision.documents import kinds
from supervision.documents.kinds import DocumentKind, Layout
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

for _kind in KINDS.values():
    kinds.register(
        DocumentKind(
            code=template_code(_kind.slot),
            label=Slot(_kind.slot).label,
            series=_kind.series,
            layout=layout_of(_kind),
            draft=OFFICERS[Hand(_kind.hand)],
            sign=HEADS[Hand(_kind.hand)],
            stays_inside=not _kind.leaves,
            in_register=False,
        )
    )

kinds.register(
    DocumentKind(
        code=receipts.TEMPLATE,
        label=_("Receipt of a handing over"),
        series="",
        layout=Layout.FORM,
        draft=HANDLE,
        sign=HEAD_HANDLING,
        in_register=False,
    )
)

gates.register(
    deliveries.OWNER,
    deliveries.may_read_receipts,
    readable=deliveries.ids_with_receipts,
    unit_of=deliveries.unit_of_receipts,
    is_searched=False,
)
gates.register(
    OWNER,
    may_read_scans,
    readable=ids_with_scans,
    unit_of=unit_of_scans,
    url_of=lambda owner_id: reverse("cases:paper", args=[int(owner_id)]),
    # What a scan says must not lie readable in the database.
    is_searched=False,
)

navigation.register(
    NavItem(
        group="cases",
        label=_("Papers that are missing"),
        icon="file-check",
        url_name="cases:papers",
        permission=READ,
        order=60,
        also=("cases:paper", "cases:clue_papers"),
    )
)

reach.register(
    ReachSource(
        key="case-papers",
        label=_("Papers of cases"),
        icon="file-text",
        url_name="cases:paper",
        also=(
            "cases:paper_edit",
            "cases:paper_finish",
            "cases:paper_reopen",
            "cases:paper_issue",
            "cases:paper_withdraw",
            "cases:paper_deliver",
            "cases:paper_copy",
            "cases:paper_receipt_form",
            "cases:paper_receipt_form_pdf",
            "cases:paper_receipt",
            "cases:paper_receipt_pdf",
            "cases:paper_receipt_scan",
            "cases:paper_word",
            "cases:paper_pdf",
        ),
        rows=papers_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.code,
        order=170,
    )
)
