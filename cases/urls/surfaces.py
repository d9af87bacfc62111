"""Routes: the ledger, the page of a clue, the desk, the board, the figures."""

from django.urls import path
from django.views.generic import RedirectView

from cases.views import board, clues, desk, figures

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("board/", board.board, name="board"),
    path("clues/", clues.ClueList.as_view(), name="ledger"),
    path("clues/export/", _export, {"code": "clues"}, name="ledger_export"),
    path("clues/summary/", clues.summary, name="ledger_summary"),
    path("clues/<str:number>/", clues.clue, name="clue"),
    path("figures/", figures.forms, name="figures"),
    path("figures/export/", _export, {"code": "case-forms"}, name="figures_export"),
    path("figures/sources/", figures.sources, name="figures_sources"),
    path(
        "figures/sources/export/", _export, {"code": "case-sources"}, name="figures_sources_export"
    ),
    path("figures/waiting/", figures.waiting, name="figures_waiting"),
    path(
        "figures/waiting/export/", _export, {"code": "case-waiting"}, name="figures_waiting_export"
    ),
    path("figures/fields/", figures.fields, name="figures_fields"),
    path("figures/fields/export/", _export, {"code": "case-fields"}, name="figures_fields_export"),
    path("figures/blanks/", figures.blanks, name="figures_blanks"),
    path("figures/blanks/export/", _export, {"code": "case-blanks"}, name="figures_blanks_export"),
]
