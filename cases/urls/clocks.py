"""Routes: extensions, the page of warnings, papers that press offices, quarters."""

from django.urls import path
from django.views.generic import RedirectView

from cases.views import clocks, prompts, quarters

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("clues/<str:number>/clocks/<int:pk>/extend/", clocks.extend, name="clock_extend"),
    path("clues/<str:number>/clocks/fact/", clocks.fact, name="clock_fact"),
    path("warnings/", clocks.WarningList.as_view(), name="warnings"),
    path("warnings/export/", _export, {"code": "case-warnings"}, name="warnings_export"),
    path("warnings/press/", prompts.choose, name="prompts_choose"),
    path("prompts/", prompts.PromptList.as_view(), name="prompts"),
    path("prompts/new/", prompts.new, name="prompts_new"),
    path("prompts/<int:pk>/", prompts.prompt, name="prompt"),
    path("prompts/<int:pk>/talk/", prompts.talk, name="prompt_talk"),
    path("quarters/", quarters.QuarterList.as_view(), name="quarters"),
    path("quarters/<int:pk>/", quarters.quarter, name="quarter"),
]
