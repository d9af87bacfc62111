"""Nobody judges in the own cause: asked by every service that decides on somebody's work."""

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accountability.enums import Ground
from accountability.selectors.avoidance import Matter, ground, words
from accountability.verbs import AVOIDED
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.organizations.models import Unit
from supervision.web.faults import Refusal


class OwnCause(Refusal):
    """The decision is somebody else's; carries the ground."""

    def __init__(self, found: Ground) -> None:
        """Say why the person must leave the decision to somebody else."""
        self.ground = found
        super().__init__(words(found), title=_("Avoidance applies"))


def check_may_decide(actor: User, matter: Matter, *, about: Model, unit: Unit) -> None:
    """Raise OwnCause where avoidance applies, and keep the attempt with what it was about.

    Call it before the use case opens its transaction: the attempt must outlive the refusal.
    """
    found = ground(actor, matter)
    if found is None:
        return
    with transaction.atomic():
        record(
            verb=AVOIDED,
            actor=actor,
            target=about,
            unit=unit,
            details={"note": str(found.label), "ground": found.value},
        )
    raise OwnCause(found)
