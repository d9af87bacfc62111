"""Routes: urging, letters, falsified filings, summons talks, the ladder of a unit."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import escalation, falsifications, letters, summonses, urgings

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("press/", urgings.press, name="press"),
    path("urgings/", urgings.UrgingList.as_view(), name="urgings"),
    path("urgings/export/", _export, {"code": "urgings"}, name="urgings_export"),
    path("urgings/new/", urgings.urge, name="urge"),
    path("letters/", letters.LetterList.as_view(), name="letters"),
    path("letters/export/", _export, {"code": "letters"}, name="letters_export"),
    path("letters/late/", letters.late_units, name="letters_late"),
    path("letters/new/", letters.letters_new, name="letters_new"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/redraft/", letters.letter_redraft, name="letter_redraft"),
    path("falsified/", falsifications.FalsificationList.as_view(), name="falsifications"),
    path("falsified/export/", _export, {"code": "falsifications"}, name="falsifications_export"),
    path("falsified/new/", falsifications.false_new, name="false_new"),
    path("falsified/<int:pk>/", falsifications.falsification, name="falsification"),
    path("falsified/<int:pk>/evidence/", falsifications.false_evidence, name="false_evidence"),
    path("falsified/<int:pk>/state/", falsifications.false_state, name="false_state"),
    path("falsified/<int:pk>/decide/", falsifications.false_decide, name="false_decide"),
    path("falsified/<int:pk>/notice/", falsifications.false_notice, name="false_notice"),
    path("falsified/<int:pk>/withdraw/", falsifications.false_withdraw, name="false_withdraw"),
    path("summonses/", summonses.SummonsList.as_view(), name="summonses"),
    path("summonses/export/", _export, {"code": "summonses"}, name="summonses_export"),
    path("summonses/new/", summonses.summons_new, name="summons_new"),
    path("summonses/notices/", summonses.summons_notices, name="summons_notices"),
    path("summonses/<int:pk>/", summonses.summons, name="summons"),
    path("summonses/<int:pk>/hold/", summonses.summons_hold, name="summons_hold"),
    path("summonses/<int:pk>/move/", summonses.summons_move, name="summons_move"),
    path("summonses/<int:pk>/cancel/", summonses.summons_cancel, name="summons_cancel"),
    path("ladder/", escalation.ladder, name="ladder"),
    path("ladder/notices/", escalation.late_notices, name="late_notices"),
    path("ladder/thresholds/", escalation.thresholds, name="ladder_rules"),
    path("units/<int:pk>/pressing/", escalation.unit_pressing, name="unit_pressing"),
    path("units/<int:pk>/papers/", escalation.unit_papers, name="unit_papers"),
    path("units/<int:pk>/action/", escalation.action_new, name="action_new"),
]
