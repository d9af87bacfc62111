"""What follows for whoever handed the matter on when its handling is over."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import ClueStatus
from cases.models import Clue
from supervision.accounts.models import User
from supervision.referrals.services import write_back


def tell_sender(*, actor: User, clue: Clue) -> None:
    """Write back that the clue is concluded, where another part of the portal handed it on.

    Called in the transaction that concludes the clue, its status set; without a sender it does
    nothing, and a second call changes nothing.
    """
    write_back(actor=actor, received=clue, publishable=permitted_result(clue))


def permitted_result(clue: Clue) -> str:
    """Return what the holder of a query code may read: how it ended, nobody's name, no measure."""
    with override(settings.LANGUAGE_CODE):
        words = {
            ClueStatus.FIRST_FORM: _("Your report was checked and dealt with under the rules."),
            ClueStatus.REFERRED: _(
                "Your report was checked and handed to the Party organisation responsible."
            ),
            ClueStatus.EXECUTED: _(
                "Your report was checked; those responsible were dealt with under discipline and "
                "law."
            ),
        }
        return words.get(ClueStatus(clue.status), _("Your report was dealt with and concluded."))
