"""Routes: rectification plans that are opened from a red figure."""

from django.urls import path

from cases.views import plans as views

urlpatterns = [
    path("plans/", views.PlanList.as_view(), name="plans"),
    path("plans/new/", views.plan_new, name="plan_new"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/progress/", views.plan_progress, name="plan_progress"),
    path("plans/<int:pk>/look/", views.plan_look, name="plan_look"),
]
