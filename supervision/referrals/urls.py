"""Routes of what was handed on."""

from django.urls import path

from supervision.referrals import views

app_name = "referrals"
urlpatterns = [
    path("", views.ReferralList.as_view(), name="referrals"),
    path("<int:pk>/", views.referral, name="referral"),
]
