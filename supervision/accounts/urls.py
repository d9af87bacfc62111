"""Routes of accounts."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from supervision.accounts.views import login, manage, me

app_name = "accounts"
urlpatterns = [
    path("login/", login.SignIn.as_view(), name="login"),
    path("logout/", login_not_required(login.SignOut.as_view()), name="logout"),
    path("password/", me.password, name="password"),
    path("preferences/", me.preferences, name="preferences"),
    path("", manage.account_list, name="list"),
    path("open/", manage.open_account, name="open"),
    path("<int:pk>/", manage.account_detail, name="detail"),
    path("<int:pk>/reset/", manage.reset_password, name="reset"),
    path("<int:pk>/in-use/", manage.set_in_use, name="in_use"),
    path("<int:pk>/posts/<int:posting>/end/", manage.end_post, name="end_post"),
]
