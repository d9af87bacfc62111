"""Routes: propose, sign, take back, name teams and stand-ins."""

from django.urls import path

from cases.views import steps, team

urlpatterns = [
    path("clues/<str:number>/propose/", steps.propose, name="propose"),
    path("clues/<str:number>/propose/<slug:act>/", steps.propose_act, name="propose_act"),
    path("clues/<str:number>/team/", team.members, name="team"),
    path("clues/<str:number>/team/release/", team.release, name="team_release"),
    path("clues/<str:number>/avoidance/", team.avoidance, name="avoidance"),
    path("steps/<int:pk>/", steps.step, name="step"),
    path("steps/<int:pk>/sign/", steps.sign, name="sign"),
    path("steps/<int:pk>/take-back/", steps.take_back, name="take_back"),
    path("steps/<int:pk>/outside/", steps.outside, name="outside"),
    path("stand-ins/", team.stand_ins, name="stand_ins"),
    path("stand-ins/end/", team.stand_in_end, name="stand_in_end"),
]
