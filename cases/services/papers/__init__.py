"""The papers of a case: drafted from data, finished, issued, brought in, handed over."""

from cases.services.papers.drafting import draft_each, draft_paper, edit_paper
from cases.services.papers.finishing import (
    finish_paper,
    issue_paper,
    reopen_paper,
    use_papers,
    withdraw_paper,
)
from cases.services.papers.handing import HandingOver, deliver
from cases.services.papers.receipts import add_signed_receipt
from cases.services.papers.scans import add_scan, add_signed_copy

__all__ = [
    "HandingOver",
    "add_scan",
    "add_signed_copy",
    "add_signed_receipt",
    "deliver",
    "draft_each",
    "draft_paper",
    "edit_paper",
    "finish_paper",
    "issue_paper",
    "reopen_paper",
    "use_papers",
    "withdraw_paper",
]
