"""Forms about accounts."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.web.formats import full_datetime
from supervision.web.forms import DateField

#: One field for a code: digits on a phone's keyboard, filled in by the browser where it can.
_DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


def _digits(text: str) -> str:
    """Return the code without spaces, in half-width digits; raises ValidationError otherwise."""
    code = "".join(unicodedata.normalize("NFKC", text).split())
    if len(code) != 6 or not code.isascii() or not code.isdigit():
        raise forms.ValidationError(_("Please enter six digits."))
    return code


class SignInForm(AuthenticationForm):
    """Account and password, with a refusal that says how many tries are left."""

    error_messages = {
        "invalid_login": _(
            "Account or password is wrong. Please check and try again; "
            "after 5 wrong tries the account is locked for 15 minutes."
        ),
        "inactive": _("This account is closed."),
    }

    def clean_username(self) -> str:
        """Take the account in any case, so that each spelling does not get tries of its own."""
        return str(self.cleaned_data["username"]).strip().lower()

    def get_invalid_login_error(self) -> forms.ValidationError:
        """Say when a temporary account may be used, to who knows its password."""
        outside = getattr(self.request, "outside_its_time", None)
        window = getattr(outside, "temporary", None)
        if outside is None:
            return super().get_invalid_login_error()
        if window is None or window.revoked_at is not None:
            return forms.ValidationError(_("This temporary account is outside its time window."))
        return forms.ValidationError(
            _("This temporary account can be used from %(start)s to %(end)s only."),
            params={
                "start": full_datetime(window.starts_at),
                "end": full_datetime(window.ends_at),
            },
        )


class PasswordForm(forms.Form):
    """Replace one's own password."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_(
            "At least 10 characters, of three kinds: small letters, capitals, digits, other signs; "
            "none of your last 5 passwords."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check that both new passwords agree."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two new passwords differ."))
        return data


class CodeForm(forms.Form):
    """The six digits of the second factor."""

    code = forms.CharField(
        label=pgettext_lazy("second factor", "Code"),
        max_length=10,
        help_text=_("Six digits from the authenticator app on your phone; new every 30 seconds."),
        widget=forms.TextInput(attrs=_DIGITS),
    )

    def clean_code(self) -> str:
        """Take the digits however they are grouped or written."""
        return _digits(self.cleaned_data["code"])


class ConfirmForm(forms.Form):
    """Prove once more to be the holder of the account."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=pgettext_lazy("second factor", "Code"),
        max_length=10,
        help_text=_("Six digits from the authenticator app on your phone; new every 30 seconds."),
        widget=forms.TextInput(attrs=_DIGITS),
    )

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        """Ask for a code where the account has a second factor."""
        super().__init__(*args, **kwargs)
        if not needs_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Take the digits however they are grouped or written."""
        return _digits(self.cleaned_data["code"])


class AccountForm(forms.ModelForm):
    """Open an account."""

    phone = forms.CharField(label=_("mobile phone"), max_length=20, required=False)
    ends_on = DateField(
        label=_("last day of use"),
        required=False,
        help_text=_("For people who are here for a time only. Empty: without an end."),
    )

    class Meta:
        model = User
        fields = ("username", "name", "phone", "ends_on")
        labels = {"name": pgettext_lazy("person", "Name")}

    def clean_username(self) -> str:
        """Keep account names in small letters; refuse one that is taken in any case."""
        username = str(self.cleaned_data["username"]).strip().lower()
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This account exists already."))
        return username


class LimitForm(forms.Form):
    """Set the last day of an account."""

    ends_on = DateField(label=_("last day of use"))


class ReasonForm(forms.Form):
    """Why two persons should do this."""

    reason = forms.CharField(
        label=pgettext_lazy("request", "Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person reads this. It stays on record."),
    )


class PostForm(ReasonForm):
    """Ask for a post."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Please choose a unit")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        # Nothing is chosen beforehand: a role is never given by oversight.
        choices=[("", _("Please choose a role"))]
        + [choice for choice in RoleCode.choices if choice[0] != RoleCode.ASSESSOR],
    )
    title = forms.CharField(label=_("Post"), max_length=60, required=False)
    starts_on = DateField(label=_("From"))
    ends_on = DateField(
        label=_("Last day"), required=False, help_text=_("Empty: until somebody ends it.")
    )
    field_order = ("unit", "role", "title", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every unit; today is the first day unless another is given."""
        super().__init__(*args, **kwargs)
        unit_field: Any = self.fields["unit"]
        unit_field.queryset = Unit.objects.filter(is_active=True).order_by("path")
        self.fields["starts_on"].initial = clock.today()


class EndPostForm(ReasonForm):
    """Ask that a post end."""

    ends_on = DateField(label=_("Last day"))
    field_order = ("ends_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Today is the last day unless another is given."""
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = clock.today()


class DecisionForm(forms.Form):
    """The second person's words."""

    opinion = forms.CharField(
        label=_("Opinion"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you refuse."),
    )
