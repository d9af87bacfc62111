"""Tell case supervision what came in: the number, never what is alleged or about whom."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import Clue
from cases.notices import CLUE_REGISTERED, OBJECTION
from cases.permissions import SUPERVISE
from cases.selectors.offices import holders
from cases.selectors.visibility import may_hear
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services import notify


def tell_registered(clue: Clue) -> None:
    """Tell the case supervision office that a clue waits for its assignment."""
    with override(settings.LANGUAGE_CODE):
        title = _("%(number)s waits for assignment") % {"number": clue.number}
    _tell(clue, CLUE_REGISTERED, title, f"clue-{clue.pk}-registered")


def tell_objection(clue: Clue, key: str) -> None:
    """Tell the case supervision office that a reporter objects and gives new evidence."""
    with override(settings.LANGUAGE_CODE):
        title = _("%(number)s: new evidence came in and must be checked") % {"number": clue.number}
    _tell(clue, OBJECTION, title, key)


def _tell(clue: Clue, kind: NoticeKind, title: str, key: str) -> None:
    notify(
        kind=kind,
        recipients=may_hear(clue.pk, holders(SUPERVISE)),
        title=title,
        url=reverse("cases:clue", args=[clue.number]),
        target=clue,
        dedupe_key=key,
    )
