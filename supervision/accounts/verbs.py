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
TEMPORARY_MOVED = _verb("temporary_moved", _("Window of the temporary account moved"), "clock-edit")
TEMPORARY_REVOKED = _verb("temporary_revoked", _("Temporary account revoked"), "user-off")
ACCOUNT_LIMITED = _verb("account_limited", _("Last day of the account set"), "calendar-due")
REQUEST_ASKED = _verb("request_asked", _("Second person asked for"), "users")
REQUEST_APPROVED = _verb("request_approved", _("Approved by a second person"), "checks")
REQUEST_REFUSED = _verb("request_refused", _("Refused by a second person"), "ban")
REQUEST_WITHDRAWN = _verb("request_withdrawn", _("Request taken back"), "arrow-back-up")
FACTOR_ENROLLED = _verb("factor_enrolled", _("Second factor set up"), "device-mobile")
FACTOR_TURNED_OFF = _verb("factor_turned_off", _("Second factor turned off"), "device-mobile")
FACTOR_RESET = _verb("factor_reset", _("Second factor reset by two persons"), "device-mobile")
CODE_REFUSED = _verb("code_refused", _("Code of the second factor refused"), "alert-circle")
FACTOR_BLOCKED = _verb("factor_blocked", _("Second factor blocked"), "lock")
SESSION_ENDED = _verb("session_ended", _("Session ended from elsewhere"), "logout")
CONFIRMED = _verb("confirmed", _("Identity confirmed before an important act"), "lock-open")
CONFIRM_FAILED = _verb("confirm_failed", _("Confirmation of identity refused"), "alert-circle")
REACH_READ = verbs.register(
    Verb("accounts.reach_read", _("Reach of an account read"), "eye", reading=True)
)
PREFERENCES_CHANGED = _verb("preferences_changed", _("Preferences changed"), "settings")
