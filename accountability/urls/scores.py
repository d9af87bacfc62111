"""Routes: schemes, scores, rounds of scores, materials of the four kinds."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import material_records, schemes, score_rounds, scores

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.scheme_new, name="scheme_new"),
    path("schemes/<int:pk>/", schemes.scheme, name="scheme"),
    path("schemes/<int:pk>/edit/", schemes.scheme_edit, name="scheme_edit"),
    path("schemes/<int:pk>/line/", schemes.scheme_line, name="scheme_line"),
    path(
        "schemes/<int:pk>/lines/<int:line>/remove/",
        schemes.scheme_line_remove,
        name="scheme_line_remove",
    ),
    path("schemes/<int:pk>/publish/", schemes.scheme_publish, name="scheme_publish"),
    path("schemes/<int:pk>/discard/", schemes.scheme_discard, name="scheme_discard"),
    path("scores/", scores.scores, name="scores"),
    path("scores/export/", _export, {"code": "scores"}, name="scores_export"),
    path("scores/top/", scores.scores_top, name="scores_top"),
    path("scores/confirm/", scores.scores_confirm, name="scores_confirm"),
    path("scores/confirmed/", scores.confirmations, name="confirmations"),
    path(
        "scores/confirmed/export/", _export, {"code": "confirmed-scores"}, name="confirmed_export"
    ),
    path("scores/confirmed/<int:pk>/", scores.confirmation, name="confirmation"),
    path(
        "scores/confirmed/<int:pk>/units/<int:unit>/",
        scores.confirmed_score,
        name="confirmed_score",
    ),
    path("units/<int:pk>/score/", scores.unit_score, name="unit_score"),
    path("units/<int:pk>/score/card/", scores.unit_score_card, name="unit_score_card"),
    path("units/<int:pk>/score/rows/<slug:source>/", scores.score_rows, name="score_rows"),
    path("rounds/", score_rounds.rounds, name="rounds"),
    path("rounds/new/", score_rounds.round_new, name="round_new"),
    path("rounds/export/", _export, {"code": "score-comparison"}, name="comparison_export"),
    path("rounds/<int:pk>/", score_rounds.round_page, name="round"),
    path("rounds/<int:pk>/self/", score_rounds.self_score, name="self_score"),
    path("rounds/<int:pk>/units/<int:unit>/", score_rounds.round_unit, name="round_unit"),
    path("rounds/<int:pk>/units/<int:unit>/score/", score_rounds.office_score, name="office_score"),
    path("materials/", material_records.MaterialList.as_view(), name="materials"),
    path("materials/export/", _export, {"code": "materials"}, name="materials_export"),
    path("materials/new/", material_records.material_new, name="material_new"),
    path("materials/<int:pk>/", material_records.material, name="material"),
    path("materials/<int:pk>/correct/", material_records.material_correct, name="material_correct"),
    path("materials/<int:pk>/decide/", material_records.material_decide, name="material_decide"),
]
