"""Audited acts on accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb


def _verb(code: str, label: Any, icon: str) -> Verb:
    return verbs.register(Verb(code=f"accounts.{code}", label=label, icon=icon))


LOGGED_IN = _verb("logged_in", _("Signed in"), "login")
LOGIN_FAILED = _verb("login_failed", _("Sign-in refused"), "alert-circle")
LOGGED_OUT = _verb("logged_out", _("Signed out"), "logout")
PASSWORD_CHANGED = _verb("password_changed", _("Password changed"), "key")
PASSWORD_RESET = _verb("password_reset", _("Password reset by the administrator"), "key")
ACCOUNT_OPENED = _verb("account_opened", _("Account opened"), "user-plus")
ACCOUNT_CLOSED = _verb("account_closed", _("Account closed"), "user-off")
ACCOUNT_REOPENED = _verb("account_reopened", _("Account put back in use"), "user-plus")
POST_GIVEN = _verb("post_given", _("Post given"), "id")
POST_ENDED = _verb("post_ended", _("Post ended"), "id")
TEMPORARY_ISSUED = _verb("temporary_issued", _("Temporary account issued"), "user-plus")
TEMPORARY_REVOKED = _verb("temporary_revoked", _("Temporary account revoked"), "user-off")
PREFERENCES_CHANGED = _verb("preferences_changed", _("Preferences changed"), "settings")
