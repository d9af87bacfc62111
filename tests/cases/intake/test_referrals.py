"""What another part of the portal hands on becomes a clue, and its end is told to the sender."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accountability.enums import FindingSource, Track
from accountability.models import Finding
from accountability.services.clue_referrals import refer_finding
from accountability.services.findings import raise_finding
from cases.enums import ClueStatus, Naming, Source
from cases.models import Clue
from cases.selectors.visibility import clues_visible_to
from cases.services.conclusions import tell_sender
from supervision.audit.models import AuditEvent
from supervision.referrals.models import Referral
from supervision.referrals.receivers import Matter
from supervision.referrals.selectors import answer_to, referrals_of
from supervision.referrals.services import raise_referral
from tests.cases.intake.conftest import over

MONDAY = dt.date(2026, 11, 2)
FACTS = {"title": "工程款拨付违规", "what": "工程尚未完工即拨付全部工程款，涉及 30 万元。"}


@pytest.fixture
def finding(units: Any, officer: Any, cadre: Callable[..., Any]) -> Finding:
    """Return a problem about a person of the water bureau."""
    return raise_finding(
        actor=officer,
        unit=units.water,
        source=FindingSource.DAILY_CHECK,
        track=Track.PERSON,
        title="提前拨付工程款",
        description="未完工即拨付。",
        found_on=dt.date(2026, 10, 30),
        person=cadre(),
    )


def test_a_finding_becomes_a_registered_clue(
    finding: Finding, office: Any, officer: Any, casesup: Any
) -> None:
    with pytest.raises(PermissionDenied):
        refer_finding(actor=officer, finding=finding, **FACTS)
    referral = refer_finding(actor=office, finding=finding, **FACTS)
    clue = Clue.objects.get()
    assert referral.number == "YS-2026-0001"
    assert clue.source == Source.SUPERVISION_CHECK
    assert clue.source_number == referral.number
    assert clue.naming == Naming.NONE
    assert clue.registering_office == casesup.home_unit
    assert clue.respondents.get().person == finding.person
    assert not clues_visible_to(office).exists()
    assert clues_visible_to(casesup).get() == clue


def test_the_unit_learns_nothing_from_the_finding(
    finding: Finding, office: Any, casesup: Any, head: Any, as_user: Callable[..., Any]
) -> None:
    referral = refer_finding(actor=office, finding=finding, **FACTS)
    page = as_user(head).get(f"/accountability/findings/{finding.pk}/").content.decode()
    assert referral.number not in page
    assert not AuditEvent.objects.filter(
        object_type="accountability.finding", object_id=str(finding.pk), verb__contains="refer"
    ).exists()


def test_the_same_finding_goes_once(finding: Finding, office: Any, casesup: Any) -> None:
    refer_finding(actor=office, finding=finding, **FACTS)
    with pytest.raises(ValidationError):
        refer_finding(actor=office, finding=finding, **FACTS)
    assert Clue.objects.count() == 1


def test_without_a_case_supervision_office_nothing_is_sent(finding: Finding, office: Any) -> None:
    with pytest.raises(ValidationError):
        refer_finding(actor=office, finding=finding, **FACTS)
    assert not Referral.objects.exists()


def test_the_sender_sees_arrived_and_concluded_alone(
    finding: Finding,
    office: Any,
    casesup: Any,
    leader: Any,
    stranger: Any,
    as_user: Callable[..., Any],
) -> None:
    referral = refer_finding(actor=office, finding=finding, **FACTS)
    clue = Clue.objects.get()
    address = f"/referrals/{referral.pk}/"
    browser = as_user(office)
    for page in (browser.get(address), browser.get("/referrals/")):
        assert page.status_code == 200
        assert clue.number not in page.content.decode()
    assert not referrals_of(leader).exists()
    assert as_user(leader).get(address).status_code == 403
    assert as_user(stranger).get(address).status_code == 403
    assert browser.get(f"/referrals/{referral.pk + 1}/").status_code == 404
    tell_sender(actor=casesup, clue=over(clue))
    referral.refresh_from_db()
    assert (referral.status, referral.publishable) == ("concluded", "")
    assert clue.number not in browser.get(address).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.update(status="received", concluded_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.all().delete()


def test_the_holder_of_a_query_code_reads_the_permitted_result(
    finding: Finding, office: Any, casesup: Any, units: Any
) -> None:
    raise_referral(
        actor=office,
        permission="accountability.refer",
        source=finding,
        label="扫码举报",
        receiver="clue",
        matter=Matter("乱收费", "村民反映办证乱收费。", units.water, "portal_report", MONDAY),
        public_code="7Q2K-91XM",
    )
    clue = Clue.objects.get()
    assert clue.source == Source.PORTAL_REPORT
    before = answer_to("7Q2K-91XM")
    assert before is not None
    assert (before.status, before.publishable) == ("received", "")
    tell_sender(actor=casesup, clue=over(clue, ClueStatus.FIRST_FORM))
    after = answer_to("7Q2K-91XM")
    assert after is not None
    assert after.publishable
    assert clue.number not in after.publishable
    for code in ("", "no-such-code"):
        assert answer_to(code) is None


def test_the_pages_of_handing_on(
    finding: Finding, office: Any, officer: Any, casesup: Any, as_user: Callable[..., Any]
) -> None:
    address = f"/accountability/findings/{finding.pk}/"
    browser = as_user(office)
    assert f"{address}refer/" in browser.get(address).content.decode()
    assert f"{address}refer/" not in as_user(officer).get(address).content.decode()
    assert as_user(officer).get(f"{address}refer/").status_code == 403
    assert browser.get(f"{address}refer/").status_code == 200
    assert browser.post(f"{address}refer/", {"title": "", "what": ""}).status_code == 422
    assert browser.post(f"{address}refer/", FACTS).status_code == 302
    page = browser.get(address).content.decode()
    assert "YS-2026-0001" in page
    assert f"{address}refer/" not in page
    assert browser.post(f"{address}refer/", FACTS).headers["Location"].startswith("/referrals/")
    assert Clue.objects.count() == 1
