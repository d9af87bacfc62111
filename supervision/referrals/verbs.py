"""Audited acts of handing on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb


def _verb(code: str, label: Any, icon: str, *, reading: bool = False) -> Verb:
    return verbs.register(Verb(code=f"referrals.{code}", label=label, icon=icon, reading=reading))


RAISED = _verb("raised", _("Handed on"), "send")
OPENED = _verb("opened", _("Matter handed on opened"), "eye", reading=True)
CONCLUDED = _verb("concluded", _("Conclusion told to the sender"), "circle-check")
