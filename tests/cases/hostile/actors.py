"""Who acts in the hostile tests, and a measure they act on."""

from collections.abc import Callable
from typing import Any

from cases.models import Clue
from cases.services import measures
from supervision.accounts.models import User
from tests.cases.measures.conftest import GROUND
from tests.cases.walk import Walk


def twin_of(user: User, make_user: Callable[..., User], role: str, unit: Any) -> User:
    """Return a second account of the same natural person."""
    user.phone = "13866660003"
    user.save()
    twin = make_user("twin", role, unit, user.name)
    twin.phone = "13866660003"
    twin.save()
    return twin


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def appearance(clue: Clue, walk: Walk, kind: str = "compel_appearance", **more: Any) -> Any:
    given: dict[str, Any] = {
        "actor": walk.handler,
        "clue": clue,
        "respondent": clue.respondents.get(),
        "kind": kind,
        "ground": GROUND,
        "first_officer": walk.handler,
        "second_officer": walk.second,
    }
    return measures.propose(**given | more)
