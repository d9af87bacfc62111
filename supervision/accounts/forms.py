"""Forms about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.web.forms import DateField


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
            "At least 10 characters, of three kinds: small letters, capitals, digits, other signs."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Keep whose password it is."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_present(self) -> str:
        """Check the present password."""
        if not self.user.check_password(self.cleaned_data["present"]):
            raise forms.ValidationError(_("This is not your present password."))
        return str(self.cleaned_data["present"])

    def clean(self) -> dict[str, Any]:
        """Check that both new passwords agree."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two new passwords differ."))
        return data


class AccountForm(forms.ModelForm):
    """Open an account."""

    class Meta:
        model = User
        fields = ("username", "name", "phone")
        labels = {"name": pgettext_lazy("person", "Name")}

    def clean_username(self) -> str:
        """Keep account names in small letters; refuse one that is taken in any case."""
        username = str(self.cleaned_data["username"]).strip().lower()
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This account exists already."))
        return username


class PostForm(forms.Form):
    """Give a post."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    role = forms.ChoiceField(
        label=_("Role"), choices=[c for c in RoleCode.choices if c[0] != RoleCode.ASSESSOR]
    )
    title = forms.CharField(label=_("Post"), max_length=60, required=False)
    started_on = DateField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every unit; today is the first day unless another is given."""
        super().__init__(*args, **kwargs)
        unit_field: Any = self.fields["unit"]
        unit_field.queryset = Unit.objects.filter(is_active=True).order_by("path")
        self.fields["started_on"].initial = clock.today()
