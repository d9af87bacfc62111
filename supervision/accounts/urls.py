"""Routes of accounts."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from supervision.accounts.views import factor, login, manage, me, reach, requests, sudo

app_name = "accounts"
urlpatterns = [
    path("login/", login.SignIn.as_view(), name="login"),
    path("logout/", login_not_required(login.SignOut.as_view()), name="logout"),
    path("code/", factor.code, name="code"),
    path("factor/", factor.enrol, name="enrol"),
    path("factor/off/", factor.turn_off, name="factor_off"),
    path("confirm/", sudo.confirm, name="confirm"),
    path("me/", me.me, name="me"),
    path("me/sessions/<int:pk>/end/", me.end_session, name="end_session"),
    path("password/", me.password, name="password"),
    path("preferences/", me.preferences, name="preferences"),
    path("requests/", requests.RequestList.as_view(), name="requests"),
    path("requests/<int:pk>/", requests.request_detail, name="request"),
    path("requests/<int:pk>/decide/", requests.decide, name="request_decide"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="request_withdraw"),
    path("", manage.AccountList.as_view(), name="list"),
    path("open/", manage.open_account, name="open"),
    path("reach/", reach.ReachList.as_view(), name="reach"),
    path("reach/plan/", reach.plan, name="reach_plan"),
    path("reach/plan/<str:kind>/", reach.plan_rows, name="reach_plan_rows"),
    path("reach/<int:pk>/", reach.account, name="reach_of"),
    path("reach/<int:pk>/<str:kind>/", reach.account_rows, name="reach_rows"),
    path("<int:pk>/", manage.account_detail, name="detail"),
    path("<int:pk>/reset/", manage.reset_password, name="reset"),
    path("<int:pk>/close/", manage.close_account, name="close"),
    path("<int:pk>/limit/", manage.limit_account, name="limit"),
    path("<int:pk>/ask/<str:kind>/", requests.ask, name="ask"),
    path("<int:pk>/posts/<int:posting>/end/", requests.end_post, name="end_post"),
]
