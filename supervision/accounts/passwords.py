"""Password rules beyond Django's own."""

import re
import secrets
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: How many former passwords may not be chosen again.
KEPT = 5
_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
#: Easy to read aloud and to type from paper: no 0/O, 1/l/I.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class LengthValidator(MinimumLengthValidator):
    """Ask for a least length, in words of the portal: Django's have no Chinese since 5.2."""

    def get_error_message(self) -> str:
        """Return the refusal in words."""
        return ngettext(
            "Use at least %(n)d character.", "Use at least %(n)d characters.", self.min_length
        ) % {"n": self.min_length}


class CharacterClassValidator:
    """Ask for three of: small letters, capitals, digits, other signs (domain 7.1)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when fewer than three kinds of character are used."""
        if sum(bool(re.search(pattern, password)) for pattern in _CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("Use at least three of: small letters, capitals, digits, other signs.")


class HistoryValidator:
    """Refuse the passwords the account had lately (domain 7.1)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one of the last passwords."""
        if user is None or user.pk is None:
            return
        past = user.past_passwords.order_by("-id").values_list("password", flat=True)[:KEPT]
        if any(check_password(password, old) for old in past):
            raise ValidationError(self.get_help_text(), code="password_used_lately")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("Choose one that is not among your last %(n)d passwords.") % {"n": KEPT}


def readable() -> str:
    """Return a random password for a printed slip: 4 groups of 4 characters, about 79 bits."""
    groups = ["".join(secrets.choice(_READABLE) for _n in range(4)) for _g in range(4)]
    groups[0] = groups[0].capitalize() if groups[0][0].isalpha() else f"K{groups[0][1:]}"
    return "-".join(groups)
