"""A falsified filing: evidence, the unit heard, a second person, and what follows at once."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from stdnum.cn import ric

from accountability.models import Duty, Falsification, Filing, Finding, Summons
from accountability.selectors import falsifications as selectors
from accountability.services import falsification_decisions as decisions
from accountability.services import falsification_notices, falsifications
from supervision import clock
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.documents.services import signing
from supervision.notifications.models import Notice
from supervision.people.enums import Gender
from supervision.people.services.entries import enter
from supervision.people.services.posts import start_post
from supervision.people.values import PersonData, PostData
from tests.accountability.letters.conftest import FACTS, evidence

OPINION = "证据确凿，认定该项填报弄虚作假。"
WAIVER = "单位主要负责人已当面承认，无需等待。"


def test_the_unit_is_told_and_may_state_its_case(
    clerk: Any, head: Any, office: Any, filed: Filing, propose: Any
) -> None:
    found = propose(filed)
    # Proposed on a Monday: five working days end with the Monday after.
    assert clock.local(found.hearing_ends_at).date() == dt.date(2026, 11, 10)
    assert found.evidence_count == 1
    told = Notice.objects.filter(kind="accountability.false_proposed")
    assert {notice.recipient.username for notice in told} == {"clerk", "head"}
    falsifications.state(actor=head, falsification=found, text="照片系经办人误传，原件附后。")
    found.refresh_from_db()
    assert found.stated_by == head
    with pytest.raises(ValidationError):
        falsifications.state(actor=clerk, falsification=found, text="再补充一份说明。")


def test_thin_facts_or_no_evidence_are_refused(filed: Filing, propose: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        propose(filed, facts="假的", files=[])
    assert set(refused.value.message_dict) == {"facts", "files"}
    propose(filed)
    with pytest.raises(ValidationError):
        propose(filed)


def test_nobody_decides_on_their_own_proposal(
    office: Any, filed: Filing, talk: Any, propose: Any
) -> None:
    found = falsifications.propose(actor=office, filing=filed, facts=FACTS, files=[evidence()])
    for act in (
        lambda: decisions.confirm(
            actor=office, falsification=found, opinion=OPINION, talk=talk(), waiver=WAIVER
        ),
        lambda: decisions.reject(actor=office, falsification=found, opinion=OPINION),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(IntegrityError, match="unit of their own"), transaction.atomic():
        Falsification.objects.filter(pk=found.pk).update(
            status="rejected", decided_by=office, decided_at=clock.now()
        )


def test_nothing_is_confirmed_before_the_unit_was_heard(
    office: Any, filed: Filing, propose: Any, talk: Any, at: Any
) -> None:
    found = propose(filed)
    with pytest.raises(ValidationError) as refused:
        decisions.confirm(actor=office, falsification=found, opinion=OPINION, talk=talk())
    assert "waiver" in refused.value.message_dict
    with pytest.raises(IntegrityError, match="unit_heard"), transaction.atomic():
        Falsification.objects.filter(pk=found.pk).update(
            status="confirmed", decided_by=office, decided_at=clock.now(), opinion=OPINION
        )
    at("2026-11-11T09:00:00")
    decisions.confirm(actor=office, falsification=found, opinion=OPINION, talk=talk())
    found.refresh_from_db()
    assert (found.status, found.waived_by) == ("confirmed", None)


def test_nothing_is_confirmed_without_evidence(
    office: Any, officer: Any, filed: Filing, talk: Any, units: Any
) -> None:
    basis = Finding.objects.create(
        number="问题〔2026〕900号",
        unit=units.water,
        source="patrol",
        track="matter",
        title="照片重复",
        description="照片与去年相同。",
        found_on=clock.today(),
        raised_by=officer,
        raised_at=clock.now(),
    )
    found = falsifications.propose(actor=officer, filing=filed, facts=FACTS, basis=basis)
    given = {"opinion": OPINION, "talk": talk(), "waiver": WAIVER}
    with pytest.raises(ValidationError):
        decisions.confirm(actor=office, falsification=found, **given)
    falsifications.add_evidence(actor=officer, falsification=found, files=[evidence()])
    decisions.confirm(actor=office, falsification=found, **given)


def test_a_confirmation_brings_mark_finding_notice_and_summonses(
    office: Any, leader: Any, filed: Filing, propose: Any, talk: Any, units: Any
) -> None:
    before = Duty.objects.values().get(pk=filed.duty_id)
    text = Filing.objects.values().get(pk=filed.pk)
    found = decisions.confirm(
        actor=office, falsification=propose(filed), opinion=OPINION, talk=talk(), waiver=WAIVER
    )
    assert Duty.objects.values().get(pk=filed.duty_id) == before
    assert Filing.objects.values().get(pk=filed.pk) == text
    finding = Finding.objects.get()
    assert (finding.source, finding.filing_id) == ("falsified", filed.pk)
    notice = found.notice
    assert notice.status == DocumentStatus.SUBMITTED
    assert notice.units.count() == 3
    assert [talk.name for talk in Summons.objects.order_by("id")] == ["魏长河", "梁若川"]
    assert (notice.drafted_by, notice.submitted_by) == (office, office)
    with pytest.raises(PermissionDenied):
        signing.sign(actor=office, document=notice)
    signed = signing.sign(actor=leader, document=notice)
    assert "通〔2026〕1号" in signed.number


def test_a_notice_waits_for_an_officer_where_the_decider_drafts_none(
    office: Any, officer: Any, leader: Any, clerk: Any, filed: Filing, talk: Any, as_user: Any
) -> None:
    found = falsifications.propose(actor=office, filing=filed, facts=FACTS, files=[evidence()])
    decisions.confirm(
        actor=leader, falsification=found, opinion=OPINION, talk=talk(), waiver=WAIVER
    )
    found.refresh_from_db()
    assert found.notice is None
    assert list(selectors.to_circulate(officer)) == [found]
    page = f"/accountability/falsified/{found.pk}/"
    assert "notice/" not in as_user(clerk).get(page).content.decode()
    assert as_user(clerk).post(f"{page}notice/").status_code == 403
    browser = as_user(officer)
    assert f"{page}notice/" in browser.get(page).content.decode()
    for _twice in range(2):
        assert browser.post(f"{page}notice/").url == page
    found.refresh_from_db()
    assert found.notice.drafted_by == officer
    assert OfficialDocument.objects.filter(kind="accountability.falsified_notice").count() == 1
    assert not selectors.to_circulate(officer).exists()
    assert signing.sign(actor=leader, document=found.notice).number


def test_the_only_signer_who_decides_leaves_the_draft_to_an_officer(
    office: Any, officer: Any, filed: Filing, propose: Any, talk: Any
) -> None:
    found = propose(filed)
    decisions.confirm(
        actor=office, falsification=found, opinion=OPINION, talk=talk(), waiver=WAIVER
    )
    notice = falsification_notices.draft_notice(actor=officer, falsification=found)
    assert signing.sign(actor=office, document=notice).number
    with pytest.raises(ValidationError):
        falsification_notices.draft_notice(actor=officer, falsification=found)


def test_no_notice_of_what_is_not_confirmed(officer: Any, filed: Filing, propose: Any) -> None:
    with pytest.raises(ValidationError):
        falsification_notices.draft_notice(actor=officer, falsification=propose(filed))


def test_the_whole_leading_group_of_the_register_is_called(
    office: Any, filed: Filing, propose: Any, talk: Any, units: Any, members: Any
) -> None:
    members(units.water, "魏长河", "梁若川", "许望舒")
    members(units.finance, "外单位")
    decisions.confirm(
        actor=office, falsification=propose(filed), opinion=OPINION, talk=talk(), waiver=WAIVER
    )
    called = Summons.objects.order_by("name")
    assert [one.name for one in called] == sorted(["魏长河", "梁若川", "许望舒"])
    assert all(one.person_id for one in called)


@pytest.fixture
def members(office: Any) -> Any:
    """Return a function that enters persons as members of a unit's leading group."""

    def act(unit: Any, *names: str) -> None:
        for number, name in enumerate(names, start=1):
            born = dt.date(1975, 3, number)
            digits = f"530102{born:%Y%m%d}{unit.pk % 40 + 1:02}1"
            data = PersonData(
                name=name,
                gender=Gender.MALE,
                birth_on=born,
                id_number=digits + ric.calc_check_digit(digits + "0"),
                unit=unit,
                is_member=True,
                party_branch="机关党支部",
                joined_on=dt.date(2005, 7, 1),
            )
            person = enter(actor=office, data=data)
            post = PostData(
                title="副局长", started_on=dt.date(2020, 1, 1), unit=unit, is_leading=True
            )
            start_post(actor=office, person=person, data=post)

    return act


def test_without_anybody_to_call_nothing_is_written(
    office: Any, filed: Filing, propose: Any, talk: Any
) -> None:
    found = propose(filed)
    with pytest.raises(ValidationError) as refused:
        decisions.confirm(
            actor=office,
            falsification=found,
            opinion=OPINION,
            talk=talk(typed=()),
            waiver=WAIVER,
        )
    assert "members" in refused.value.message_dict
    found.refresh_from_db()
    assert found.status == "proposed"
    assert not Finding.objects.exists()


def test_the_mark_stands_wherever_the_filing_shows(
    office: Any, clerk: Any, filed: Filing, propose: Any, talk: Any, as_user: Any
) -> None:
    found = decisions.confirm(
        actor=office, falsification=propose(filed), opinion=OPINION, talk=talk(), waiver=WAIVER
    )
    mark = f"/accountability/falsified/{found.pk}/"
    for path in (f"filings/{filed.pk}/", f"duties/{filed.duty_id}/", "ledger/"):
        for user in (office, clerk):
            assert mark in as_user(user).get(f"/accountability/{path}").content.decode(), path


def test_a_decision_is_made_once_and_never_deleted(
    office: Any, leader: Any, filed: Filing, propose: Any, talk: Any
) -> None:
    found = propose(filed)
    decisions.reject(actor=office, falsification=found, opinion="现有证据不足以认定弄虚作假。")
    with pytest.raises(ValidationError):
        decisions.confirm(
            actor=leader, falsification=found, opinion=OPINION, talk=talk(), waiver=WAIVER
        )
    rows = Falsification.objects.filter(pk=found.pk)
    with pytest.raises(DatabaseError, match="may not go"), transaction.atomic():
        rows.update(status="proposed", decided_by=None, decided_at=None)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        rows._raw_delete(rows.db)


def test_the_office_walks_it_through_the_pages(
    officer: Any, office: Any, clerk: Any, filed: Filing, as_user: Any
) -> None:
    url = f"/accountability/falsified/new/?filing={filed.pk}"
    browser = as_user(officer)
    assert "falsified/new" in browser.get(f"/accountability/filings/{filed.pk}/").content.decode()
    kept = browser.post(url, {"facts": FACTS})
    assert kept.status_code == 422
    sent = browser.post(url, {"facts": FACTS, "files": [evidence()]})
    found = Falsification.objects.get()
    page = f"/accountability/falsified/{found.pk}/"
    assert sent.url == page
    assert "decide/" not in browser.get(page).content.decode()
    own = as_user(clerk)
    assert "state/" in own.get(page).content.decode()
    assert own.post(f"{page}state/", {"text": "照片系误传，原件附后。"}).url == page
    chief = as_user(office)
    assert "decide/" in chief.get(page).content.decode()
    empty = chief.post(f"{page}decide/", {"act": "confirm", "opinion": OPINION})
    assert empty.status_code == 422
    given = {
        "act": "confirm",
        "opinion": OPINION,
        "planned_on": "2026-11-06",
        "planned_time": "15:00",
        "place": "第二谈话室",
        "typed": "魏长河，局长\n梁若川",
    }
    assert chief.post(f"{page}decide/", given).url == page
    assert Summons.objects.count() == 2
    without = as_user(office, sudo=False).post(f"{page}decide/", given)
    assert "/account/confirm/" in without.url


def test_outsiders_learn_nothing(
    other_clerk: Any, stranger: Any, internal: Any, filed: Filing, propose: Any, as_user: Any
) -> None:
    found = propose(filed)
    page = f"/accountability/falsified/{found.pk}/"
    assert as_user(other_clerk).get(page).status_code == 404
    assert as_user(stranger).get(page).status_code == 403
    assert (
        as_user(other_clerk).post(f"{page}state/", {"text": "不是我们的事情吧？"}).status_code
        == 404
    )
    with pytest.raises(PermissionDenied):
        falsifications.propose(actor=internal, filing=filed, facts=FACTS, files=[evidence()])
    with pytest.raises(PermissionDenied):
        falsifications.state(actor=other_clerk, falsification=found, text="外单位来说一句话。")
