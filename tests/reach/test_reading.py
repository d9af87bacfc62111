"""Reading the reach map of somebody is itself on record, with who read whose."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from supervision.accounts.services.reading import open_reach
from supervision.accounts.verbs import REACH_READ
from supervision.audit.models import AuditEvent


def test_opening_the_reach_of_an_account_is_recorded(
    auditor: Any, clerk: Any, as_user: Any
) -> None:
    browser = as_user(auditor)
    assert browser.get(f"/account/reach/{clerk.pk}/").status_code == 200
    assert browser.get(f"/account/reach/{clerk.pk}/duties/").status_code == 200
    events = AuditEvent.objects.filter(verb=REACH_READ.code).order_by("id")
    assert [(event.actor_id, event.object_id) for event in events] == [
        (auditor.pk, str(clerk.pk)),
        (auditor.pk, str(clerk.pk)),
    ]
    assert [event.details.get("kind", "") for event in events] == ["", "duties"]
    assert REACH_READ.reading


def test_a_stranger_reads_nobodys_reach(stranger: Any, clerk: Any, as_user: Any) -> None:
    assert as_user(stranger).get(f"/account/reach/{clerk.pk}/").status_code == 403
    with pytest.raises(PermissionDenied):
        open_reach(actor=stranger, account=clerk)
    assert not AuditEvent.objects.filter(verb=REACH_READ.code).exists()


def test_who_issues_temporary_accounts_reads_no_other(office: Any, clerk: Any) -> None:
    with pytest.raises(PermissionDenied):
        open_reach(actor=office, account=clerk)
