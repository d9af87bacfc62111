"""Routes: the papers of a clue, what is missing, and each paper's own page."""

from django.urls import path
from django.views.generic import RedirectView

from cases.views import paper_acts, paper_files, paper_receipts, papers

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("papers/", papers.Lacking.as_view(), name="papers"),
    path("papers/export/", _export, {"code": "case-papers"}, name="papers_export"),
    path("clues/<str:number>/papers/", papers.completeness, name="clue_papers"),
    path("clues/<str:number>/papers/<str:slot>/new/", paper_acts.begin, name="paper_begin"),
    path("clues/<str:number>/papers/<str:slot>/scan/", paper_files.scan, name="paper_scan"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/edit/", paper_acts.edit, name="paper_edit"),
    path("papers/<int:pk>/finish/", paper_acts.finish, name="paper_finish"),
    path("papers/<int:pk>/reopen/", paper_acts.reopen, name="paper_reopen"),
    path("papers/<int:pk>/issue/", paper_acts.issue, name="paper_issue"),
    path("papers/<int:pk>/withdraw/", paper_acts.withdraw, name="paper_withdraw"),
    path("papers/<int:pk>/deliver/", paper_acts.deliver, name="paper_deliver"),
    path("papers/<int:pk>/receipt/word/", paper_receipts.word, name="paper_receipt_form"),
    path("papers/<int:pk>/receipt/pdf/", paper_receipts.pdf, name="paper_receipt_form_pdf"),
    path(
        "papers/<int:pk>/deliveries/<int:delivery>/receipt/word/",
        paper_receipts.word,
        name="paper_receipt",
    ),
    path(
        "papers/<int:pk>/deliveries/<int:delivery>/receipt/pdf/",
        paper_receipts.pdf,
        name="paper_receipt_pdf",
    ),
    path(
        "papers/<int:pk>/deliveries/<int:delivery>/scan/",
        paper_receipts.scan,
        name="paper_receipt_scan",
    ),
    path("papers/<int:pk>/copy/", paper_files.signed_copy, name="paper_copy"),
    path("papers/<int:pk>/word/", paper_files.word, name="paper_word"),
    path("papers/<int:pk>/pdf/", paper_files.pdf, name="paper_pdf"),
]
