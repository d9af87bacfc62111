"""Handing on as such: the registry of receivers, and the list of what was sent."""

from collections.abc import Callable
from typing import Any

import pytest

from supervision.referrals import receivers
from supervision.referrals.receivers import Receiver
from supervision.referrals.selectors import referrals_of


def test_receivers_are_registered_at_start_up_alone() -> None:
    with pytest.raises(RuntimeError):
        receivers.register(Receiver("late", "", lambda actor, matter, number: matter.unit))
    assert receivers.is_there("clue")
    assert not receivers.is_there("late")


def test_a_second_receiver_of_a_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receivers.apps, "ready", False)
    with pytest.raises(ValueError, match="twice"):
        receivers.register(receivers.get("clue"))


def test_nobody_takes_an_unknown_code() -> None:
    with pytest.raises(LookupError):
        receivers.get("nobody")


def test_the_list_is_the_senders_alone(
    office: Any, officer: Any, stranger: Any, as_user: Callable[..., Any]
) -> None:
    assert as_user(office).get("/referrals/").status_code == 200
    for user in (officer, stranger):
        assert as_user(user).get("/referrals/").status_code == 403
        assert not referrals_of(user).exists()
