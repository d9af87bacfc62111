"""The interference register and what was handed on: kept from kin, and each look on record."""

from typing import Any

import pytest

from cases.selectors.interference import entries_visible_to, readers
from cases.services.interference import enter_interference
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.referrals.models import Referral
from tests.cases.intake.test_interference import attempt
from tests.cases.intake.test_referrals import FACTS, finding

__all__ = ["finding"]


@pytest.fixture
def reader2(units: Any, make_user: Any) -> User:
    """Return a second reader of the register."""
    return make_user("internal2", "internal", units.commission, "安守正", "干部")


def test_an_entry_is_kept_from_the_family_of_whom_it_names(
    handler1: User,
    internal: User,
    reader2: User,
    stranger: User,
    person: Any,
    related: Any,
    units: Any,
    as_user: Any,
) -> None:
    named = person("贺知章", units.finance)
    own = person(internal.name, units.commission, internal)
    related(own, named)
    related(own, relative_name="鲁子敬", workplace="区住建局", post="科长")
    entry = enter_interference(actor=handler1, attempt=attempt(unit=units.finance))
    by_name = enter_interference(actor=handler1, attempt=attempt(name="鲁子敬"))
    for one in (entry, by_name):
        assert reader2.pk in readers(one)
        assert internal.pk not in readers(one)
        assert as_user(internal).get(f"/cases/interference/{one.number}/").status_code == 404
    assert set(entries_visible_to(reader2)) == {entry, by_name}
    assert not entries_visible_to(internal).exists()
    assert not entries_visible_to(stranger).exists()


def test_who_enters_an_attempt_of_the_own_kin_still_reads_it(
    internal: User, person: Any, related: Any, units: Any
) -> None:
    own = person(internal.name, units.commission, internal)
    related(own, person("贺知章", units.finance))
    entry = enter_interference(actor=internal, attempt=attempt(unit=units.finance))
    assert list(entries_visible_to(internal)) == [entry]


def test_the_reading_of_what_was_handed_on_is_recorded(
    finding: Any, office: User, stranger: User, casesup: User, as_user: Any
) -> None:
    browser = as_user(office)
    sent = browser.post(f"/accountability/findings/{finding.pk}/refer/", FACTS)
    address = sent.headers["Location"]
    assert not AuditEvent.objects.filter(verb="referrals.opened").exists()
    assert as_user(stranger).get(address).status_code == 403
    assert browser.get(address).status_code == 200
    event = AuditEvent.objects.get(verb="referrals.opened")
    assert (event.actor_id, event.object_label) == (office.pk, Referral.objects.get().number)
